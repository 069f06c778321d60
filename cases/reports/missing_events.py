"""The child is missing, and is found (domain section 7; Alba-Keneth, Amber and CONASA alerts)."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.places import StayPlace
from cases.reports.text import Line, NeededLine, NeededPlace, NeededText, SecretLine, Text
from cases.words import N_


class ChildMissing(Report):
    """Last seen where, by whom, in which clothes, with whom; and who has been alerted."""

    name = "child_missing"

    last_seen_at: AwareDatetime = Field(title=N_("When the child was last seen"))
    last_seen_place: NeededPlace = Field(title=N_("Where"))
    last_seen_by: NeededLine = Field(title=N_("By whom"))
    clothes: Text = Field(title=N_("Clothes and looks"), default="")
    companions: Text = Field(title=N_("Perhaps with whom"), default="")
    danger: NeededText = Field(title=N_("Danger the child may be in"))
    network_suspected: bool = Field(title=N_("The network may have taken or lured the child"))
    police_told_at: AwareDatetime = Field(title=N_("When the police were told"))
    police_reference: Line = Field(title=N_("Number of the report to the police"), default="")
    alert_raised: bool = Field(title=N_("The missing-child alert was raised"))
    why_no_alert: Text = Field(title=N_("If not: why"), default="")
    search_owner: NeededLine = Field(title=N_("Who leads the search"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Luz run away."""
        return cls(
            done_at=story.at("2026-12-20", 3),
            last_seen_at=story.at("2026-12-20", 1, 30),
            last_seen_place="Garden of the shelter",
            last_seen_by=story.SHELTER_WORKER,
            clothes="Blue jumper, grey trousers, white shoes.",
            danger="The employer has been seen nearby.",
            network_suspected=True,
            police_told_at=story.at("2026-12-20", 2, 15),
            police_reference="DEN-EJEMPLO-1",
            alert_raised=True,
            search_owner=story.SHELTER_WORKER,
        )

    def checks(self) -> Iterator[Problem]:
        """Hours in order; no alert only with a reason."""
        if self.police_told_at < self.last_seen_at:
            yield "police_told_at", N_("The police cannot have been told before the child was last seen.")
        if not self.alert_raised and not self.why_no_alert:
            yield "why_no_alert", N_("Say why no alert was raised.")


class ChildFound(Report):
    """Where and how the child was found, and where the child is safe now."""

    name = "child_found"

    found_at: AwareDatetime = Field(title=N_("When the child was found"))
    found_place: NeededPlace = Field(title=N_("Where"))
    found_by: NeededLine = Field(title=N_("By whom"))
    identity_checked: bool = Field(title=N_("It is certainly the child"))
    condition: NeededText = Field(title=N_("State of the child"))
    exploited_again: bool = Field(title=N_("There are signs that the child was exploited again"))
    child_words: Text = Field(title=N_("What the child says"), default="")
    place_kind: StayPlace = Field(title=N_("Where the child is now"))
    address: SecretLine = Field(title=N_("Address (secret)"), default="")
    alert_lifted: bool = Field(title=N_("The alert was lifted"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, two days later."""
        return cls(
            done_at=story.at("2026-12-22", 18),
            found_at=story.at("2026-12-22", 15),
            found_place="Bus station of Tapachula",
            found_by="Police",
            identity_checked=True,
            condition="Hungry, unhurt.",
            exploited_again=False,
            child_words="I wanted to look for my aunt.",
            place_kind=StayPlace.SHELTER,
            alert_lifted=True,
        )

    def checks(self) -> Iterator[Problem]:
        """It is the child; hours in order."""
        if not self.identity_checked:
            yield "identity_checked", N_("Make sure that it is the child before the search ends.")
        if self.found_at > self.done_at:
            yield "found_at", N_("The child was found before this was reported, not after.")
