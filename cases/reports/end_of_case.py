"""F5: a case ends only because somebody says why. Nothing closes by itself. What both ends share."""

from collections.abc import Iterator

from pydantic import Field

from cases.reports.base import Problem, Report
from cases.reports.htcds import CaseStatus
from cases.reports.text import Line, NeededLine, NeededText, Text
from cases.words import N_


class EndOfCase(Report):
    """Why, who takes over, and that the child knows (domain F5; HTCDS cas_Status and cas_ReasonForCaseClosure)."""

    details: NeededText = Field(title=N_("Explain"))
    status: CaseStatus = Field(title=N_("Status"))
    referred_to: Line = Field(title=N_("Who takes over"), default="")
    open_risks: Text = Field(title=N_("Risks that remain, and who watches them"), default="")
    child_told: bool = Field(title=N_("The child knows, and knows whom to call"))
    why_not_told: Text = Field(title=N_("If not: why"), default="")
    closed_by: NeededLine = Field(title=N_("Who closes the case"))
    review_of_failure: Text = Field(title=N_("If the child died or is lost: who reviews what went wrong"), default="")

    def checks(self) -> Iterator[Problem]:
        """Somebody takes over a referred case; a child who can be told is told."""
        if self.status == CaseStatus.CLOSED_REFERRED and not self.referred_to:
            yield "referred_to", N_("Say who takes over.")
        if not self.child_told and not self.why_not_told:
            yield "why_not_told", N_("Say why the child does not know.")
