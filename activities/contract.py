"""What workflows ask of activities, and what they get. These models stand in histories: fields are only added."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from cases.promise import Promised
from cases.sharing import Left, Shared


class ResolveProcedure(BaseModel):
    """Which rules hold between two countries, for a case that opens at ``at`` (its day in the host's zone)."""

    host: str
    origin: str
    at: datetime


class Judge(BaseModel):
    """Judge a report, conditions and a gate's safeguards over the facts of a case.

    ``report`` None with a ``report_name``: judge the newest one filed for ``key`` and ``round``.
    ``holds``: the interruptions that shut this gate.
    """

    number: str
    host: str
    origin: str
    now: datetime
    suppressed: bool
    holds: list[str] = Field(default_factory=list)
    conditions: list[str] = Field(default_factory=list)
    gate: str | None = None
    safeguards: list[str] = Field(default_factory=list)
    key: str | None = None
    round: int | None = None
    report_name: str | None = None
    report: dict[str, Any] | None = None
    evidence: list[str] = Field(default_factory=list)
    moments: dict[str, str] = Field(default_factory=dict)
    linked: list[str] = Field(default_factory=list)
    """The cases of the children who travel with this one."""
    earlier_episode: bool = False
    custodian: str | None = None
    custody_since: datetime | None = None
    """Who has the child now, and since when: nobody passes a child on before having it."""
    half: bool = False
    """Only one half of the handover's record exists: what the other half will answer may still be unknown."""
    withheld: list[str] = Field(default_factory=list)
    """Recipients from whom everything is kept back: a consent was withdrawn."""


class BorderFound(BaseModel):
    """A region-wide hold that shuts a gate: which, since when, on whose word, and when it is looked at again."""

    id: str
    country: str
    other: str | None = None
    since: datetime
    authority: str
    review_on: date | None = None


class Found(BaseModel):
    """The verdict of one condition or safeguard."""

    id: str
    state: Literal["met", "not_met", "unknown"]
    missing: list[str] = Field(default_factory=list)
    against: list[str] = Field(default_factory=list)
    """The facts that say that it does not hold."""


class Judgement(BaseModel):
    """What was found. ``faults`` and ``missing_evidence`` empty: the report itself is good."""

    faults: list[dict[str, Any]] = Field(default_factory=list)
    missing_evidence: list[str] = Field(default_factory=list)
    not_in_time: str | None = None
    conditions: list[Found] = Field(default_factory=list)
    safeguards: list[Found] = Field(default_factory=list)
    report: dict[str, Any] | None = None
    done_at: datetime | None = None
    outcome: str | None = None
    moments: dict[str, datetime] = Field(default_factory=dict)
    borders: list[BorderFound] = Field(default_factory=list)
    """The region-wide holds that keep the gate shut."""
    signed_by: tuple[str, str] | None = None
    """In a custody record: marks of the identity documents of who delivers and who receives."""
    passed_at: datetime | None = None
    """In a custody record: when the child passed from one to the other."""
    promises: list[Promised] = Field(default_factory=list)
    lost_legs: list[int] = Field(default_factory=list)
    """Legs of the journey on which nobody travels as it was booked."""
    sharing: list[Shared] = Field(default_factory=list)
    """Who may have the child's data from now on, and who no longer."""
    left: list[Left] = Field(default_factory=list)
    """Where a consent is withdrawn: what had already left towards that recipient."""

    @property
    def shut(self) -> list[dict[str, Any]]:
        """The safeguards that keep the gate shut."""
        return [found.model_dump() for found in self.safeguards if found.state != "met"]


class AskClock(BaseModel):
    """When the clock of a step (or of one visit of a series) ends that started at ``started_at``."""

    edition: str
    step: str
    visit: str | None = None
    started_at: datetime
    now: datetime
    procedure: dict[str, Any] | None = None
    """Of a case that opens now: its edition is not in the record yet."""


class Clock(BaseModel):
    """The answer: the due instant with its reason, reminders still to come, and when the step opens (None: now)."""

    due_at: datetime
    because: dict[str, Any]
    basis: str
    reminders: list[datetime] = Field(default_factory=list)
    opens_at: datetime | None = None


class RenderLetter(BaseModel):
    """Render and keep the letter of one round of a case, in both languages."""

    number: str
    kind: str
    round: int
    at: datetime


class Errand(BaseModel):
    """Word for another case: ``update`` with ``message`` on the workflow in charge of ``number``, once by ``id``."""

    id: str
    number: str
    update: str
    message: dict[str, Any]


class Delivered(BaseModel):
    """What the other case answered: ``recorded``, or the code of its refusal."""

    answer: str


class JoinHalves(BaseModel):
    """Join the receiver's half of the handover record to the newest half of who hands over."""

    number: str
    round: int
    receipt: dict[str, Any]


class Joined(BaseModel):
    """The whole record, or what is wrong between the halves."""

    record: dict[str, Any] | None = None
    faults: list[dict[str, Any]] = Field(default_factory=list)
