"""F5: the end in the host country, where no return takes place."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Problem
from cases.reports.coded import Coded
from cases.reports.end_of_case import EndOfCase
from cases.reports.htcds import CaseStatus
from cases.words import N_


class HostClosureReason(Coded):
    """Why the case ends in the host country (domain F5 and C1)."""

    STAY_ARRANGED = "stay_arranged", N_("A stay is arranged")
    NOT_A_VICTIM = "not_a_victim", N_("Not a victim of trafficking")
    ADULT = "adult", N_("An adult: another protocol")
    MAJORITY = "majority", N_("Turned 18, with a transition plan")
    MOVED = "moved", N_("Moved away; another authority has taken over")
    DECEASED = "deceased", N_("The child has died")
    LOST = "lost", N_("Not found; the supervisor has closed the search")
    WRONG_IDENTITY = "wrong_identity", N_("Another identity than thought")


class HostClosure(EndOfCase):
    """The end in the host country, where no return takes place (domain F5 and C1)."""

    name = "host_closure"

    reason: HostClosureReason = Field(title=N_("Reason"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Luz stayed."""
        return cls(
            done_at=story.at("2027-01-22", 18),
            details="Lives with a foster family under a humanitarian permit; school begun.",
            status=CaseStatus.CLOSED_REFERRED,
            referred_to="DIF Tapachula (ejemplo)",
            child_told=True,
            closed_by="Sonia Supervisora Ejemplo",
            reason=HostClosureReason.STAY_ARRANGED,
        )

    def checks(self) -> Iterator[Problem]:
        """Whoever stays, grows up, moves or goes another way has somebody who takes over."""
        yield from super().checks()
        somebody = (
            HostClosureReason.STAY_ARRANGED,
            HostClosureReason.NOT_A_VICTIM,
            HostClosureReason.ADULT,
            HostClosureReason.MAJORITY,
            HostClosureReason.MOVED,
        )
        if self.reason in somebody and not self.referred_to:
            yield "referred_to", N_("Say who takes over.")
        if self.reason in (HostClosureReason.DECEASED, HostClosureReason.LOST) and not self.review_of_failure:
            yield "review_of_failure", N_("Say who reviews what went wrong.")

    def outcome(self) -> str:
        """The reason."""
        return self.reason.value
