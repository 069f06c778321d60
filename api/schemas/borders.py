"""Borders that are held: what each hold covers, and what it keeps waiting."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from cases.reports.border_events import BorderCause
from cases.reports.region_hold import Way


class HoldMade(BaseModel):
    """The hold stands on the record: the gates are shut for every case that it covers."""

    id: str


class BorderShown(BaseModel):
    """A region-wide hold. It names no case and no child, but for the reader's own cases."""

    id: str
    cause: BorderCause
    cause_words: str
    country: str
    other: str | None = None
    directions: list[Way]
    covers: list[str]
    """Which journeys, in sentences."""
    reason: str
    review_on: date | None = None
    review_due: bool = False
    """The day on which it is looked at again has come, and the hold stands."""
    set_at: datetime
    set_by: str
    authority: str
    """The agency of whoever set it."""
    lifts: str
    """The country whose supervisors lift it."""
    may_lift: bool
    """Whether the reader does."""
    lifted_at: datetime | None = None
    lifted_by: str | None = None
    why_lifted: str | None = None
    journeys: int | None = None
    """Journeys that it keeps waiting now, of all cases; told to supervisors, who answer for the hold."""
    yours: int = 0
    """How many of them are cases in which the reader's agency takes part."""
    cases: list[str] = Field(default_factory=list)
    """The first of these."""


class BordersListed(BaseModel):
    """The holds that stand, and those that were set last and are lifted; newest first."""

    standing: list[BorderShown]
    lifted: list[BorderShown]
