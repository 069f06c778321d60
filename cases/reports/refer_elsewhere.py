"""The child is not of the country that this case asks: how the case goes on elsewhere, or the child stays here."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import CountryCode, Line, NeededText, Text
from cases.words import N_


class Elsewhere(Coded):
    """What becomes of the case."""

    NEW_CASE = "new_case", N_("A case was opened with the child's own country; this one will be joined to it")
    STAYS = "stays_here", N_("The child stays here: the stay is determined and decided in this case")
    RIGHT = "right_after_all", N_("A new inquiry found that the child is of this country of origin after all")


class ReferElsewhere(Report):
    """Which way was taken, and who of the wrong country was told that nothing more is asked of it (our rule)."""

    name = "refer_elsewhere"

    way: Elsewhere = Field(title=N_("What becomes of the case"))
    country: CountryCode | None = Field(title=N_("The child's own country, if it is known"), default=None)
    new_case: Line = Field(title=N_("Number of the new case"), default="")
    title_to_stay: Text = Field(title=N_("If the child stays: under which title, and who looks after it"), default="")
    wrong_country_told: NeededText = Field(
        title=N_("Who in the country asked so far was told that nothing more is asked, and what they give back"),
        description=N_("If nobody there had been told anything, write: nobody."),
    )
    child_told: NeededText = Field(title=N_("How it was explained to the child, and what the child says"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Luz turned out to be from Honduras."""
        return cls(
            done_at=story.at("2027-01-08", 18),
            way=Elsewhere.NEW_CASE,
            country="HN",
            new_case="K7QM-4RTX-5",
            wrong_country_told="The consulate and the authority of San Marcos; they destroy what they were sent.",
            child_told="That her own country is asked now. She is relieved that it is said aloud.",
        )

    def checks(self) -> Iterator[Problem]:
        """A new case has a number and a country; a stay has a title."""
        if self.way == Elsewhere.NEW_CASE and not (self.new_case and self.country):
            yield "new_case", N_("Open the case with the child's own country first, and give country and number.")
        if self.way == Elsewhere.STAYS and not self.title_to_stay:
            yield "title_to_stay", N_("Say under which title the child stays here.")

    def outcome(self) -> str:
        """The way."""
        return self.way.value
