"""Another escort: the same demands, the child told first, and on the road a record that both escorts sign."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Self

from pydantic import AwareDatetime, Field

from cases.names import fold
from cases.promise import Promised
from cases.reports import custody_example, story
from cases.reports.base import Passing, Problem, Report
from cases.reports.custody import Party, same_person
from cases.reports.escort import Escort, EscortedLeg, EscortKind
from cases.reports.htcds import Gender
from cases.reports.journey import engaged
from cases.reports.repatriation_plan import RepatriationPlan
from cases.reports.text import Line, NeededLine, NeededText, Text
from cases.words import N_


class EscortReplaced(Report):
    """Who travels now, on every leg that is left, and why (domain section 7; our rule, after domain E1)."""

    name = "escort_replaced"

    reason: NeededText = Field(title=N_("Why the escort is replaced"))
    legs: tuple[EscortedLeg, ...] = Field(title=N_("Escort of each leg that is left"), min_length=1)
    emergency: bool = Field(
        title=N_("It is an emergency"),
        description=N_("Our rule: within two hours before the departure only in an emergency."),
        default=False,
    )
    emergency_reason: Text = Field(title=N_("If so: what happened"), default="")
    introduced_at: AwareDatetime = Field(title=N_("When the child met the new escort"))
    introduced_by: NeededLine = Field(title=N_("Who introduced them"))
    child_view: NeededText = Field(title=N_("What the child says of it"))
    record_number: Line = Field(title=N_("On the road: number of the custody record"), default="")
    place: Line = Field(title=N_("On the road: place"), default="")
    passed_at: AwareDatetime | None = Field(
        title=N_("On the road: when the child passed from one to the other"), default=None
    )
    condition: Text = Field(title=N_("On the road: state of the child"), default="")
    belongings: Text = Field(title=N_("On the road: belongings, medicines and papers handed over"), default="")
    deliverer: Party | None = Field(title=N_("On the road: the escort who hands over"), default=None)
    receiver: Party | None = Field(title=N_("On the road: the escort who takes over"), default=None)

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Elena fallen ill at the bridge."""
        at = story.at("2027-01-15", 15, 50)
        second = custody_example.party(
            story.SECOND_ESCORT, "Specialised escort", story.HOST_AUTHORITY, story.SECOND_ESCORT_PAPER, at
        )
        return cls(
            done_at=at,
            reason="Elena has a fever.",
            legs=(
                EscortedLeg(
                    number=2,
                    escort=story.SECOND_ESCORT,
                    kind=EscortKind.CHILD_PROTECTION,
                    gender=Gender.FEMININE,
                    trained=True,
                    authorisation="AUT-EJEMPLO-2",
                ),
            ),
            introduced_at=story.at("2027-01-15", 15, 35),
            introduced_by=story.ESCORT,
            child_view="She knows Eva from the shelter and is content.",
            record_number="ACTA-EJEMPLO-5",
            place="Ciudad Hidalgo",
            passed_at=at,
            condition="Well.",
            belongings="School bag, clothes, drawings, 140 pesos, vitamins, papers.",
            deliverer=custody_example.escort(at),
            receiver=second,
        )

    def checks(self) -> Iterator[Problem]:
        """The same demands as of the first escort; a record only whole."""
        if not all(leg.specialised for leg in self.legs):
            yield "legs", N_("The new escort must be trained, and not in uniform, on every leg.")
        if any(after.number != before.number + 1 for before, after in pairwise(self.legs)):
            yield "legs", N_("List the legs that are left in their order, each once.")
        if self.emergency and not self.emergency_reason:
            yield "emergency_reason", N_("Say what happened.")
        if self.introduced_at > self.done_at:
            yield "introduced_at", N_("The child meets the new escort first.")
        yield from self._record()

    def _record(self) -> Iterator[Problem]:
        giver, taker = self.deliverer, self.receiver
        parts = (giver, taker, self.passed_at, self.record_number, self.place, self.condition, self.belongings)
        if not any(parts):
            return
        if giver is None or taker is None or not all(parts):
            yield "record_number", N_("Fill in the whole record between the two escorts, or nothing of it.")
            return
        if giver.signed_at is None or taker.signed_at is None:
            yield "receiver.signed_at", N_("Custody passes only when both escorts have signed.")
        if not (giver.checked_other and taker.checked_other):
            yield "receiver.checked_other", N_("Both escorts check each other's identity.")
        if same_person(giver, taker):
            yield "receiver.paper", N_("Nobody can hand over a child to themselves.")
        if fold(taker.name) != fold(self.legs[0].escort):
            yield "receiver.name", N_("Whoever takes over is the escort of the next leg.")
        if self.passed_at is not None and self.passed_at > self.done_at:
            yield "passed_at", N_("The child passed before this was reported, not after.")

    def promises(self) -> Iterator[Promised]:
        """Who travels along from now on."""
        yield from engaged((leg.number, leg.escort) for leg in self.legs)

    def passing(self) -> Passing | None:
        """On the road: from one escort to the other."""
        if self.deliverer is None or self.receiver is None or self.passed_at is None:
            return None
        return Passing(self.passed_at, self.deliverer.paper, self.receiver.paper)


def goes_as_planned(departure: Escort, plan: RepatriationPlan, changed: EscortReplaced | None) -> bool:
    """Every leg of the plan, with the escort whom the plan names, or who took their place before the departure."""
    named = {leg.number: leg.escort for leg in plan.legs}
    if changed is not None and plan.done_at <= changed.done_at <= departure.done_at:
        named |= {leg.number: leg.escort for leg in changed.legs}
    return {leg.number: fold(leg.escort) for leg in departure.legs} == {
        number: fold(escort) for number, escort in named.items()
    }
