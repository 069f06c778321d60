"""What people send: one strict model an act."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from api.schemas.data import Data, Instant, OptionalReason, Reason, Round, keepable
from cases.reports.detection import Detection
from guidelines.step import Gate

Country = Annotated[str, Field(pattern="^[A-Z]{2}$", examples=["MX"])]
Word = Annotated[str, Field(pattern="^[a-z0-9_]{1,60}$")]
Seen = Annotated[str, Field(max_length=64), AfterValidator(keepable)]
Id = Annotated[str, Field(pattern="^[A-Za-z0-9_-]{1,60}$")]


class Asked(BaseModel):
    """Unknown keys are refused; what was typed never appears in an error."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


def _keepable(secret: SecretStr) -> SecretStr:
    keepable(secret.get_secret_value())
    return secret


Secret = Annotated[SecretStr, AfterValidator(_keepable)]


class SignIn(Asked):
    """E-mail and password; ``code`` where the account has a second factor: the telephone's, or a recovery code."""

    email: Annotated[str, Field(min_length=3, max_length=200), AfterValidator(keepable)]
    password: Secret = Field(min_length=1, max_length=500)
    code: Secret | None = Field(default=None, max_length=60)


class OpenCase(Asked):
    """A presumed child victim was detected. ``confirmed_new``: another child than those of the cases found."""

    host: Country
    origin: Country
    report: Detection
    confirmed_new: bool = False


class OnRound(Asked):
    """An act on one round of a step: the one that the sender has seen."""

    round: Round = 1


class FileReport(OnRound):
    """The step's report, in the shape of its schema (``GET`` of the step)."""

    report: Data


class SaveDraft(OnRound):
    """What was typed so far: not judged."""

    data: Data


class AskForTime(OnRound):
    """More time, with the reason."""

    until: Instant
    reason: Reason


class AnswerForTime(OnRound):
    """Whether more time is agreed."""

    agreed: bool
    reason: OptionalReason = ""


class Judge(OnRound):
    """Whether what was submitted is approved; sent back, it needs a reason."""

    approved: bool
    reason: OptionalReason = ""


class GiveTo(OnRound):
    """The new owner; null: nobody yet."""

    owner: Id | None
    reason: OptionalReason = ""


class SendBack(OnRound):
    """A finished step begins again; unless ``alone``, so does what relies on it."""

    reason: Reason
    alone: bool = False


class CorrectionTried(OnRound):
    """A new version of a finished report, to see what would follow."""

    report: Data


class CorrectReport(CorrectionTried):
    """A new version, with its reason. ``seen``: the ``seen`` of the preview, for exactly that is done."""

    reason: Reason
    seen: Seen


class CorrectionAnswered(OnRound):
    """A correction that waits is approved (``seen``: of its preview), or refused with a reason."""

    approved: bool
    reason: OptionalReason = ""
    seen: Seen = ""


class TellEvent(Asked):
    """What happened, with its report (``events`` of the case names the kinds)."""

    kind: Word
    report: Data


class OtherCase(Asked):
    """Another case that belongs to this one, and how that is known."""

    other: Annotated[str, Field(max_length=40, examples=["K7QM-4RTX-5"]), AfterValidator(keepable)]
    reason: Reason


class LinkCase(OtherCase):
    """The two children travel together."""

    kind: Literal["sibling", "family", "group"]


class Withdraw(Asked):
    """Why the request is taken back."""

    reason: Reason


class Sign(Asked):
    """One side's half of the handover record, or why it is refused."""

    report: Data


class SetAsideAsked(Asked):
    """A safeguard to set aside at a gate."""

    safeguard: Word
    gate: Gate
    reason: Reason


class SetAsideAnswered(Asked):
    """The second person's answer."""

    safeguard: Word
    gate: Gate
    confirmed: bool


class Found(Asked):
    """What an auditor found."""

    found: Reason
