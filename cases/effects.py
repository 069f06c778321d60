"""What comes with a write to the record: an alert, custody that passed, an agency let in, people to tell.

These models travel in the workflow's history: they only ever gain optional fields.
"""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from cases.access import CaseSide

Custodian = Literal["host", "escort", "origin", "carer"]


class AlertRaised(BaseModel):
    """A clock lapsed and a rung of the ladder was told. ``id`` makes it exactly one."""

    id: str
    step: str
    round: int
    rung: int
    role: str
    side: str
    raised_at: datetime


class CustodyPassed(BaseModel):
    """Custody went from one to another, by a record that both signed."""

    giver: Custodian
    taker: Custodian
    at: datetime
    released_by: str
    received_by: str
    step: str


class Access(BaseModel):
    """An agency was let in, until a day at the latest; or its part is over (``let_in`` False)."""

    agency: str
    side: CaseSide
    let_in: bool
    until: datetime | None = None


class DocumentNoted(BaseModel):
    """A document is attached to its step from now on; or withdrawn from it, with the reason."""

    id: str
    withdrawn: bool = False
    reason: str = ""


class NoticeWanted(BaseModel):
    """Somebody is to be told, without any content of the case.

    ``role``: worker, supervisor, head_of_agency, foreign_ministry, liaison_network; ``user`` names one person;
    ``agency``: only its people.
    """

    kind: str
    side: str
    role: str
    user: str | None = None
    agency: str | None = None
