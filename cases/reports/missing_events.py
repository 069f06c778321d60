"""The child is missing, is found, or the search is closed (domain section 7; Alba-Keneth, Amber and CONASA alerts)."""

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


class SearchClosed(Report):
    """A child who is not found: what a supervisor answers for before the case is closed. Never by silence or by time.

    The police's own file stays open; a child who is found later gets a new case, and this one as its earlier one.
    """

    name = "search_closed"

    searched: NeededText = Field(title=N_("What was done to find the child, by whom, from when until when"))
    police_view: NeededText = Field(title=N_("What the police say about it, and who there goes on"))
    police_reference: NeededLine = Field(title=N_("Number of the report to the police, which stays open"))
    alert_stays: bool = Field(title=N_("The missing-child alert stays in force"))
    why_no_alert: Text = Field(title=N_("If not: why"), default="")
    last_lead: NeededText = Field(title=N_("The last lead, and why it leads no further"))
    family_told: NeededText = Field(
        title=N_("Who of the family was told, by whom, and how they are supported"),
        description=N_("If nobody may be told, write why."),
    )
    others_at_risk: NeededText = Field(title=N_("What was done for other children in danger"))
    reasons: NeededText = Field(title=N_("Why the search of this case ends now"))
    second_opinion: NeededLine = Field(title=N_("Who else, outside the case, agrees that it ends"))
    if_found: NeededLine = Field(title=N_("Whom the police call, day and night, if the child is found"))
    closed_by: NeededLine = Field(title=N_("Who closes the case"))

    @classmethod
    def example(cls) -> Self:
        """What nobody hopes to write: two years later."""
        return cls(
            done_at=story.at("2028-12-20", 18),
            searched="Police and shelter, from 20 December 2026; hospitals, stations and the employer's houses.",
            police_view="The unit for missing children keeps the file and asks again every month.",
            police_reference="DEN-EJEMPLO-1",
            alert_stays=True,
            last_lead="Seen in Huixtla in February 2027; the bus driver remembers nothing more.",
            family_told="The aunt, in person, by the authority of San Marcos; a psychologist visits her.",
            others_at_risk="Two girls from the same house were taken to safety.",
            reasons="No lead for eighteen months; every lead was followed to its end.",
            second_opinion="Head of the state office for missing persons (ejemplo)",
            if_found="Duty officer of the authority of Tapachula",
            closed_by="Sonia Supervisora Ejemplo",
        )

    def checks(self) -> Iterator[Problem]:
        """The alert outlives the case, or there is a reason."""
        if not self.alert_stays and not self.why_no_alert:
            yield "why_no_alert", N_("The alert stays in force when the case is closed, or say why it does not.")
