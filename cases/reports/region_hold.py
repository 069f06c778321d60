"""What a supervisor says who holds every journey at a border, and who lets them go on. It is filed in no case."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from cases.reports.base import Part, Problem
from cases.reports.border_events import BorderCause
from cases.reports.coded import Coded
from cases.reports.text import CountryCode, NeededText
from cases.words import N_

NAMES_NOBODY = N_("Everybody who works on cases reads it. Name no child and no case.")


class Way(Coded):
    """Which journeys a hold covers, seen from the country whose borders are held (cases.borders.Direction)."""

    INTO = "into", N_("Into the country: children who go home to it")
    THROUGH = "through", N_("Through the country: children on the way to another")
    OUT_OF = "out_of", N_("Out of the country: children who were found in it")


class HoldAsked(Part):
    """Nobody travels this way until it is lifted. With ``other``: only journeys that touch both countries."""

    cause: BorderCause = Field(title=N_("Cause"))
    country: CountryCode = Field(title=N_("Country whose borders are held"))
    other: CountryCode | None = Field(
        title=N_("Only between that country and this one"),
        description=N_("Leave it empty to hold journeys at every border of the country."),
        default=None,
    )
    directions: tuple[Way, ...] = Field(title=N_("Which journeys are held"), min_length=1)
    reason: NeededText = Field(title=N_("What happened"), description=NAMES_NOBODY)
    review_on: date | None = Field(
        title=N_("Day on which it is looked at again"),
        description=N_("It reminds whoever reads it. The hold does not end by itself: only a supervisor lifts it."),
        default=None,
    )

    def checks(self) -> Iterator[Problem]:
        """Two countries are two."""
        if self.other == self.country:
            yield "other", N_("Name another country, or leave this empty.")


class HoldOver(Part):
    """People pass again."""

    reason: NeededText = Field(title=N_("What changed"), description=NAMES_NOBODY)
