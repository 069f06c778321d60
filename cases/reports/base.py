"""What every step report has in common: when it was done, on what evidence, and which facts it supplies."""

from datetime import datetime
from typing import Any, ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from cases.words import N_


class Part(BaseModel):
    """A part of a report. Unknown keys are refused; blanks around a text are dropped."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Evidence(Part):
    """A paper that proves something in the report; ``kind`` is an id of guidelines/vocabulary.yaml."""

    kind: str = Field(title=N_("Kind of evidence"))
    reference: str = Field(title=N_("Reference or number"), min_length=1, max_length=120)
    issued_by: str = Field(title=N_("Issued by"), max_length=200, default="")


class Report(Part):
    """The base of all step reports.

    ``done_at`` is when the act was done, not when it was typed: later clocks start from it. Times are UTC.
    """

    name: ClassVar[str]
    """The report's id: the step's ``report_model``."""
    supplies: ClassVar[tuple[str, ...]] = ()
    """The facts (guidelines.facts.Facts) this report answers for."""

    done_at: AwareDatetime = Field(title=N_("When it was done"))
    evidence: tuple[Evidence, ...] = Field(title=N_("Evidence"), default=())
    remarks: str = Field(title=N_("Remarks"), default="", max_length=4000)

    def facts(self, now: datetime) -> dict[str, Any]:
        """The facts it supplies, as they stand at ``now``. Keys are exactly ``supplies``."""
        return {}

    def outcome(self) -> str | None:
        """What the workflow may branch on ("clear", "need", "accepted", "red_flag" ...); None for most."""
        return None
