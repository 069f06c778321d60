"""Which agencies take part: what is asked and what is answered."""

from datetime import datetime

from pydantic import BaseModel

from api.schemas.case import ParticipantShown
from api.schemas.data import Instant, Reason
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


class ParticipantListed(ParticipantShown):
    """An agency that takes or took part. ``until`` may lie ahead. ``let_in``: not by right, but by ``by``, who said
    why."""

    id: str
    function: Function
    let_in: bool
    over: bool
    by: str | None = None
    why: str = ""


class AgencyNamed(BaseModel):
    """An agency that could be let in."""

    id: str
    name: str
    function: Function


class ParticipantsListed(BaseModel):
    """All of them, in the order in which they came. ``latest``: the last day until which one can be let in."""

    participants: list[ParticipantListed]
    could_be_let_in: list[AgencyNamed]
    latest: datetime
