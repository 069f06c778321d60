"""A step that one country adds to the path, and whose content this region does not know."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.text import Line, NeededLine, NeededText
from cases.words import N_


class NationalAct(Report):
    """Which authority did what, when, under which number."""

    name = "national_act"

    authority: NeededLine = Field(title=N_("Authority"))
    official: NeededLine = Field(title=N_("Who signed"))
    reference: NeededLine = Field(title=N_("Number"))
    what: NeededText = Field(title=N_("What was done"))
    acted_at: AwareDatetime = Field(title=N_("When it was done"))
    valid_until: AwareDatetime | None = Field(title=N_("Valid until"), default=None)
    legal_basis: Line = Field(title=N_("Legal basis"), default="")

    @classmethod
    def example(cls) -> Self:
        """Mexico's plan of restitution of rights."""
        return cls(
            done_at=story.at("2026-12-10", 18),
            authority=story.HOST_AUTHORITY,
            official="Ana Abogada Ejemplo",
            reference="PLAN-EJEMPLO-1",
            what="Plan of restitution of rights issued.",
            acted_at=story.at("2026-12-10", 17),
            legal_basis="Ley General de NNA 123",
        )

    def checks(self) -> Iterator[Problem]:
        """Hours in order."""
        if self.acted_at > self.done_at:
            yield "acted_at", N_("It was done before this was reported, not after.")
        if self.valid_until and self.valid_until <= self.acted_at:
            yield "valid_until", N_("It must be valid for some time after it was made.")
