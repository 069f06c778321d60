"""My work: what must I do now, worst first, with the act on the row. And the list of cases."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.dependencies import Database, Now
from api.explain.lists import summary
from api.pages.navigation import home
from api.pages.reader import Reader
from api.pages.rendering import page
from api.pages.route import nonce, pages
from api.pages.work_rows import rows_of
from cases.access import may_open, may_read_in_an_emergency, may_take_lists, works_on_cases
from cases.actor import Role
from cases.repository.reading import CaseFilter, cases_page
from cases.repository.work_filter import NOBODY, StepFilter
from guidelines.library import library

router = pages()


@router.get("/")
async def my_work(request: Request, who: Reader, session: Database, now: Now, cursor: str | None = None) -> Response:
    """What is in my hands, then what nobody has taken, then what waits for a second person."""
    if not works_on_cases(who.actor):
        return RedirectResponse(home(who.actor), status_code=303)
    mine = await rows_of(session, who.actor, now, StepFilter(owner=who.actor.user), cursor)
    free = await rows_of(session, who.actor, now, StepFilter(owner=NOBODY, ours=True))
    approve = await rows_of(session, who.actor, now, StepFilter(state="submitted"))
    return page(
        request,
        "my_work.html",
        mine=mine,
        free=[row for row in free.rows if row.work.status == "open"],
        approve=[row for row in approve.rows if row.work.owner != who.actor.user],
        approves=who.actor.role is Role.SUPERVISOR,
        as_file=may_take_lists(who.actor),
        may_open=may_open(who.actor),
        nonce=nonce(),
    )


@router.get("/cases")
async def cases(
    request: Request,
    who: Reader,
    session: Database,
    now: Now,
    stage: str = "",
    status: str = "open",
    cursor: str | None = None,
) -> Response:
    """The cases in which my agency takes part, newest first."""
    wanted = CaseFilter(stage=stage or None, status=status if status in ("open", "closed") else None)
    found = await cases_page(session, who.actor, now, wanted, cursor)
    return page(
        request,
        "cases.html",
        cases=[summary(case, who.actor) for case in found.rows],
        following=found.next,
        stages=library().stages,
        stage=stage,
        state=status,
        may_open=may_open(who.actor),
        may_enter=may_read_in_an_emergency(who.actor),
    )
