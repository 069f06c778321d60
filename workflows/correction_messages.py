"""What people send to a case to put a report right. One model in, one out; fields are only ever added."""

from typing import Any

from pydantic import Field

from workflows.messages import OnStep


class Correct(OnStep):
    """A finished report is corrected by a new version. ``seen``: the mark of the consequences that were shown."""

    report: dict[str, Any]
    reason: str = Field(min_length=1)
    seen: str


class AnswerCorrection(OnStep):
    """A correction that waits is approved, its consequences having been ``seen``, or refused with a reason."""

    approved: bool
    reason: str = ""
    seen: str = ""
