"""How a journey goes on after something went wrong on the way: by another way, after a wait, or back."""

from collections.abc import Iterator

from pydantic import AwareDatetime, Field

from cases.promise import Promised
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.places import Transport
from cases.reports.text import Line, NeededLine, NeededText
from cases.words import N_


class Onward(Coded):
    """What happens now."""

    GOES_ON = "goes_on", N_("The journey goes on by another way")
    WAITS = "waits", N_("The child waits in a safe place")
    TURNS_BACK = "turns_back", N_("The child goes back into the host country's care")


class OnwardReport(Report):
    """What both reports of a leg that failed say: where the child is, what happens now, and by which way."""

    leg: int = Field(title=N_("Leg"), ge=1, le=20)
    child_place: NeededLine = Field(title=N_("Where the child is now"))
    child_view: NeededText = Field(title=N_("How the child is, what was explained, and what the child says"))
    decided_by: NeededLine = Field(title=N_("Who decided"))
    transport: Transport | None = Field(title=N_("If it goes on: how"), default=None)
    carrier: Line = Field(title=N_("If it goes on: carrier and number"), default="")
    departs_at: AwareDatetime | None = Field(title=N_("If it goes on: departs"), default=None)
    arrives_at: AwareDatetime | None = Field(title=N_("If it goes on: arrives"), default=None)
    escort: Line = Field(title=N_("Who travels with the child"), default="")
    expected_back_at: AwareDatetime | None = Field(title=N_("If the child goes back: expected at"), default=None)

    def onward(self) -> Onward:
        """What happens now."""
        raise NotImplementedError(self.name)

    def checks(self) -> Iterator[Problem]:
        """Another way is named with its hours and its escort; a way back with its hour."""
        yield from super().checks()
        way = self.onward()
        if way is Onward.GOES_ON and not (self.transport and self.departs_at and self.arrives_at and self.escort):
            yield "transport", N_("Say by which way it goes on, when it departs and arrives, and who travels along.")
        if self.departs_at and self.arrives_at and self.arrives_at <= self.departs_at:
            yield "arrives_at", N_("The leg must arrive after it departs.")
        if way is Onward.TURNS_BACK and self.expected_back_at is None:
            yield "expected_back_at", N_("Say when the child is expected back.")

    def outcome(self) -> str:
        """What happens now."""
        return self.onward().value

    def promises(self) -> Iterator[Promised]:
        """What was booked instead."""
        if self.onward() is Onward.GOES_ON and self.carrier:
            yield Promised(kind="booking", legs=[self.leg], what=self.carrier)
