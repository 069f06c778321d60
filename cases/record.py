"""What a workflow tells the record: the state of the case and its steps, and one ledger entry for each act.

These models travel in the workflow's history: they only ever gain optional fields.
"""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from cases.actor import Actor
from cases.asked import CorrectionAsked, Extension
from cases.effects import Access, AlertRaised, Custodian, CustodyPassed, DocumentNoted, NoticeWanted
from cases.link import TOGETHER, LinkView
from cases.promise import PromiseView
from cases.sharing import RECEIVING, WithheldView

StepStatus = Literal["waiting", "open", "submitted", "finished", "not_applicable"]


class StepView(BaseModel):
    """One step of a case as it stands. ``key`` names it in the case; ``step`` names its rule in the procedure.

    ``rung``: how many rungs of the ladder have been told. ``paused_since``: a hold stopped the clock then.
    """

    key: str
    step: str
    visit: str | None = None
    stage: str | None = None
    side: str
    responsible: str
    report: str
    round: int = 1
    status: StepStatus = "waiting"
    owner: str | None = None
    opened_at: datetime | None = None
    opens_at: datetime | None = None
    """It waits for this day: some time before it is due."""
    due_at: datetime | None = None
    because: dict[str, Any] | None = None
    basis: str | None = None
    reminders: list[datetime] = Field(default_factory=list)
    reminded: int = 0
    rung: int = 0
    rung_at: datetime | None = None
    climb_paused_until: datetime | None = None
    unheard: bool = False
    """Nobody held the role that was told last: the next rung is told at once."""
    alerts: list[str] = Field(default_factory=list)
    """What this clock has raised since it was set: these may be acknowledged, each once, and no other."""
    acknowledged: list[str] = Field(default_factory=list)
    """Those of them that somebody has acknowledged."""
    paused_since: datetime | None = None
    extension: Extension | None = None
    extended: bool = False
    """Its date is one that was granted, not the one of its term."""
    submitted_by: Actor | None = None
    approved_by: list[Actor] = Field(default_factory=list)
    outcome: str | None = None
    earlier_outcome: str | None = None
    """The step was sent back alone: what relies on it stands, unless this changes."""
    correction: CorrectionAsked | None = None
    done_at: datetime | None = None
    finished_at: datetime | None = None
    why: list[dict[str, Any]] = Field(default_factory=list)
    """Why it does not apply: the verdicts that said so."""


class HoldView(BaseModel):
    """An interruption that stops something until it is lifted."""

    kind: str
    since: datetime
    by: Actor
    duty: str
    """The key of the step that owns the next move."""
    expires_at: datetime | None = None
    """What holds (a court's order) may end then. It does not lift itself."""


class OverrideView(BaseModel):
    """A safeguard set aside: asked by one authorised person, confirmed by another, for one gate."""

    safeguard: str
    gate: str
    reason: str
    asked_by: Actor
    confirmed_by: Actor | None = None


class CaseView(BaseModel):
    """The case as it stands."""

    number: str
    host: str
    origin: str
    workflow: str
    stage: str
    status: Literal["open", "closed"] = "open"
    decided: str | None = None
    closing: str | None = None
    suppressed: bool = False
    custodian: Custodian = "host"
    custody_since: datetime | None = None
    released_by: Actor | None = None
    holds: list[HoldView] = Field(default_factory=list)
    overrides: list[OverrideView] = Field(default_factory=list)
    moments: dict[str, datetime] = Field(default_factory=dict)
    location_withheld: bool = False
    """The family may be the trafficker: the origin is not shown where the child is."""
    of_age_since: datetime | None = None
    """The child came of age while the case ran: the guardian's consent gave way to the young adult's own."""
    links: list[LinkView] = Field(default_factory=list)
    region_holds: list[str] = Field(default_factory=list)
    """The region-wide holds that this case has heard of and that are not lifted for it."""
    origin_takes_part: bool = False
    named: list[str] = Field(default_factory=list)
    """The ids of the people who alone may know of the case; empty: everybody of the agencies that take part."""
    promises: list[PromiseView] = Field(default_factory=list)
    """What others count on, in the order in which it was promised."""
    withheld: list[WithheldView] = Field(default_factory=list)
    """From whom everything is kept back: a consent was withdrawn, and no new one was given."""

    @property
    def withheld_from(self) -> tuple[str, ...]:
        """The recipients from whom everything is kept back."""
        return tuple(each.recipient for each in self.withheld)

    @property
    def contact_shut(self) -> bool:
        """Nothing may be told to the country of origin's agencies: signs of a need, or a consent withdrawn."""
        return self.suppressed or RECEIVING in self.withheld_from

    @property
    def earlier_episode(self) -> bool:
        """Whether an earlier case of the same child is known."""
        return any(each.kind == "earlier_episode" for each in self.links)

    @property
    def together(self) -> list[str]:
        """The cases of the children who travel with this one."""
        return [each.number for each in self.links if each.kind in TOGETHER and each.separated_at is None]


class Entry(BaseModel):
    """One line of the ledger. ``actor`` None means that a clock did it. ``rule`` is the step's id in the procedure."""

    act: str
    at: datetime
    actor: Actor | None = None
    step: str | None = None
    round: int | None = None
    rule: str | None = None
    details: dict[str, Any] = Field(default_factory=dict)


class FiledReport(BaseModel):
    """A report to keep. The newest one that stands for a step is the one the facts come from."""

    step: str
    round: int
    name: str
    data: dict[str, Any]
    author: Actor
    at: datetime
    stands: bool = True
    """False while it waits for approval."""
    corrects: bool = False
    """A new version of the report of that name that was filed before on the step."""
    reason: str = ""
    """Why it was corrected."""


class Record(BaseModel):
    """One write to the record: idempotent by case and ``sequence``, all or nothing."""

    sequence: int
    entry: Entry
    case: CaseView
    steps: list[StepView] = Field(default_factory=list)
    reports: list[FiledReport] = Field(default_factory=list)
    withdrawn_reports: list[str] = Field(default_factory=list)
    """Steps whose standing report no longer stands (kept, but no fact comes from it)."""
    alert: AlertRaised | None = None
    acknowledged_alert: str | None = None
    cleared_steps: list[str] = Field(default_factory=list)
    """Steps whose alerts' cause is gone."""
    custody: CustodyPassed | None = None
    procedure: dict[str, Any] | None = None
    """Only on opening (and on adopting an edition): the resolved procedure."""
    standing: list[str] = Field(default_factory=list)
    """Steps whose newest report, filed for approval, stands from now on."""
    corrected: list[str] = Field(default_factory=list)
    """Steps whose newest report, a correction, stands from now on in place of the version before it."""
    notices: list[NoticeWanted] = Field(default_factory=list)
    void_letters: str | None = None
    """The letters rendered so far no longer hold, because of this kind of event."""
    cancels_notices_to: list[str] = Field(default_factory=list)
    """Recipients (cases.sharing) to whom no notice of this case that waits is sent any more."""
    detected_at: datetime | None = None
    """On opening, and when a correction says that it was another hour."""
    access: Access | None = None
    document: DocumentNoted | None = None


class Recorded(BaseModel):
    """What the record answers. ``reached``: how many people the notices found."""

    sequence: int
    reached: int = 0
