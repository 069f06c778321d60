"""A case as people need it."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from api.schemas.journey import CareChain, PromiseShown
from api.schemas.links import LinkShown
from api.schemas.steps import StepShown
from api.schemas.verdicts import GateShown, SetAside, Wanted
from cases.access import CaseSide
from cases.effects import Custodian


class StageShown(BaseModel):
    """A stage on the bar."""

    stage: str
    title: str
    side: CaseSide
    state: Literal["past", "current", "ahead", "passed_over"]
    settled: int
    steps: int


class HoldShown(BaseModel):
    """An interruption that stops something. ``duty``: the key of the step that owns the next move."""

    kind: str
    title: str
    explanation: str
    since: datetime
    by: str
    duty: str
    gates: list[str] = Field(default_factory=list)
    expires_at: datetime | None = None
    """What holds may end then (a court's order). It does not lift itself."""
    borders: list[str] = Field(default_factory=list)
    """The ids of the region-wide holds behind it (``/borders/{hold}``); none where somebody reported it on the case."""


class OverrideShown(SetAside):
    """A safeguard that was set aside, or that somebody asks to set aside."""

    safeguard: str
    gate: str


class AlertShown(BaseModel):
    """A clock that lapsed, told to one rung of the ladder. It stays until its cause is gone."""

    id: str
    step: str
    step_title: str
    rung: int
    told: str
    raised_at: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None


class CustodyShown(BaseModel):
    """A link of the custody chain. Who signed stands in ``care``; here stand marks of their identity documents."""

    giver: Custodian
    taker: Custodian
    at: datetime
    released_by: str
    received_by: str
    step: str


class ParticipantShown(BaseModel):
    """An agency that takes, or took, part."""

    agency: str
    country: str
    side: CaseSide
    since: datetime
    until: datetime | None = None


class EventNamed(BaseModel):
    """An interruption that can be reported now."""

    kind: str
    title: str
    explanation: str
    report: str


class CaseSummary(BaseModel):
    """A case in a list."""

    number: str
    host: str
    origin: str
    stage: str
    status: Literal["open", "closed"]
    decided: str | None = None
    closing: str | None = None
    custodian: Custodian
    opened_at: datetime
    closed_at: datetime | None = None
    erased_at: datetime | None = None
    """Since then nobody can read it any more: its key was destroyed."""


class CaseShown(CaseSummary):
    """One case with everything that explains it. ``relation``: on which side the reader takes part."""

    spoken: str
    """The number as it is said on the telephone."""
    relation: CaseSide
    suppressed: bool
    location_withheld: bool = False
    """The country of origin is not shown where the child is."""
    custody_since: datetime | None = None
    detected_at: datetime
    edition: str
    as_known: datetime | None = None
    """Set: everything here is as it was known at that instant, and nothing can be done with it."""
    stages: list[StageShown]
    steps: list[StepShown]
    gates: list[GateShown]
    wanted: list[Wanted] = Field(default_factory=list)
    """All that is missing at its gates and for its steps, by the step that can supply it."""
    holds: list[HoldShown]
    overrides: list[OverrideShown]
    alerts: list[AlertShown]
    custody: list[CustodyShown]
    care: CareChain
    promises: list[PromiseShown]
    participants: list[ParticipantShown]
    links: list[LinkShown]
    events: list[EventNamed]
