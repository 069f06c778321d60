"""Illness or danger suspends the journey, and a doctor clears it (domain section 7; MX Ley de Migracion 111.IV)."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import NeededLine, NeededPlace, NeededText, Place, Text
from cases.words import N_


class SuspensionCause(Coded):
    """Why nobody travels now."""

    ILLNESS = "illness", N_("Illness or injury")
    MIND = "mind", N_("Crisis of the child")
    SECURITY = "security", N_("Danger on the way or at the destination")
    BORDER = "border", N_("The border or the road is closed")


class MedicalSuspension(Report):
    """What happened, where the child is, who stays with the child. Clocks of law go on; the journey does not."""

    name = "medical_suspension"
    only_with_contact = ("consulates_told",)

    cause: SuspensionCause = Field(title=N_("Cause"))
    since: AwareDatetime = Field(title=N_("Since when"))
    details: NeededText = Field(title=N_("What happened"))
    child_where: NeededPlace = Field(title=N_("Where the child is"))
    child_with: NeededLine = Field(title=N_("Who stays with the child"))
    hospital: Place = Field(title=N_("Hospital"), default="")
    told: Text = Field(title=N_("Who was told (both authorities, the country crossed)"), default="")
    escort_stays: bool = Field(title=N_("On the road: the escort stays with the child"), default=True)
    consulates_told: Text = Field(
        title=N_("Consulates told, and when"),
        description=N_("Both, when the child is on the road; none while a need for protection shuts the contact."),
        default="",
    )

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Luz fallen ill."""
        return cls(
            done_at=story.at("2027-01-14", 18),
            cause=SuspensionCause.ILLNESS,
            since=story.at("2027-01-14", 16),
            details="High fever; the doctor advises against travel.",
            child_where="Hospital",
            child_with=story.SHELTER_WORKER,
            hospital="Hospital de ejemplo",
            told="Guardian; both child-protection authorities.",
            consulates_told="Of both countries, by telephone, at 17:30.",
        )

    def checks(self) -> Iterator[Problem]:
        """The child is not left alone; hours in order."""
        if not self.escort_stays:
            yield "escort_stays", N_("The escort stays with the child, in the hospital too, until custody passes.")
        if self.since > self.done_at:
            yield "since", N_("It began before this was reported, not after.")


class MedicalReturn(Report):
    """No-go: the journey ends here, and the escort brings the child back into the host country's care."""

    name = "medical_return"

    decided_by: NeededLine = Field(title=N_("Who decided"))
    reasons: NeededText = Field(title=N_("Why the journey does not go on"))
    fit_for_way_back: bool = Field(title=N_("A doctor says that the child can be brought back"))
    child_told: NeededText = Field(title=N_("How it was explained to the child, and what the child says"))
    expected_back_at: AwareDatetime = Field(title=N_("When the child is expected back"))
    told: NeededText = Field(title=N_("Who was told (both authorities, the receiver, the country crossed)"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had the fever not gone."""
        return cls(
            done_at=story.at("2027-01-15", 18),
            decided_by="Daniela Doctora Ejemplo",
            reasons="The fever stays; three days of rest at least.",
            fit_for_way_back=True,
            child_told="That she rests first. She asks whether her aunt knows.",
            expected_back_at=story.at("2027-01-15", 22),
            told="Both authorities; the receiver; the aunt through them.",
        )

    def checks(self) -> Iterator[Problem]:
        """Not on the road again before a doctor says so; ahead."""
        if not self.fit_for_way_back:
            yield "fit_for_way_back", N_("The child stays in the hospital until a doctor lets the child travel back.")
        if self.expected_back_at <= self.done_at:
            yield "expected_back_at", N_("Say when the child is expected back: it lies ahead.")


class MedicalClearance(Report):
    """The journey may be planned again, because somebody competent says so."""

    name = "medical_clearance"

    cleared_by: NeededLine = Field(title=N_("Who clears it (doctor, or security officer)"))
    fit_to_travel: bool = Field(title=N_("The child is fit to travel"))
    reasons: NeededText = Field(title=N_("Findings"))
    care_on_journey: Text = Field(title=N_("Care needed on the journey"), default="")
    child_agrees: bool = Field(title=N_("The child agrees to go on"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, a week later."""
        return cls(
            done_at=story.at("2027-01-21", 18),
            cleared_by="Daniela Doctora Ejemplo",
            fit_to_travel=True,
            reasons="No fever for three days.",
            child_agrees=True,
        )

    def checks(self) -> Iterator[Problem]:
        """Fit, and willing."""
        if not self.fit_to_travel:
            yield "fit_to_travel", N_("A child who is not fit to travel is not cleared.")
        if not self.child_agrees:
            yield "child_agrees", N_("If the child does not want to go on, report that the consent is withdrawn.")
