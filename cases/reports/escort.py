"""E1: custody passes from the shelter to the escort, and the journey begins."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import Field

from cases.reports import custody_example, story
from cases.reports.base import Part, Problem
from cases.reports.coded import Coded
from cases.reports.custody import CustodyRecord
from cases.reports.htcds import Gender
from cases.reports.text import NeededLine
from cases.words import N_


class EscortKind(Coded):
    """Who may travel with the child (MX Ley de Migracion 112.III; GCM objective 21)."""

    CHILD_PROTECTION = "child_protection", N_("Specialised child-protection staff")
    AIRPORT_SERVICE = "airport_service", N_("Trained airport service")
    PARENT_OR_GUARDIAN = "parent_or_guardian", N_("Parent or guardian")
    UNIFORMED = "uniformed", N_("Uniformed enforcement officer")


class EscortedLeg(Part):
    """Who travels with the child on one leg of the plan."""

    number: int = Field(title=N_("Leg"), ge=1, le=20)
    escort: NeededLine = Field(title=N_("Escort"))
    kind: EscortKind = Field(title=N_("Kind of escort"))
    gender: Gender = Field(title=N_("Gender of the escort"))
    trained: bool = Field(title=N_("Trained to travel with children"))
    authorisation: NeededLine = Field(title=N_("Number of the authorisation"))

    @property
    def specialised(self) -> bool:
        """Trained, and not enforcement."""
        return self.trained and self.kind != EscortKind.UNIFORMED


class Escort(CustodyRecord):
    """The custody record from shelter to escort, and the escort of every leg (domain E1)."""

    name = "escort"
    supplies = ("escort_specialised_on_every_leg",)

    legs: tuple[EscortedLeg, ...] = Field(title=N_("Escort of each leg"), min_length=1)
    with_deportees: bool = Field(title=N_("The child travels together with people who are deported"))

    @classmethod
    def example(cls) -> Self:
        """Sara hands Luz to Elena."""
        at = story.at("2027-01-15", 13, 45)
        return cls(
            **custody_example.told("ACTA-EJEMPLO-1", "Shelter", at),
            deliverer=custody_example.shelter(at),
            receiver=custody_example.escort(at),
            legs=tuple(
                EscortedLeg(
                    number=number,
                    escort=story.ESCORT,
                    kind=EscortKind.CHILD_PROTECTION,
                    gender=Gender.FEMININE,
                    trained=True,
                    authorisation="AUT-EJEMPLO-1",
                )
                for number in (1, 2)
            ),
            with_deportees=False,
        )

    def checks(self) -> Iterator[Problem]:
        """Each leg once; never with deportees."""
        yield from super().checks()
        if [leg.number for leg in self.legs] != list(range(1, len(self.legs) + 1)):
            yield "legs", N_("Number the legs 1, 2, 3 as in the plan, each once.")
        if self.with_deportees:
            yield "with_deportees", N_("A child is never transported together with people who are deported.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """Every leg has a specialised escort; whether every leg of the plan is here, cases.facts asks."""
        return {"escort_specialised_on_every_leg": all(leg.specialised for leg in self.legs)}
