"""Which agencies take part in a case."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.acts import emergency, letting_in, protecting
from api.acts.acting import Doing
from api.explain.participants import participants_listed
from api.responses import ACTS, READS, problems
from api.routes.cases import Number
from api.schemas.participants import EndPart, EnterCase, Entered, LetAgencyIn, ParticipantsListed, ProtectCase
from workflows.messages import Receipt

participation = APIRouter(prefix="/cases/{case}/participants", tags=["case acts"])
protection = APIRouter(prefix="/cases/{case}/protection", tags=["case acts"])
emergencies = APIRouter(prefix="/emergencies", tags=["case acts"])

Agency = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{1,60}$", description="The agency's id.")]


@participation.get("", responses=problems(*READS, "not_allowed"))
async def participants(number: Number, acting: Doing) -> ParticipantsListed:
    """Who takes or took part, since when, until when, let in by whom and why; and whom a supervisor could let in."""
    return await participants_listed(acting, number)


@participation.post("", responses=problems(*ACTS, "no_such_agency", "part_by_right", "end_needed"))
async def let_in(number: Number, asked: LetAgencyIn, acting: Doing) -> Receipt:
    """Another agency of your country takes part, until a day: a shelter or an escort sees its part of the case."""
    return await letting_in.let_in(acting, number, asked.agency, asked.until, asked.reason)


@protection.post("", responses=problems(*ACTS, "no_such_person"))
async def protect(number: Number, asked: ProtectCase, acting: Doing) -> Receipt:
    """Only named people may know of the case from now on: an official or a relative may be in the network."""
    return await protecting.protect(acting, number, asked.people, asked.reason)


@emergencies.post(
    "",
    responses=problems(
        *READS, "not_allowed", "form_not_ours", "nobody_to_tell", "takes_part_already", "too_large", "no_room"
    ),
)
async def enter(asked: EnterCase, acting: Doing) -> Entered:
    """Read a case in which you have no part, in an emergency: others are told at once, an auditor reviews it."""
    number, until = await emergency.enter(acting, asked.case, asked.reason)
    return Entered(case=number, until=until)


@participation.post("/{agency}/end", responses=problems(*ACTS, "no_such_agency", "part_by_right"))
async def end_part(number: Number, agency: Agency, asked: EndPart, acting: Doing) -> Receipt:
    """The part of an agency that was let in is over at once."""
    return await letting_in.end_part(acting, number, agency, asked.reason)


router = APIRouter()
for part in (participation, protection, emergencies):
    router.include_router(part)
