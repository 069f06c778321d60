"""The board of a supervisor: numbers that open their own list, then exceptions with their act, then everything."""

from urllib.parse import urlencode

from fastapi import Request, Response

from api.dependencies import Database, Now
from api.explain.lists import counts_shown
from api.pages.language import spoken
from api.pages.reader import Reader
from api.pages.rendering import page
from api.pages.route import nonce, pages
from api.pages.work_rows import rows_of
from api.routes.work import Wanted
from cases.access import may_take_lists
from cases.actor import Role
from cases.errors import NotAllowed
from cases.repository.borders import borders
from cases.repository.people import colleagues
from cases.repository.work import counts
from cases.repository.work_filter import StepFilter
from guidelines.country import InsertAfter
from guidelines.library import library

router = pages()

FEW = 8
"""Exceptions of a kind on the board itself; the number above opens all of them."""


@router.get("/board")
async def board(request: Request, who: Reader, session: Database, now: Now) -> Response:
    """The board."""
    _demand_supervisor(who)
    numbers = await counts_shown(session, who.actor, await counts(session, who.actor, now), spoken())
    return page(
        request,
        "board.html",
        numbers=numbers,
        overdue=await rows_of(session, who.actor, now, StepFilter(state="overdue"), limit=FEW),
        extensions=await rows_of(session, who.actor, now, StepFilter(state="extension_asked"), limit=FEW),
        submitted=await rows_of(session, who.actor, now, StepFilter(state="submitted"), limit=FEW),
        colleagues=await colleagues(session, who.actor.agency),
        titles=titles(),
        held=len(await borders(session)),
        nonce=nonce(),
    )


@router.get("/work")
async def work(
    request: Request, who: Reader, session: Database, now: Now, asked: Wanted, cursor: str | None = None
) -> Response:
    """The list that a number of the board opens."""
    query = urlencode([each for each in request.query_params.multi_items() if each[0] != "cursor"])
    return page(
        request,
        "work.html",
        asked=asked,
        found=await rows_of(session, who.actor, now, asked, cursor),
        colleagues=await colleagues(session, who.actor.agency) if who.actor.role is Role.SUPERVISOR else [],
        titles=titles(),
        query=query,
        address=f"{request.url.path}?{query}",
        as_file=may_take_lists(who.actor),
        nonce=nonce(),
    )


def titles() -> dict[str, str]:
    """Every step's title, by its id, national ones too."""
    found = library()
    steps = [step for stage in found.stages for step in stage.steps]
    steps += [each.hold.duty for each in found.interruptions if each.hold]
    steps += list(found.duties)
    changes = [change for overlay in found.overlays.values() for change in overlay.changes]
    steps += [change.new for change in changes if isinstance(change, InsertAfter)]
    return {step.id: step.title.in_(spoken()) for step in steps}


def _demand_supervisor(who: Reader) -> None:
    if who.actor.role is not Role.SUPERVISOR:
        raise NotAllowed(act="board", whose="supervisor")
