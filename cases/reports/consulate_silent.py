"""The consulate has not answered, though everybody was told: the way of other proof opens (domain section 7)."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.nationality import IdentityBasis
from cases.reports.text import NeededLine, NeededText
from cases.words import N_


class ConsulateSilent(Report):
    """Who was asked in vain, and which other proof is sought. Silence is never taken for consent.

    The step of identity and nationality opens anew, with its clock: on other proof a stay can be decided at once; a
    return only when the civil registry of the country of origin accepts that proof.
    """

    name = "consulate_silent"

    last_asked_at: AwareDatetime = Field(title=N_("When the consulate was last asked"))
    asked_in_vain: NeededText = Field(title=N_("Who was asked after it, when, and what they said"))
    other_proof: tuple[IdentityBasis, ...] = Field(title=N_("Which other proof is sought"), min_length=1)
    sought_by: NeededLine = Field(title=N_("Who seeks it"))
    sought_where: NeededText = Field(title=N_("Where, and without whom (never with those the child fears)"))
    stay_recommended: bool = Field(title=N_("A permit to stay has been asked for meanwhile"))
    why_no_stay: str = Field(title=N_("If not: why"), default="", max_length=200)
    child_told: NeededText = Field(title=N_("What was said to the child, and what the child says"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had nobody answered."""
        return cls(
            done_at=story.at("2027-01-20", 18),
            last_asked_at=story.at("2027-01-13", 15),
            asked_in_vain="Ministry on 18 December, liaison network on 4 January: both without an answer.",
            other_proof=(IdentityBasis.LOCAL_AUTHORITY, IdentityBasis.RELATIVES),
            sought_by="Ana Abogada Ejemplo",
            sought_where="School and municipal office of San Marcos; the aunt, by video.",
            stay_recommended=True,
            child_told="That the papers take long, and that she may stay meanwhile. She is glad of the school.",
        )

    def checks(self) -> Iterator[Problem]:
        """The stay is asked for, or it is said why not; hours in order."""
        if not self.stay_recommended and not self.why_no_stay:
            yield "why_no_stay", N_("Say why no permit to stay has been asked for.")
        if self.last_asked_at > self.done_at:
            yield "last_asked_at", N_("It was asked before this was reported, not after.")
