"""F2: custody passes to the carer, after one more look at the home."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import custody_example, story
from cases.reports.base import Problem
from cases.reports.custody import CustodyRecord
from cases.reports.home_study import CarerKind
from cases.reports.text import SecretLine, Text
from cases.words import N_


class Placement(CustodyRecord):
    """The custody record from child protection to the carer, and the second look (domain F2)."""

    name = "placement"

    carer_kind: CarerKind = Field(title=N_("Kind of carer"))
    address: SecretLine = Field(title=N_("Address (secret)"), min_length=1)
    as_planned: bool = Field(title=N_("The carer is the one of the home study"))
    why_not_planned: Text = Field(title=N_("If not: why, and which care instead"), default="")
    host_told_at: AwareDatetime | None = Field(title=N_("If not: when the host country was told"), default=None)
    home_checked_again: bool = Field(title=N_("The home was looked at again"))
    still_agrees: bool = Field(title=N_("The carer still agrees"))
    still_safe: bool = Field(title=N_("The home is still safe"))

    @classmethod
    def example(cls) -> Self:
        """Mario hands Luz to her aunt."""
        at = story.at("2027-01-16", 16)
        return cls(
            **custody_example.told("ACTA-EJEMPLO-3", "San Marcos", at),
            deliverer=custody_example.receiver(at),
            receiver=custody_example.carer(at),
            carer_kind=CarerKind.RELATIVE,
            address="Aldea Inventada, casa 2, San Marcos",
            as_planned=True,
            home_checked_again=True,
            still_agrees=True,
            still_safe=True,
        )

    def checks(self) -> Iterator[Problem]:
        """No placement in a home that nobody looked at, or that is not safe; another carer is told to the host."""
        yield from super().checks()
        if not (self.home_checked_again and self.still_agrees and self.still_safe):
            yield "still_safe", N_("Look at the home again. If the carer or the home fails, place the child elsewhere.")
        if not self.as_planned and not (self.why_not_planned and self.host_told_at):
            yield "why_not_planned", N_("Say why the carer changed, and when the host country was told.")
        if self.carer_kind == CarerKind.NOBODY:
            yield "carer_kind", N_("A child is placed with somebody.")

    def outcome(self) -> str:
        """Whether it is as planned."""
        return "as_planned" if self.as_planned else "changed"
