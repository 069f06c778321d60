"""The border is closed, or opens again: where a child waits meanwhile (domain section 7: disaster, coup)."""

from collections.abc import Iterator
from datetime import date
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.places import DETENTION, StayPlace
from cases.reports.text import Line, NeededLine, NeededText, SecretLine, Text
from cases.words import N_


class BorderCause(Coded):
    """Why nobody can travel."""

    CLOSED = "closed", N_("The border is closed")
    DISASTER = "disaster", N_("Disaster")
    UNREST = "unrest", N_("Unrest, or a coup")
    EPIDEMIC = "epidemic", N_("Epidemic")
    ROAD = "road", N_("The road or the flight is suspended")


class BorderClosed(Report):
    """Which border, since when, on whose word. Filed by a region-wide hold, or by whoever stands before the barrier."""

    name = "border_closed"

    cause: BorderCause = Field(title=N_("Cause"))
    where: NeededLine = Field(title=N_("Where nobody can pass"))
    since: AwareDatetime = Field(title=N_("Since when"))
    authority: NeededLine = Field(title=N_("Who says so"))
    what: NeededText = Field(title=N_("What happened"))
    review_on: date | None = Field(title=N_("Day on which it is looked at again"), default=None)
    hold: Line = Field(title=N_("Number of the region-wide hold, if there is one"), default="")

    @classmethod
    def example(cls) -> Self:
        """The bridge of Tecún Umán is under water."""
        return cls(
            done_at=story.at("2027-01-15", 15, 50),
            cause=BorderCause.DISASTER,
            where="Bridge between Ciudad Hidalgo and Tecún Umán",
            since=story.at("2027-01-15", 15, 30),
            authority=story.HOST_AUTHORITY,
            what="The river is over the bridge; nobody is let across.",
        )

    def checks(self) -> Iterator[Problem]:
        """Hours in order."""
        if self.since > self.done_at:
            yield "since", N_("It was closed before this was reported, not after.")


class BorderReopened(Report):
    """Who says that people pass again. The journey is planned afresh: its days and hours are over."""

    name = "border_reopened"

    opened_at: AwareDatetime = Field(title=N_("When it opened again"))
    authority: NeededLine = Field(title=N_("Who says so"))
    what: Text = Field(title=N_("What changed"), default="")
    hold: Line = Field(title=N_("Number of the region-wide hold, if there is one"), default="")

    @classmethod
    def example(cls) -> Self:
        """Two days later."""
        return cls(
            done_at=story.at("2027-01-17", 14),
            opened_at=story.at("2027-01-17", 12),
            authority=story.HOST_AUTHORITY,
            what="The river fell; the bridge was inspected.",
        )

    def checks(self) -> Iterator[Problem]:
        """Hours in order."""
        if self.opened_at > self.done_at:
            yield "opened_at", N_("It opened before this was reported, not after.")


class Onward(Coded):
    """What becomes of a child whom the closing met on the road."""

    WAITS = "waits", N_("The child waits in a safe place; the journey goes on when the border opens")
    COMES_BACK = "comes_back", N_("The child comes back into the host country’s care")


class BorderWait(Report):
    """Where the child is safe now, and whether the child waits or comes back: never in a cell, never alone.

    A child who does not want to wait comes back (our rule).
    """

    name = "border_wait"

    onward: Onward = Field(title=N_("What happens now"))
    place_kind: StayPlace = Field(title=N_("Where the child is now"))
    address: SecretLine = Field(title=N_("Address (secret)"), default="")
    escort_stays: bool = Field(title=N_("The escort stays with the child"))
    child_words: NeededText = Field(title=N_("What the child says"))
    receiver_told: Line = Field(title=N_("Who told the receiving side that the child does not come today"), default="")

    @classmethod
    def example(cls) -> Self:
        """A night in the shelter of the border town."""
        return cls(
            done_at=story.at("2027-01-15", 16, 30),
            onward=Onward.WAITS,
            place_kind=StayPlace.SHELTER,
            escort_stays=True,
            child_words="I want to wait with Elena.",
            receiver_told="By telephone, 16:10 UTC.",
        )

    def checks(self) -> Iterator[Problem]:
        """Nobody leaves a child alone at a closed border, or keeps one in a cell until it opens."""
        if self.place_kind in DETENTION:
            yield "place_kind", N_("A child does not wait in a place of detention: name a safe place.")
        if not self.escort_stays:
            yield "escort_stays", N_("The escort stays with the child until another person of trust takes over.")

    def outcome(self) -> str:
        """Waits or comes back."""
        return self.onward.value
