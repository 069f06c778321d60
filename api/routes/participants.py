"""Which agencies take part in a case."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.acts import letting_in
from api.acts.acting import Doing
from api.explain.participants import participants_listed
from api.responses import ACTS, READS, problems
from api.routes.cases import Number
from api.schemas.participants import EndPart, LetAgencyIn, ParticipantsListed
from workflows.messages import Receipt

router = APIRouter(prefix="/cases/{case}/participants", tags=["case acts"])

Agency = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{1,60}$", description="The agency's id.")]


@router.get("", responses=problems(*READS, "not_allowed"))
async def participants(number: Number, acting: Doing) -> ParticipantsListed:
    """Who takes or took part, since when, until when, let in by whom and why; and whom a supervisor could let in."""
    return await participants_listed(acting, number)


@router.post("", responses=problems(*ACTS, "no_such_agency", "part_by_right", "end_needed"))
async def let_in(number: Number, asked: LetAgencyIn, acting: Doing) -> Receipt:
    """Another agency of your country takes part, until a day: a shelter or an escort sees its part of the case."""
    return await letting_in.let_in(acting, number, asked.agency, asked.until, asked.reason)


@router.post("/{agency}/end", responses=problems(*ACTS, "no_such_agency", "part_by_right"))
async def end_part(number: Number, agency: Agency, asked: EndPart, acting: Doing) -> Receipt:
    """The part of an agency that was let in is over at once."""
    return await letting_in.end_part(acting, number, agency, asked.reason)
