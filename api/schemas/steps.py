"""A step as people need it: whose it is, by when and why, what keeps it closed, and what they may do with it."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from api.schemas.law import Cited, SaidByLaw
from api.schemas.reasons import Reason
from api.schemas.verdicts import ConditionShown, GateShown, HoldNamed
from cases.record import StepStatus
from guidelines.step import Approver

ClockState = Literal["none", "not_started", "running", "due_soon", "overdue", "paused", "stopped"]

Told = Literal["all", "part", "asked", "referred", "accepted", "arrived", "never"]
"""What the reader may read of a step's report: all or part of it; nothing before that level; nothing at any time."""

StepAct = Literal[
    "finish",
    "draft",
    "renew",
    "ask_extension",
    "answer_extension",
    "approve",
    "assign",
    "take",
    "reopen",
    "accept_referral",
    "withdraw_referral",
    "release",
    "receive",
    "refuse_handover",
    "correct",
    "answer_correction",
]
"""What the reader may do with the step as it stands. ``take``: assign it to themselves."""


class ClockShown(BaseModel):
    """The clock of a step: the date, the reason of the date, and where the term comes from."""

    state: ClockState
    due_at: datetime | None = None
    because: str | None = None
    term: str | None = None
    cited: Cited | None = None
    says: list[SaidByLaw] = Field(default_factory=list)
    moved: list[Reason] = Field(default_factory=list)
    """What moved the date since it was set, or keeps the clock from running."""
    late: str | None = None
    """How long after its date the step was done, in words; None where it was in time, or is not done."""
    extendable: bool = False
    """Only our own defaults are extended by hand: the term of a law or an instrument never is."""


class StepNamed(BaseModel):
    """A step that another one waits for."""

    key: str
    step: str
    title: str
    status: StepStatus


class WhyClosed(BaseModel):
    """What has to happen before a step opens: all of it."""

    after: list[StepNamed] = Field(default_factory=list)
    conditions: list[ConditionShown] = Field(default_factory=list)
    other_stage: str | None = None
    """The title of the stage that the case has to reach first, where nothing else keeps the step closed."""


class ExtensionShown(BaseModel):
    """More time was asked for."""

    until: datetime
    reason: str
    asked_by: str
    asked_by_id: str
    agreed_by: list[str] = Field(default_factory=list)


class CorrectionWaiting(BaseModel):
    """A new version of the report waits for approval; the one before it stands until then."""

    by: str
    by_id: str
    at: datetime
    reason: str
    approved_by: list[str] = Field(default_factory=list)


class ApprovalShown(BaseModel):
    """Somebody who must approve before the step is finished, in this order; ``by``: who has."""

    whose: Approver
    by: str | None = None


class PaperNeeded(BaseModel):
    """A kind of evidence that the step demands. ``id`` is what the report's ``evidence`` names as its ``kind``."""

    id: str
    title: str


class StepShown(BaseModel):
    """One step of a case. ``begun`` False: it lies ahead, and has no row in the record yet."""

    key: str
    step: str
    visit: str | None = None
    stage: str | None
    title: str
    duty: str
    side: Literal["host", "origin", "both"]
    responsible: str
    holder: str | None = None
    """The authority that holds the role, as the guidelines name it."""
    report: str
    begun: bool = True
    status: StepStatus
    round: int
    owner: str | None = None
    owner_name: str | None = None
    opened_at: datetime | None = None
    finished_at: datetime | None = None
    outcome: str | None = None
    clock: ClockShown
    cited: Cited
    if_blocked: str | None = None
    evidence: list[PaperNeeded] = Field(default_factory=list)
    renewable: bool = False
    approvals: list[ApprovalShown] = Field(default_factory=list)
    submitted_by: str | None = None
    extension: ExtensionShown | None = None
    correction: CorrectionWaiting | None = None
    why: list[Reason] = Field(default_factory=list)
    """Why it is as it is: why open, why again, why not yet, why not at all; in sentences."""
    why_closed: WhyClosed | None = None
    shut_by: list[HoldNamed] = Field(default_factory=list)
    """Interruptions that keep it from being finished, whatever is decided."""
    does_not_apply: list[ConditionShown] = Field(default_factory=list)
    gate: str | None = None
    told: Told = "all"
    acts: list[StepAct] = Field(default_factory=list)


class StepOpened(StepShown):
    """A step with everything its form needs."""

    case: str
    schema_: dict[str, Any] = Field(serialization_alias="schema")
    example: dict[str, Any]
    draft: "DraftShown | None" = None
    filed: list["FiledShown"] = Field(default_factory=list)
    checklist: GateShown | None = None


class DraftShown(BaseModel):
    """What the reader typed and has not sent. ``round`` is the one it was typed in."""

    round: int
    data: dict[str, Any]
    saved_at: datetime


class FiledShown(BaseModel):
    """A report as it was filed; ``stands`` False: it was sent back, withdrawn, or not approved yet.

    ``left_out``: answers that are not shown to the reader's country: where the child sleeps, or is.
    """

    report: str
    round: int
    data: dict[str, Any]
    left_out: list[str] = Field(default_factory=list)
    author: str
    filed_at: datetime
    stands: bool
    version: int = 1
    reason: str = ""
    """Why the version before it was corrected."""
    changed: list[str] = Field(default_factory=list)
    """The answers that differ from the version before it, by their names."""
