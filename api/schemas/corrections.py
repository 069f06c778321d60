"""What follows from a correction, shown before anybody confirms it."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from api.schemas.verdicts import State


class AnswerChanged(BaseModel):
    """An answer of the report that differs, as it was and as it is to be, in words."""

    field: str
    label: str
    old: str
    new: str


class DateMovedShown(BaseModel):
    """A due date that moves."""

    step: str
    step_title: str
    old: datetime
    new: datetime


class VerdictTurned(BaseModel):
    """A safeguard at a gate, or a condition of a step, that is judged otherwise."""

    kind: Literal["safeguard", "condition"]
    id: str
    sentence: str
    at: str
    at_words: str
    old: State
    new: State


class LetterOut(BaseModel):
    """A letter that was written from what is corrected, and who has it."""

    kind: str
    round: int
    rendered_at: datetime
    to: str | None = None


class StepTouched(BaseModel):
    """A step that begins again, or comes in addition."""

    step: str
    step_title: str


class CorrectionShown(BaseModel):
    """All that follows. Send ``seen`` with the correction: if something else would follow by then, it is refused.

    ``approvals``: who must approve before it stands; until then the version before it does.
    """

    seen: str
    changed: list[AnswerChanged]
    dates: list[DateMovedShown] = Field(default_factory=list)
    verdicts: list[VerdictTurned] = Field(default_factory=list)
    again: list[StepTouched] = Field(default_factory=list)
    added: list[StepTouched] = Field(default_factory=list)
    contact_shut: bool = False
    decided: str | None = None
    letters: list[LetterOut] = Field(default_factory=list)
    approvals: list[str] = Field(default_factory=list)
