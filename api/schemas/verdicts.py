"""Why something is open or shut: conditions, safeguards and gates, with what is missing and who supplies it."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from api.schemas.law import Cited
from api.schemas.reasons import Reason
from guidelines.step import Gate

State = Literal["met", "not_met", "unknown"]


Reopens = Literal["you", "supervisor"]

SupplyState = Literal["open", "not_open", "waits_for_approval", "left_open", "does_not_apply", "other_case", "nobody"]
"""How far the step is that supplies a missing fact."""


class Supplied(BaseModel):
    """A fact in words, and the step whose ``report`` supplies it."""

    fact: str
    words: str
    report: str | None = None
    step: str | None = None
    step_title: str | None = None


class FactAgainst(Supplied):
    """A fact by which a safeguard is not met, as ``report`` says. ``reopens``: who can have that step done anew."""

    reopens: Reopens | None = None


class FactMissing(Supplied):
    """A fact that nobody has supplied yet: by which step, how far it is, whose it is and who has it in hand now."""

    state: SupplyState | None = None
    sentence: str = ""
    """Who can supply it, and what has to happen first."""
    side: Literal["host", "origin", "both"] | None = None
    responsible: str | None = None
    holder: str | None = None
    owner_name: str | None = None


class Wanted(BaseModel):
    """What one step can supply of all that is missing in the case. ``step`` None: no step of this case can."""

    step: str | None
    step_title: str | None
    state: SupplyState | None
    sentence: str
    side: Literal["host", "origin", "both"] | None
    responsible: str | None
    holder: str | None
    owner_name: str | None
    facts: list[str]


class ConditionShown(BaseModel):
    """A condition of a step, judged now. Unknown is not false: it waits for the missing facts."""

    id: str
    sentence: str
    state: State
    missing: list[FactMissing] = Field(default_factory=list)
    rests_on: list[Supplied] = Field(default_factory=list)
    """Not met: the facts that say so, and the steps that supplied them."""


class SetAside(BaseModel):
    """A safeguard set aside at a gate: asked by one authorised person, in force once a second one confirmed."""

    reason: str
    asked_by: str
    asked_by_id: str
    confirmed_by: str | None = None


class SafeguardShown(BaseModel):
    """A safeguard, judged now at one gate. ``asked_here``: the report of the gate's own step will answer it."""

    id: str
    number: int
    sentence: str
    state: State
    missing: list[FactMissing] = Field(default_factory=list)
    against: list[FactAgainst] = Field(default_factory=list)
    """What was reported, and by which step, that keeps it from being met."""
    at_its_hour: bool = False
    """It may be met at one hour and not at another: it counts at the hour of the act that the gate guards."""
    asked_here: bool = False
    overridable: bool
    rests_on: list[Supplied] = Field(default_factory=list)
    """Not met: the facts that say so, and the steps that supplied them."""
    set_aside: SetAside | None = None
    cited: Cited


class HoldNamed(BaseModel):
    """An interruption that keeps something shut: since when, by whom, who owns the next move, and what ends it.

    Of what is confidential only that it is so, and since when.
    """

    kind: str
    title: str
    since: datetime | None = None
    by: str | None = None
    duty: str | None = None
    duty_title: str | None = None
    owner_name: str | None = None
    ends_with: list[str] = Field(default_factory=list)
    """The events that lift it, by their titles."""
    borders: list[str] = Field(default_factory=list)
    """The region-wide holds behind it (``/borders/{hold}``)."""


class GateShown(BaseModel):
    """A gate with its checklist. ``opens``: every safeguard is met or set aside, and no hold shuts it.

    ``passed_at``: when the act that it guards was done; then nothing is judged any more, and there is no checklist.
    """

    gate: Gate
    words: str
    step: str | None = None
    opens: bool
    passed_at: datetime | None = None
    why: list[Reason] = Field(default_factory=list)
    """Why it is open or shut, in sentences."""
    shut_by: list[HoldNamed] = Field(default_factory=list)
    safeguards: list[SafeguardShown] = Field(default_factory=list)
