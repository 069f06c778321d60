"""The child changes their mind: honoured at once, until the handover, without any disadvantage."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.text import Line, NeededLine, NeededPlace, NeededText, Text
from cases.words import N_


class ConsentWithdrawn(Report):
    """To whom, when, in which words (domain section 7; LGPSEDMTP 76; CR Ley 9095). No reason is asked of the child."""

    name = "consent_withdrawn"

    withdrawn_at: AwareDatetime = Field(title=N_("When the child said it"))
    told_to: NeededLine = Field(title=N_("To whom"))
    words: NeededText = Field(title=N_("What the child said, in the child's own words"))
    reason_given: Text = Field(title=N_("Reason, if the child gives one"), default="")
    pressure_suspected: bool = Field(title=N_("Somebody may have pressed the child"), default=False)
    pressure_details: Text = Field(title=N_("If so: who, and how"), default="")
    child_where: NeededPlace = Field(title=N_("With whom the child is now"))
    guardian_told: Line = Field(title=N_("When and how the guardian was told"), default="")

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Luz stayed behind at the shelter's door."""
        return cls(
            done_at=story.at("2027-01-15", 13, 30),
            withdrawn_at=story.at("2027-01-15", 13, 20),
            told_to=story.ESCORT,
            words="I do not want to go.",
            child_where=story.SHELTER_WORKER,
            guardian_told="By telephone, 07:25 local time.",
        )

    def checks(self) -> Iterator[Problem]:
        """Pressure is described; hours in order."""
        if self.pressure_suspected and not self.pressure_details:
            yield "pressure_details", N_("Say who may have pressed the child, and how.")
        if self.withdrawn_at > self.done_at:
            yield "withdrawn_at", N_("It was said before this was reported, not after.")
