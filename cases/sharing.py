"""What a consent to share, or its withdrawal, says to the case: who may or may not have the child's data, and why.

These models travel in workflows' histories and stand in the record: they only ever gain optional fields.
"""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from cases.actor import Actor

RECEIVING, CONSULATE, FAMILY = "receiving_agency", "consulate", "family"
"""Recipients with whom steps of a case share: the codes of cases.reports.sharing.Recipient."""

GivenByCode = Literal["by_child", "by_guardian", "by_young_adult"]


class Shared(BaseModel):
    """Something that a report says about sharing with one recipient.

    ``purpose`` None: every purpose. ``shuts``: nothing at all may reach the recipient from now on (the system cannot
    keep one purpose apart from another). ``given_by``: whose yes or no it is.
    """

    recipient: str
    allowed: bool
    given_by: GivenByCode
    purpose: str | None = None
    shuts: bool = False


class WithheldView(BaseModel):
    """From whom everything is kept back because a consent was withdrawn, since when, and who recorded it."""

    recipient: str
    since: datetime
    by: Actor


class Left(BaseModel):
    """What had already left towards a recipient: how often what, and when the last time. Never the data themselves."""

    kind: str
    times: int
    last: datetime
