"""The child has died, and the case is closed by a supervisor (domain section 7, "killed after return", and F5)."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.text import Line, NeededLine, NeededText, Text
from cases.words import N_


class ChildDied(Report):
    """When, where, and who established it. Everything stops but what is still owed to the dead and to others."""

    name = "child_died"

    died_at: AwareDatetime = Field(title=N_("When, as far as known"))
    place: NeededLine = Field(title=N_("Where"))
    established_by: NeededLine = Field(title=N_("Doctor or authority who established the death"))
    identity_certain: bool = Field(title=N_("It is certainly this child"))
    circumstances: NeededText = Field(title=N_("What happened, as far as known"))
    violent: bool = Field(title=N_("It may have been violence, neglect or suicide"))
    prosecutor_told_at: AwareDatetime | None = Field(title=N_("When the prosecutor was told"), default=None)
    told: NeededText = Field(title=N_("Which authorities were told, and by whom"))
    others_at_risk: NeededText = Field(
        title=N_("Other children in danger from the same people, and what was done"),
        description=N_("If none are known, write: none known."),
    )
    family_told_by: Line = Field(title=N_("Who tells the family (never those who had a part)"), default="")

    @classmethod
    def example(cls) -> Self:
        """What nobody wants to write."""
        return cls(
            done_at=story.at("2026-12-20", 18),
            died_at=story.at("2026-12-20", 14),
            place="Hospital de ejemplo",
            established_by="Daniela Doctora Ejemplo",
            identity_certain=True,
            circumstances="An infection that the doctors could not stop.",
            violent=False,
            told="Child-protection authority and guardian, by the hospital.",
            others_at_risk="None known.",
            family_told_by=story.ORIGIN_AUTHORITY,
        )

    def checks(self) -> Iterator[Problem]:
        """Certainly this child; violence has a prosecutor; hours in order."""
        if not self.identity_certain:
            yield "identity_certain", N_("Make sure that it is this child before everything is stopped.")
        if self.violent and self.prosecutor_told_at is None:
            yield "prosecutor_told_at", N_("Tell the prosecutor first, and write when.")
        if self.died_at > self.done_at:
            yield "died_at", N_("The child died before this was reported, not after.")


class DeathClosed(Report):
    """What a supervisor answers for before the case is closed: family, inquiry, remains, other victims, lessons."""

    name = "death_closed"

    family_told: NeededText = Field(title=N_("Who of the family was told, by whom, and how they are supported"))
    inquiry: NeededText = Field(title=N_("Inquiry into the death: who leads it, and how it stands"))
    inquiry_reference: Line = Field(title=N_("Number of the inquiry"), default="")
    remains: NeededText = Field(title=N_("Where the child rests, and how the remains and belongings went home"))
    others_at_risk: NeededText = Field(title=N_("What was done for other children in danger"))
    review_of_failure: NeededText = Field(title=N_("Who reviews what could have been done, and by when"))
    authorities_told: bool = Field(title=N_("The authorities of both countries were told in writing"))
    why_not_told: Text = Field(title=N_("If not: why (a need for protection may forbid it)"), default="")
    closed_by: NeededLine = Field(title=N_("Who closes the case"))

    @classmethod
    def example(cls) -> Self:
        """A month later."""
        return cls(
            done_at=story.at("2027-01-20", 18),
            family_told="The aunt, in person, by the authority of San Marcos; a psychologist visits her.",
            inquiry="Hospital inquiry closed: no fault found.",
            inquiry_reference="INV-EJEMPLO-1",
            remains="Buried in San Marcos; her bag was given to the aunt.",
            others_at_risk="The employer's house was searched; nobody else was found.",
            review_of_failure="Panel of the authority, by March.",
            authorities_told=True,
            closed_by="Sonia Supervisora Ejemplo",
        )

    def checks(self) -> Iterator[Problem]:
        """Nobody is left without a word, or there is a reason."""
        if not self.authorities_told and not self.why_not_told:
            yield "why_not_told", N_("Say why an authority was not told.")
