"""What a correction changes: found before it is confirmed, shown, and then exactly that happens."""

import hashlib
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

LETTERS = {"consular_notification": ("detection", "consular_notification")}
"""By letter, the reports it was written from (activities/letters.py)."""


class DateMoved(BaseModel):
    """A clock that started from a moment of the report, and still runs or waits to."""

    step: str
    old: datetime
    new: datetime


class VerdictChanged(BaseModel):
    """A safeguard (``at`` a gate) or a condition (``at`` a step) that is judged otherwise."""

    kind: Literal["safeguard", "condition"]
    id: str
    at: str
    old: str
    new: str


class LetterSent(BaseModel):
    """A letter that was written from what is corrected now, and who has it."""

    kind: str
    round: int
    rendered_at: datetime
    to: str | None = None


class Consequences(BaseModel):
    """Everything that follows. ``fields`` names the answers that differ; their values stand in the reports alone."""

    fields: list[str]
    old_outcome: str | None = None
    new_outcome: str | None = None
    dates: list[DateMoved] = Field(default_factory=list)
    verdicts: list[VerdictChanged] = Field(default_factory=list)
    again: list[str] = Field(default_factory=list)
    """Steps that begin again, or are judged again."""
    added: list[str] = Field(default_factory=list)
    """Steps that come in addition."""
    contact_shut: bool = False
    decided: str | None = None
    """What the case is decided as from now on, where that changes."""
    letters: list[LetterSent] = Field(default_factory=list)
    report_mark: str

    @property
    def mark(self) -> str:
        """What is shown to who confirms: another mark, and something else would happen."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:32]
