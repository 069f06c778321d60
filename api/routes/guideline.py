"""The guidelines as they hold between two countries on a day."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import Who
from api.errors import NoSuchGuideline
from api.explain.law import cited
from api.pages.language import spoken
from api.responses import problems
from api.schemas.answers import GuidelineShown, Plan, PlannedShown
from api.schemas.requests import Country
from guidelines.library import library
from guidelines.plan import PlannedStep, plan
from guidelines.procedure import Procedure
from guidelines.refusal import GuidelineRefused
from guidelines.resolve import resolve

router = APIRouter(prefix="/guideline", tags=["guideline"])

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)
"""No rule is older than 2007, and no calendar of holidays reaches further."""

Day = Annotated[date, Query(ge=FIRST, le=LAST)]

RESPONSES = problems("not_signed_in", "not_understood", "no_such_guideline")


@router.get("", responses=RESPONSES)
async def guideline(who: Who, host: Country, origin: Country, on: Day) -> GuidelineShown:
    """Every step, clock, safeguard and interruption, each value with its source."""
    procedure = resolved(host, origin, on)
    return GuidelineShown(edition=procedure.edition, procedure=procedure)


@router.get("/plan", responses=RESPONSES)
async def timeline(who: Who, host: Country, origin: Country, from_: Annotated[Day, Query(alias="from")]) -> Plan:
    """The timeline of an imagined case detected on that day: each date with its reason and its source."""
    procedure = resolved(host, origin, from_)
    steps = [planned(each, spoken()) for each in plan(procedure, from_)]
    return Plan(host=host, origin=origin, on=from_, edition=procedure.edition, steps=steps)


def resolved(host: str, origin: str, on: date) -> Procedure:
    """The rules of that day. Raises NoSuchGuideline with the resolver's own sentences."""
    try:
        return resolve(library(), host, origin, on)
    except GuidelineRefused as refused:
        raise NoSuchGuideline(problems=[str(problem) for problem in refused.problems]) from refused


def planned(step: PlannedStep, language: str) -> PlannedShown:
    """A planned step in words."""
    return PlannedShown(
        step=step.step,
        visit=step.visit,
        stage=step.stage,
        side=step.side,
        title=step.title.in_(language),
        opens_at=step.opens_at,
        due_at=step.due.at if step.due else None,
        because=step.due.because.sentence(language) if step.due else None,
        cited=cited(step.cite, library(), language),
        holder=step.holder.in_(language) if step.holder else None,
        note=step.note.in_(language) if step.note else None,
    )
