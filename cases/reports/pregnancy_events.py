"""A girl is pregnant, or the child has a child: two lives to plan for (domain section 7)."""

from collections.abc import Iterator
from datetime import date
from typing import Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import CountryCode, Line, NeededLine, NeededText, PlaceText
from cases.words import N_


class Motherhood(Coded):
    """Which of the two."""

    PREGNANT = "child_is_pregnant", N_("The child is pregnant")
    PARENT = "child_is_parent", N_("The child has a child")


class PregnancyOrChild(Report):
    """What is known, and what the child wants. Nobody travels until both lives are planned for."""

    name = "pregnancy_or_child"

    which: Motherhood = Field(title=N_("Which"))
    weeks: int | None = Field(title=N_("If pregnant: in which week"), default=None, ge=1, le=45)
    from_exploitation: bool | None = Field(title=N_("It comes from the exploitation"), default=None)
    told_by_doctor: bool = Field(title=N_("A doctor has told the child in private what can be done, all of it"))
    child_wishes: NeededText = Field(title=N_("What the child wants"))
    health: NeededText = Field(title=N_("Health of the child, and of the baby"))
    baby_where: PlaceText = Field(title=N_("If there is a baby: where, and with whom"), default="")

    @classmethod
    def example(cls) -> Self:
        """What it would be, with a girl in her twelfth week."""
        return cls(
            done_at=story.at("2026-12-20", 18),
            which=Motherhood.PREGNANT,
            weeks=12,
            told_by_doctor=True,
            child_wishes="She wants to think, and nobody at home to know yet.",
            health="Both well; anaemia treated.",
        )

    def checks(self) -> Iterator[Problem]:
        """Told in private; the week, or where the baby is."""
        if not self.told_by_doctor:
            yield "told_by_doctor", N_("First a doctor tells the child, in private, everything that can be done.")
        if self.which == Motherhood.PREGNANT and self.weeks is None:
            yield "weeks", N_("Say in which week, as the doctor reckons.")
        if self.which == Motherhood.PARENT and not self.baby_where:
            yield "baby_where", N_("Say where the baby is, and with whom.")


class PregnancyOrChildPlanned(Report):
    """Health plan, fitness to travel with its last day, and the baby's own name, papers and case."""

    name = "pregnancy_or_child_planned"

    health_plan: NeededText = Field(title=N_("Health plan here, on the journey and over there"))
    fit_to_travel_until: date | None = Field(
        title=N_("Fit to travel until"), description=N_("Leave open if the child does not travel."), default=None
    )
    doctor: NeededLine = Field(title=N_("Doctor who says so"))
    baby_born: bool = Field(title=N_("There is a baby"))
    baby_registered: Line = Field(title=N_("Number of the baby's birth record"), default="")
    baby_nationality: CountryCode | None = Field(title=N_("Nationality of the baby"), default=None)
    baby_case: Line = Field(title=N_("Number of the baby's own case"), default="")
    kept_together: NeededText = Field(title=N_("How the child and the baby stay together, or why not"))
    child_wishes: NeededText = Field(title=N_("What the child wants"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, two weeks later."""
        return cls(
            done_at=story.at("2027-01-03", 18),
            health_plan="Check-ups every two weeks; hospital on the road named; midwife in San Marcos.",
            fit_to_travel_until=date(2027, 3, 1),
            doctor="Daniela Doctora Ejemplo",
            baby_born=False,
            kept_together="She decides; nobody asks her to give the baby away.",
            child_wishes="To have the baby near her aunt.",
        )

    def checks(self) -> Iterator[Problem]:
        """A baby is a person: a name, a record, a case; fitness lies ahead."""
        if self.baby_born and not (self.baby_registered and self.baby_nationality and self.baby_case):
            yield "baby_case", N_("The baby has a birth record, a nationality and a case of its own: give them.")
        if self.fit_to_travel_until and self.fit_to_travel_until <= self.done_at.date():
            yield "fit_to_travel_until", N_("The fitness to travel must still hold: have it renewed.")
