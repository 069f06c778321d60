"""Who had the child minute by minute, and what others count on while a journey is prepared."""

from datetime import datetime

from pydantic import BaseModel, Field

from cases.effects import Custodian
from cases.promise import PromiseKind, PromiseState


class SignatureShown(BaseModel):
    """One of the two who signed a custody record. A ``name`` that would show where the child is stays withheld."""

    name: str | None = None
    agency: str | None = None
    at: datetime


class CareShown(BaseModel):
    """One stretch of care, from the minute it began. ``until`` null: the child is there now.

    ``record`` null: it began when the child was found, and not by a record.
    """

    holder: Custodian
    name: str | None = None
    """Who took the child over, where a record says so."""
    agency: str | None = None
    since: datetime
    until: datetime | None = None
    record: str | None = None
    step: str | None = None
    """The step, or the event, whose record it is."""
    gave: SignatureShown | None = None
    took: SignatureShown | None = None


class MissingShown(BaseModel):
    """From when until when nobody knew where the child was, whoever was answerable. ``until`` null: still."""

    since: datetime
    until: datetime | None = None


class CareFaultShown(BaseModel):
    """The chain of custody does not hold: ``gap`` or ``overlap``. There should never be one."""

    kind: str
    at: datetime


class CareChain(BaseModel):
    """The whole chain."""

    stretches: list[CareShown]
    missing: list[MissingShown] = Field(default_factory=list)
    faults: list[CareFaultShown] = Field(default_factory=list)


class PromiseShown(BaseModel):
    """Something others count on. ``state``: standing, kept, owed (``duty`` owes the rest), undone; ``how`` it was."""

    kind: PromiseKind
    legs: list[int]
    what: str
    """Carrier and number, or the country that is crossed (ISO 3166-1)."""
    made_at: datetime
    state: PromiseState
    how: str | None = None
    duty: str | None = None
    ended_at: datetime | None = None
