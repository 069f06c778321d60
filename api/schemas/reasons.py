"""Why a step or a gate is as it is: sentences, each with what it is about."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

ReasonCode = Literal[
    "opened",
    "condition_met",
    "opened_by_event",
    "brought_back",
    "added",
    "sent_back",
    "again",
    "waits_for_step",
    "condition",
    "waits_for_day",
    "waits_for_stage",
    "waits_for_care",
    "other_path",
    "case_closed",
    "at_once",
    "approval_wanted",
    "signature_wanted",
    "time_asked",
    "gate_shut",
    "clock_stopped",
    "date_moved",
    "does_not_apply",
    "done",
    "all_met",
    "held",
]


class Reason(BaseModel):
    """One reason, in the reader's language. ``step``: the step it leads to; ``by``: who did it; ``at``: since when."""

    code: ReasonCode
    sentence: str
    at: datetime | None = None
    by: str | None = None
    step: str | None = None
    step_title: str | None = None
