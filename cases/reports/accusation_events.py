"""The child is accused of an offence that the trafficking led to, and is cleared of it (domain section 7)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.places import DETENTION, StayPlace
from cases.reports.text import Line, NeededLine, NeededText, Text
from cases.words import N_


class ChildAccused(Report):
    """Of what, by whom, and that non-punishment is asked for. The other country is never told."""

    name = "child_accused"
    supplies = ("held_in_detention",)

    accused_at: AwareDatetime = Field(title=N_("When the child was accused"))
    authority: NeededLine = Field(title=N_("Authority that accuses"))
    case_number: Line = Field(title=N_("Number of the proceeding"), default="")
    offence: NeededText = Field(title=N_("Of what"))
    link_to_trafficking: NeededText = Field(title=N_("How it comes from the trafficking"))
    lawyer: NeededLine = Field(title=N_("Lawyer of the child"))
    non_punishment_asked_at: AwareDatetime | None = Field(title=N_("When non-punishment was asked for"), default=None)
    place_kind: StayPlace = Field(title=N_("Where the child is now"))
    way_out: Text = Field(title=N_("If in detention: how and when the child leaves it"), default="")
    child_words: Text = Field(title=N_("What the child says"), default="")

    @classmethod
    def example(cls) -> Self:
        """What it would be, had she been charged with false papers."""
        return cls(
            done_at=story.at("2026-12-20", 18),
            accused_at=story.at("2026-12-20", 15),
            authority="Fiscalía (ejemplo)",
            offence="Use of another's papers.",
            link_to_trafficking="The recruiter gave her the papers and took her own.",
            lawyer="Ana Abogada Ejemplo",
            place_kind=StayPlace.SHELTER,
        )

    def checks(self) -> Iterator[Problem]:
        """No cell without a way out; hours in order."""
        if self.place_kind in DETENTION and not self.way_out:
            yield "way_out", N_("A child may not be kept there. Say how and when the child leaves it.")
        if self.accused_at > self.done_at:
            yield "accused_at", N_("The child was accused before this was reported, not after.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """Whether the child is in detention."""
        return {"held_in_detention": self.place_kind in DETENTION}


class AccusationEnd(Coded):
    """How it ended."""

    NOT_PUNISHED = "not_punished", N_("Not punished, as a victim of trafficking")
    DROPPED = "accusation_dropped", N_("Dropped for another reason")
    ACQUITTED = "acquitted", N_("Acquitted")
    MEASURE = "measure_served", N_("A measure without detention, and it is served")


class AccusationEnded(Report):
    """The authority's own paper says that nothing is open against the child any more."""

    name = "accusation_ended"

    how: AccusationEnd = Field(title=N_("How it ended"))
    authority: NeededLine = Field(title=N_("Authority"))
    reference: NeededLine = Field(title=N_("Number of the decision"))
    ended_at: AwareDatetime = Field(title=N_("When"))
    record_erased: Text = Field(title=N_("What is done so that no criminal record remains"), default="")
    child_told: NeededText = Field(title=N_("How it was explained to the child"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, in January."""
        return cls(
            done_at=story.at("2027-01-05", 18),
            how=AccusationEnd.NOT_PUNISHED,
            authority="Fiscalía (ejemplo)",
            reference="NEP-EJEMPLO-1",
            ended_at=story.at("2027-01-05", 16),
            record_erased="The lawyer asked for it; confirmed in writing.",
            child_told="That she did nothing for which anybody may punish her.",
        )

    def checks(self) -> Iterator[Problem]:
        """Hours in order."""
        if self.ended_at > self.done_at:
            yield "ended_at", N_("It ended before this was reported, not after.")
