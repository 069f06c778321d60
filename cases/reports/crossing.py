"""A third country that the journey crosses: its consent, where the child waits, where the night is spent, plan B."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from cases.reports.base import Part, Problem
from cases.reports.text import CountryCode, Line, NeededLine, NeededText, Text
from cases.words import N_


class Crossing(Part):
    """One country on the way (domain section 7; MX Ley de Migracion 111.III counts transit among what can block).

    No night is spent in a terminal or at a border unless an authority, a safe place and a reason are named: ours.
    """

    country: CountryCode = Field(title=N_("Country crossed"))
    authority: NeededLine = Field(title=N_("Authority that agrees to the transit"))
    reference: NeededLine = Field(title=N_("Number of its consent"))
    agreed_on: date = Field(title=N_("Day of its consent"))
    layover_place: NeededLine = Field(title=N_("Where the child waits there, and with whom"))
    overnight: bool = Field(title=N_("A night is spent there"), default=False)
    night_authority: Line = Field(title=N_("If so: which authority agrees to the night"), default="")
    night_place: Line = Field(title=N_("If so: the safe place where the child sleeps"), default="")
    night_reason: Text = Field(title=N_("If so: why it cannot be avoided"), default="")
    plan_b: NeededText = Field(title=N_("Plan B: the other way, if this country cannot be crossed"))

    def checks(self) -> Iterator[Problem]:
        """A night only with who agrees, where, and why."""
        if self.overnight and not (self.night_authority and self.night_place and self.night_reason):
            yield (
                "overnight",
                N_("No night on the way, unless an authority agrees, a safe place is named, and the reason is given."),
            )
