"""A leg of the journey fails: what happened, and how it goes on. And the end of a wait."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem
from cases.reports.coded import Coded
from cases.reports.onward import Onward, OnwardReport
from cases.reports.places import Transport
from cases.reports.text import Line, NeededText, Text
from cases.words import N_

LONGEST_DAY = timedelta(hours=12)
"""Whoever waits longer waits through a night (our default)."""

LAST_LEG = 20


class LegTrouble(Coded):
    """What went wrong."""

    CANCELLED = "cancelled", N_("Cancelled")
    MISSED = "missed", N_("Missed")
    BREAKDOWN = "breakdown", N_("Breakdown or accident")
    CLOSED = "closed", N_("Road, border or airport closed")
    REFUSED = "refused_on_board", N_("The child or the escort was not let on board or through")
    OTHER = "other", N_("Another reason")


class WaitPlace(Coded):
    """Where a child waits on the way."""

    SHELTER = "shelter", N_("Specialised shelter")
    PROTECTION_OFFICE = "protection_office", N_("Office of the child-protection authority")
    HOSPITAL = "hospital", N_("Hospital")
    LODGING = "lodging", N_("Lodging, with the escort")
    TERMINAL = "terminal", N_("Terminal, landside")
    BORDER = "border", N_("Border post")
    VEHICLE = "vehicle", N_("Vehicle")


NO_NIGHT = (WaitPlace.TERMINAL, WaitPlace.BORDER, WaitPlace.VEHICLE)
"""Nobody spends a night there, unless an authority agrees and the reason is written down (our default)."""


class LegFailed(OnwardReport):
    """What happened on the leg, where the child is, and plan B (domain E2 and section 7; our rule)."""

    name = "leg_failed"

    trouble: LegTrouble = Field(title=N_("What went wrong"))
    details: NeededText = Field(title=N_("What happened"))
    next: Onward = Field(title=N_("What happens now"))
    later_bookings_hold: bool = Field(title=N_("The bookings of the later legs still hold"), default=True)
    wait_place: WaitPlace | None = Field(title=N_("If the child waits: where"), default=None)
    wait_with: Line = Field(title=N_("If the child waits: with whom"), default="")
    wait_until: AwareDatetime | None = Field(title=N_("If the child waits: until when at most"), default=None)
    overnight: bool = Field(title=N_("The wait lasts through a night"), default=False)
    night_authority: Line = Field(title=N_("If so: which authority agrees to the night"), default="")
    night_reason: Text = Field(title=N_("If so: why it cannot be avoided"), default="")

    @classmethod
    def example(cls) -> Self:
        """What it would be, had the car broken down."""
        return cls(
            done_at=story.at("2027-01-15", 14, 50),
            leg=1,
            trouble=LegTrouble.BREAKDOWN,
            details="The car of the authority stands at kilometre 12.",
            child_place="Police post of kilometre 12, with the escort",
            child_view="She is calm. She was told that a bus comes in half an hour.",
            decided_by="Sonia Supervisora Ejemplo",
            next=Onward.GOES_ON,
            transport=Transport.BUS,
            carrier="Autobuses Ejemplo 7",
            departs_at=story.at("2027-01-15", 15),
            arrives_at=story.at("2027-01-15", 15, 50),
            escort=story.ESCORT,
        )

    def onward(self) -> Onward:
        """As reported."""
        return self.next

    def checks(self) -> Iterator[Problem]:
        """A wait has a place, a person and an end; no night at a border, landside, or in a vehicle."""
        yield from super().checks()
        if self.next is not Onward.WAITS:
            return
        if not (self.wait_place and self.wait_with and self.wait_until):
            yield "wait_place", N_("Say where the child waits, with whom, and until when at most.")
            return
        if self.wait_until <= self.done_at:
            yield "wait_until", N_("The end of the wait lies ahead.")
        if self.wait_until - self.done_at > LONGEST_DAY and not self.overnight:
            yield "overnight", N_("A wait of more than twelve hours lasts through a night: say so.")
        if self.overnight and self.wait_place in NO_NIGHT and not (self.night_authority and self.night_reason):
            yield "wait_place", N_("No night at a border, in a terminal or in a vehicle: name another place.")

    def lost_legs(self) -> list[int]:
        """The leg that failed, and those after it whose bookings fell with it."""
        return [self.leg] if self.later_bookings_hold else list(range(self.leg, LAST_LEG + 1))


class WaitEnded(OnwardReport):
    """The wait is over: by another way, or back."""

    name = "wait_ended"

    goes_on: bool = Field(title=N_("The journey goes on (otherwise the child goes back)"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, an hour later."""
        return cls(
            done_at=story.at("2027-01-15", 15, 50),
            leg=1,
            child_place="Police post of kilometre 12, with the escort",
            child_view="She has eaten and wants to go on.",
            decided_by="Sonia Supervisora Ejemplo",
            goes_on=True,
            transport=Transport.AGENCY_CAR,
            departs_at=story.at("2027-01-15", 16),
            arrives_at=story.at("2027-01-15", 16, 30),
            escort=story.ESCORT,
        )

    def onward(self) -> Onward:
        """On, or back."""
        return Onward.GOES_ON if self.goes_on else Onward.TURNS_BACK
