"""What waits: the list of steps, worst first, the numbers that open it, and alerts."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.acts import on_cases
from api.acts.acting import Doing
from api.dependencies import Database, Now, Who
from api.explain.lists import counts_shown, work_shown
from api.pages.language import spoken
from api.responses import ACTS, problems
from api.routes.cases import Cursor, Limit
from api.schemas.answers import CountsShown, WorkListed
from api.schemas.requests import Country, Id, Word
from cases.repository.work import counts, steps_page
from cases.repository.work_filter import StepFilter, StepState
from workflows.messages import Receipt

router = APIRouter(tags=["work"])

READ = problems("not_signed_in", "not_understood")


def wanted(
    state: StepState = "open",
    host: Country | None = None,
    origin: Country | None = None,
    owner: Id | None = None,
    step: Word | None = None,
    ours: bool = False,
) -> StepFilter:
    """The filters that the list and the counts share. `owner=nobody`: what nobody owns. `ours`: on our side."""
    return StepFilter(state=state, host=host, origin=origin, owner=owner, step=step, ours=ours)


Wanted = Annotated[StepFilter, Depends(wanted)]


@router.get("/steps", responses=READ)
async def steps(
    who: Who, session: Database, now: Now, asked: Wanted, cursor: Cursor = None, limit: Limit = 50
) -> WorkListed:
    """The steps that wait in the cases you may see, the one overdue longest first."""
    page = await steps_page(session, who.actor, now, asked, cursor, limit)
    return WorkListed(steps=await work_shown(session, who.actor, page.rows, now, spoken()), next=page.next)


@router.get("/steps/counts", responses=READ)
async def numbers(who: Who, session: Database, now: Now, asked: Wanted) -> CountsShown:
    """How many, of all and by step, pair of countries and owner. Each number is the length of its list."""
    return await counts_shown(session, who.actor, await counts(session, who.actor, now, asked), spoken())


@router.post("/alerts/{alert}/acknowledge", tags=["alerts"], responses=problems(*ACTS))
async def acknowledge(alert: Annotated[str, Path(pattern="^[A-Za-z0-9_-]{1,160}$")], acting: Doing) -> Receipt:
    """You have seen it: the climb pauses for a while. The alert stays until its cause is gone."""
    return await on_cases.acknowledge(acting, alert)
