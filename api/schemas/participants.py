"""Which agencies take part: what is asked and what is answered."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from api.schemas.case import ParticipantShown
from api.schemas.data import Instant, Reason
from api.schemas.law import Cited
from api.schemas.requests import Asked, Id
from cases.actor import Function


class LetAgencyIn(Asked):
    """An agency of one's own country, until a day at most half a year ahead (null: without end, where it answers for
    children)."""

    agency: Id
    until: Instant | None = None
    reason: Reason


class EndPart(Asked):
    """Why its part is over."""

    reason: Reason


class ProtectCase(Asked):
    """Who alone may know of the case, by their ids; nobody: everybody of the agencies that take part."""

    people: list[Id] = Field(max_length=200)
    reason: Reason


class EnterCase(Asked):
    """A case to read in an emergency, and why."""

    case: Annotated[str, Field(max_length=40, examples=["K7QM-4RTX-5"])]
    reason: Reason


class Entered(BaseModel):
    """The case, and until when it may be read."""

    case: str
    until: datetime


class EmergencyShown(BaseModel):
    """Somebody without a part in a case read it in an emergency. ``told``: how many people heard of it at once."""

    id: str
    case: str
    name: str
    agency_name: str
    reason: str
    since: datetime
    until: datetime
    told: int
    reviewed_at: datetime | None
    reviewed_by_name: str | None
    found: str


class ParticipantListed(ParticipantShown):
    """An agency that takes or took part. ``until`` may lie ahead. ``let_in``: not by right, but by ``by``, who said
    why."""

    id: str
    function: Function
    let_in: bool
    over: bool
    by: str | None = None
    why: str = ""


class PersonNamed(BaseModel):
    """Somebody of an agency that takes part; ``named``: one of those who alone may know of the case."""

    id: str
    name: str
    agency: str
    named: bool


class AgencyNamed(BaseModel):
    """An agency that could be let in."""

    id: str
    name: str
    function: Function


class ParticipantsListed(BaseModel):
    """All of them, in the order in which they came. ``latest``: the last day until which one can be let in.

    ``people``: for who may protect the case. ``emergencies``: for the host's side. ``cited``: where the terms come from
    for which one is let in.
    """

    participants: list[ParticipantListed]
    could_be_let_in: list[AgencyNamed]
    latest: datetime
    cited: Cited
    protected: bool
    people: list[PersonNamed]
    emergencies: list[EmergencyShown]
