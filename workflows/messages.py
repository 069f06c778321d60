"""What people send to a case, and what they get back. One model in, one out; fields are only ever added."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from cases.actor import Actor
from cases.record import CaseView, StepView

UPDATES = (
    "opened",
    "finish",
    "renew",
    "approve",
    "ask_extension",
    "answer_extension",
    "assign",
    "reopen",
    "report_event",
    "withdraw_referral",
    "release",
    "receive",
    "refuse_handover",
    "acknowledge",
    "link",
    "linked",
    "separate",
    "separated",
    "fellow_stopped",
    "join_duplicate",
    "duplicate_joined",
    "link_episode",
    "episode_linked",
    "border_closed",
    "border_reopened",
    "ask_override",
    "confirm_override",
    "adopt_edition",
    "let_in",
    "attach",
    "withdraw_document",
    "protect",
    "correct",
    "answer_correction",
)
"""The names of the updates, as the API calls them."""


class Errand(BaseModel):
    """Word for another case, not delivered yet. ``id`` makes it one; ``update`` is one of UPDATES."""

    id: str
    number: str
    update: str
    message: dict[str, Any]


class State(BaseModel):
    """All that a case's workflow knows: it survives continue-as-new as it is."""

    case: CaseView
    procedure: dict[str, Any]
    steps: dict[str, StepView] = Field(default_factory=dict)
    sequence: int = 0
    errands: list[Errand] = Field(default_factory=list)


class Opened(BaseModel):
    """A case is opened: a presumed victim was detected. ``report`` is the detection report."""

    number: str
    host: str
    origin: str
    actor: Actor
    report: dict[str, Any]
    state: State | None = None


class Handed(BaseModel):
    """The case passes to the origin country: what the Reception workflow starts from."""

    state: State


class Closed(BaseModel):
    """How the host's or the origin's duty ended."""

    number: str
    closing: str


class Act(BaseModel):
    """The base of every act: who does it."""

    actor: Actor


class OnStep(Act):
    """An act on one round of one step."""

    step: str
    round: int


class Finish(OnStep):
    """A step is done: its report."""

    report: dict[str, Any]


class Renew(OnStep):
    """A step goes on: a progress report starts its clock again (a check-in on the journey, a hold reviewed)."""

    report: dict[str, Any]


class Approve(OnStep):
    """A supervisor or the other side approves what was submitted, or sends it back with a reason."""

    approved: bool
    reason: str = ""


class AskExtension(OnStep):
    """More time is asked, with the reason. UTC."""

    until: datetime
    reason: str = Field(min_length=1)


class AnswerExtension(OnStep):
    """A supervisor, or the other side of a joint step, agrees or refuses."""

    agreed: bool
    reason: str = ""


class Assign(OnStep):
    """The step gets another owner (None: nobody yet)."""

    owner: str | None
    reason: str = ""


class Reopen(OnStep):
    """A finished step is sent back; what relies on it is opened again too.

    ``alone``: only this step (a risk assessment that grew old); what relies on it stands unless the outcome changes.
    """

    reason: str = Field(min_length=1)
    alone: bool = False


class ReportEvent(Act):
    """Something happened that interrupts the case, or ends an interruption."""

    kind: str
    report: dict[str, Any]


class WithdrawReferral(Act):
    """The host takes its request back before it was answered."""

    reason: str = Field(min_length=1)


class Release(Act):
    """Who brings the child hands over: their half of the handover record."""

    report: dict[str, Any]


class Receive(Act):
    """Who receives the child signs: the other half. Custody passes now."""

    report: dict[str, Any]


class RefuseHandover(Act):
    """The receiving side does not take the child now, and says why."""

    report: dict[str, Any]


class Acknowledge(Act):
    """Somebody has seen the alert: the climb pauses, the alert stays."""

    alert: str


class AskOverride(Act):
    """One authorised person asks to set a safeguard aside at a gate, with a reason."""

    safeguard: str
    gate: str
    reason: str = Field(min_length=1)


class ConfirmOverride(Act):
    """A second authorised person confirms or refuses it."""

    safeguard: str
    gate: str
    confirmed: bool


class AdoptEdition(Act):
    """The case follows another edition of the guidelines from now on: the one that was shown, with what it changes."""

    edition: str


class Receipt(BaseModel):
    """The act is recorded under this number of the case's ledger."""

    sequence: int
    status: Literal["recorded"] = "recorded"
