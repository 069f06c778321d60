"""The journey of a child who travels with this one was broken off: nobody of the group goes on alone."""

from typing import Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Report
from cases.reports.text import NeededLine, NeededText
from cases.words import N_


class FellowStopped(Report):
    """Which case, and what happened (our rule; families travel together: MX Ley de Migracion 120)."""

    name = "fellow_stopped"

    other: NeededLine = Field(title=N_("Number of the other case"))
    what: NeededText = Field(title=N_("What happened"))

    @classmethod
    def example(cls) -> Self:
        """A court stopped the brother's return on the road."""
        return cls(done_at=story.at("2027-01-15", 15), other="7K2M-9QXD-4", what="A court's stay arrived on the road.")
