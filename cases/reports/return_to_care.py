"""The journey failed: the escort hands the child back to the host country's care."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import Field

from cases.reports import custody_example, story
from cases.reports.base import Problem
from cases.reports.custody import CustodyRecord
from cases.reports.places import DETENTION, StayPlace
from cases.reports.text import NeededText, SecretLine, Text
from cases.words import N_


class ReturnToCare(CustodyRecord):
    """The custody record from escort to host authority (domain G; MX Ley de Migracion 119.VIII)."""

    name = "return_to_care"
    supplies = ("held_in_detention",)

    why: NeededText = Field(title=N_("Why the journey ended"))
    place_kind: StayPlace = Field(title=N_("Where the child is now"))
    address: SecretLine = Field(title=N_("Address (secret)"), default="")
    way_out: Text = Field(title=N_("If in detention: how and when the child leaves it"), default="")

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Mario not come."""
        at = story.at("2027-01-15", 21)
        return cls(
            **custody_example.told("ACTA-EJEMPLO-4", "Shelter", at),
            deliverer=custody_example.escort(at),
            receiver=custody_example.shelter(at),
            why="Nobody was there to receive her.",
            place_kind=StayPlace.SHELTER,
            address="Calle Inventada 1, Tapachula",
        )

    def checks(self) -> Iterator[Problem]:
        """Back into care, not into a cell."""
        yield from super().checks()
        if self.place_kind in DETENTION and not self.way_out:
            yield "way_out", N_("A child may not be kept there. Say how and when the child leaves it.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """Whether the child is in detention."""
        return {"held_in_detention": self.place_kind in DETENTION}
