"""Why something is open or shut: conditions, safeguards and gates, with what is missing and who supplies it."""

from typing import Literal

from pydantic import BaseModel, Field

from api.schemas.law import Cited
from guidelines.step import Gate

State = Literal["met", "not_met", "unknown"]


class FactMissing(BaseModel):
    """A fact that nobody has supplied yet. ``step``: the step whose ``report`` supplies it."""

    fact: str
    words: str
    report: str | None = None
    step: str | None = None
    step_title: str | None = None


class ConditionShown(BaseModel):
    """A condition of a step, judged now. Unknown is not false: it waits for the missing facts."""

    id: str
    sentence: str
    state: State
    missing: list[FactMissing] = Field(default_factory=list)


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
    asked_here: bool = False
    overridable: bool
    set_aside: SetAside | None = None
    cited: Cited


class HoldNamed(BaseModel):
    """An interruption that keeps something shut."""

    kind: str
    title: str


class GateShown(BaseModel):
    """A gate with its checklist. ``opens``: every safeguard is met or set aside, and no hold shuts it."""

    gate: Gate
    words: str
    step: str | None = None
    opens: bool
    shut_by: list[HoldNamed] = Field(default_factory=list)
    safeguards: list[SafeguardShown] = Field(default_factory=list)
