"""What the API answers with, besides cases and steps."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from api.schemas.case import CaseSummary
from api.schemas.law import Cited
from cases.actor import Role
from cases.record import StepStatus
from guidelines.procedure import Procedure


class SessionOpened(BaseModel):
    """The token to send as ``Authorization: Bearer``; it is shown once."""

    token: str
    expires_at: datetime


class Me(BaseModel):
    """Who is signed in."""

    user: str
    name: str
    agency: str
    agency_name: str
    country: str
    role: Role
    language: str
    time_zone: str


class CaseOpened(BaseModel):
    """A case was opened. ``spoken``: its number as it is said on the telephone."""

    number: str
    spoken: str


class GuidelineShown(BaseModel):
    """The rules between two countries on a day, with the hash that names this edition of them."""

    edition: str
    procedure: Procedure


class PlannedShown(BaseModel):
    """A step of an imagined case: when it would open and be due, why, and under which text."""

    step: str
    visit: str | None
    stage: str
    side: Literal["host", "origin", "both"]
    title: str
    opens_at: datetime
    due_at: datetime | None
    because: str | None
    cited: Cited
    holder: str | None
    note: str | None


class WorkShown(BaseModel):
    """A step that waits, in a list."""

    case: str
    host: str
    origin: str
    key: str
    step: str
    visit: str | None
    title: str
    stage: str | None
    side: Literal["host", "origin", "both"]
    round: int
    status: StepStatus
    owner: str | None
    owner_name: str | None
    opened_at: datetime | None
    due_at: datetime | None
    paused: bool
    overdue: bool


class CountsOf(BaseModel):
    """How many steps are in each state. Each number is the length of the list under the same words."""

    open: int = 0
    due_soon: int = 0
    overdue: int = 0
    submitted: int = 0
    extension_asked: int = 0


class CountsByStep(CountsOf):
    """Of one step of the guidelines."""

    step: str


class CountsByPair(CountsOf):
    """Of one pair of countries."""

    host: str
    origin: str


class CountsByOwner(CountsOf):
    """Of one person (null: nobody)."""

    owner: str | None
    owner_name: str | None


class CountsShown(BaseModel):
    """The numbers of the board."""

    all: CountsOf
    by_step: list[CountsByStep]
    by_pair: list[CountsByPair]
    by_owner: list[CountsByOwner]


class EntryShown(BaseModel):
    """One line of the ledger. ``actor`` null: a clock did it. ``rule``: the step's id in the guidelines."""

    sequence: int
    at: datetime
    act: str
    actor: str | None
    actor_name: str | None
    agency: str | None
    agency_name: str | None
    capacity: str | None
    step: str | None
    round: int | None
    rule: str | None
    details: dict[str, Any] = Field(default_factory=dict)
    sentence: str = ""
    """What was done, in words."""
    said: list[str] = Field(default_factory=list)
    """What the line says of it: the result, the reason, what it moved."""
    who: str = ""
    """The person, their agency and the capacity in which they acted; or that a clock or a rule did it."""
    rule_title: str | None = None
    rule_source: str | None = None
    """Where the rule comes from: a text, or openly our own default."""


class LetterShown(BaseModel):
    """A letter as it was rendered, with its hash."""

    kind: str
    round: int
    language: str
    sha256: str
    rendered_at: datetime
    voided_at: datetime | None = None
    voided_by: str | None = None
    """The kind of event since which it no longer holds."""
    html: str


class Health(BaseModel):
    """Whether the service can do its work."""

    status: Literal["ok", "not_ok"]


class CasesListed(BaseModel):
    """A page of cases; ``next``: the cursor of the next page."""

    cases: list[CaseSummary]
    next: str | None = None


class WorkListed(BaseModel):
    """A page of steps, worst first."""

    steps: list[WorkShown]
    next: str | None = None


class LedgerListed(BaseModel):
    """A page of the ledger; ``next``: the number to go on after."""

    entries: list[EntryShown]
    next: int | None = None


class LettersListed(BaseModel):
    """The letters of a case."""

    letters: list[LetterShown]


class Plan(BaseModel):
    """The timeline of an imagined case."""

    host: str
    origin: str
    on: date
    edition: str
    steps: list[PlannedShown]
