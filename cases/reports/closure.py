"""F5: the end in the country of origin, with every criterion looked at."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Problem
from cases.reports.coded import Coded
from cases.reports.end_of_case import EndOfCase
from cases.reports.htcds import CaseStatus
from cases.words import N_


class ClosureReason(Coded):
    """Why the case ends (domain F5)."""

    STABLE = "stable", N_("Stable for twelve months, goals reached")
    ORDINARY_SERVICES = "ordinary_services", N_("Handed to ordinary services")
    MAJORITY = "majority", N_("Turned 18, with a transition plan")
    MOVED = "moved", N_("Moved away; another authority has taken over")
    DECEASED = "deceased", N_("The child has died")
    LOST = "lost", N_("Not found; the supervisor has closed the search")
    WRONG_IDENTITY = "wrong_identity", N_("Another identity than thought")


class Closure(EndOfCase):
    """The end in the country of origin (domain F5; HTCDS cas_Status and cas_ReasonForCaseClosure)."""

    name = "closure"

    reason: ClosureReason = Field(title=N_("Reason"))
    twelve_months_stable: bool = Field(title=N_("Stable for twelve months"))
    no_open_risk: bool = Field(title=N_("No open risk"))
    goals_met: bool = Field(title=N_("The goals of the plan are reached, or handed over"))
    host_told: bool = Field(title=N_("The host country has been told"))

    @classmethod
    def example(cls) -> Self:
        """A year later."""
        return cls(
            done_at=story.at("2028-01-20", 18),
            details="Lives with her aunt, seventh grade, no contact by the recruiter.",
            status=CaseStatus.CLOSED,
            child_told=True,
            closed_by="Laura Licenciada Ejemplo",
            reason=ClosureReason.STABLE,
            twelve_months_stable=True,
            no_open_risk=True,
            goals_met=True,
            host_told=True,
        )

    def checks(self) -> Iterator[Problem]:
        """Every reason keeps its own conditions."""
        yield from super().checks()
        criteria = self.twelve_months_stable and self.no_open_risk and self.goals_met and self.child_told
        if self.reason == ClosureReason.STABLE and not criteria:
            yield "reason", N_("Not every criterion is met: the follow-up goes on.")
        if self.reason in (ClosureReason.ORDINARY_SERVICES, ClosureReason.MOVED) and not self.referred_to:
            yield "referred_to", N_("Say who takes over.")
        if self.reason in (ClosureReason.DECEASED, ClosureReason.LOST) and not self.review_of_failure:
            yield "review_of_failure", N_("Say who reviews what went wrong.")
        if not self.host_told:
            yield "host_told", N_("Tell the host country before the case is closed.")

    def outcome(self) -> str:
        """The reason."""
        return self.reason.value
