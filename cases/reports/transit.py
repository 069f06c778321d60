"""E2: the journey, from the first leg to the last; and the check-ins on the way."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Part, Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import NeededLine, Text
from cases.words import N_


class Wellbeing(Coded):
    """How the child is."""

    WELL = "well", N_("Well")
    TIRED = "tired", N_("Tired or upset")
    UNWELL = "unwell", N_("Unwell: needs a doctor")
    AFRAID = "afraid", N_("Afraid, or wants to stop")


class TravelledLeg(Part):
    """A leg as it really went."""

    number: int = Field(title=N_("Leg"), ge=1, le=20)
    departed_at: AwareDatetime = Field(title=N_("Departed"))
    arrived_at: AwareDatetime = Field(title=N_("Arrived"))
    escort: NeededLine = Field(title=N_("Escort"))
    incidents: Text = Field(title=N_("Incidents"), default="")

    def checks(self) -> Iterator[Problem]:
        """Nobody arrives before leaving."""
        if self.arrived_at <= self.departed_at:
            yield "arrived_at", N_("The leg must arrive after it departs.")


class CheckIn(Report):
    """Where the child is and how, every two hours at most (domain E1-E2; our default)."""

    name = "check_in"

    leg: int = Field(title=N_("Leg"), ge=1, le=20)
    place: NeededLine = Field(title=N_("Place"))
    wellbeing: Wellbeing = Field(title=N_("How the child is"))
    details: Text = Field(title=N_("What happened since the last time"), default="")
    delayed: bool = Field(title=N_("Later than planned"), default=False)
    next_check_in_at: AwareDatetime | None = Field(title=N_("Next check-in"), default=None)

    @classmethod
    def example(cls) -> Self:
        """At the bridge."""
        return cls(
            done_at=story.at("2027-01-15", 15, 30),
            leg=1,
            place="Ciudad Hidalgo",
            wellbeing=Wellbeing.WELL,
            next_check_in_at=story.at("2027-01-15", 16, 40),
        )

    def checks(self) -> Iterator[Problem]:
        """What is not well is described."""
        if self.wellbeing != Wellbeing.WELL and not self.details:
            yield "details", N_("Say what is wrong and what was done.")

    def outcome(self) -> str:
        """How the child is."""
        return self.wellbeing.value


class Transit(Report):
    """The last leg has arrived (domain E2)."""

    name = "transit"

    legs: tuple[TravelledLeg, ...] = Field(title=N_("Legs as travelled"), min_length=1)
    arrived_place: NeededLine = Field(title=N_("Where the child arrived"))
    wellbeing: Wellbeing = Field(title=N_("How the child is"))
    wellbeing_details: Text = Field(title=N_("If not well: what was done"), default="")
    route_changed: bool = Field(title=N_("The route was not the planned one"), default=False)
    route_details: Text = Field(title=N_("If not: why, and who agreed"), default="")

    @classmethod
    def example(cls) -> Self:
        """Across the bridge, on time."""
        return cls(
            done_at=story.at("2027-01-15", 16, 40),
            legs=(
                TravelledLeg(
                    number=1,
                    departed_at=story.DEPARTURE,
                    arrived_at=story.at("2027-01-15", 15, 30),
                    escort=story.ESCORT,
                ),
                TravelledLeg(
                    number=2,
                    departed_at=story.at("2027-01-15", 16),
                    arrived_at=story.at("2027-01-15", 16, 40),
                    escort=story.ESCORT,
                ),
            ),
            arrived_place="Tecún Umán",
            wellbeing=Wellbeing.WELL,
        )

    def checks(self) -> Iterator[Problem]:
        """Legs in order of time; what was not as planned is explained."""
        if any(after.departed_at < before.arrived_at for before, after in pairwise(self.legs)):
            yield "legs", N_("A leg departs before the one before it arrived.")
        if self.wellbeing != Wellbeing.WELL and not self.wellbeing_details:
            yield "wellbeing_details", N_("Say what is wrong and what was done.")
        if self.route_changed and not self.route_details:
            yield "route_details", N_("Say why the route was changed, and who agreed.")
