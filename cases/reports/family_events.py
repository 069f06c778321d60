"""The family had a part in the trafficking, and how the child is kept safe from it (domain section 7; LM 52.V.b)."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.risks import FamilyPart
from cases.reports.text import Line, NeededLine, NeededPlaceText, NeededText, Text
from cases.words import N_


class FamilyImplicated(Report):
    """Who of the family, and what follows at once: no contact, and nobody over there learns where the child is."""

    name = "family_implicated"

    known_at: AwareDatetime = Field(title=N_("When it became known"))
    known_from: NeededLine = Field(title=N_("From whom"))
    family_part: tuple[FamilyPart, ...] = Field(title=N_("What part the family had"), min_length=1)
    who: NeededText = Field(title=N_("Who of the family, and how"))
    contact_stopped: bool = Field(title=N_("All contact between them and the child has been stopped"))
    knows_place: NeededPlaceText = Field(title=N_("Whether they know where the child is, and what was done about it"))
    prosecutors_told: NeededText = Field(title=N_("Prosecutors told, in both countries"))
    adult_companion: Line = Field(title=N_("Adult who travelled with the child"), default="")
    companion_status_refused: bool | None = Field(
        title=N_("That adult’s status drawn from the child’s is refused"),
        description=N_("Leave open if no adult travelled with the child."),
        default=None,
    )
    why_refused: Text = Field(title=N_("Why it is refused, or why not"), default="")
    child_words: Text = Field(title=N_("What the child says"), default="")

    @classmethod
    def example(cls) -> Self:
        """What it would be, had an uncle sold her work."""
        return cls(
            done_at=story.at("2026-12-20", 18),
            known_at=story.at("2026-12-20", 16),
            known_from="Prosecutor (ejemplo)",
            family_part=(FamilyPart.PROFITED,),
            who="An uncle took money from the recruiter.",
            contact_stopped=True,
            knows_place="No; the call of 17 December went through the authority.",
            prosecutors_told="Both, by the prosecutors' own channel, 20 December.",
            adult_companion="Tío Ejemplo",
            companion_status_refused=True,
            why_refused="The authority finds him contrary to the child's interests.",
            child_words="I did not know that he got money.",
        )

    def checks(self) -> Iterator[Problem]:
        """A part, no contact, a reason for what becomes of the companion; hours in order."""
        if FamilyPart.NONE in self.family_part:
            yield "family_part", N_("Report this only when somebody of the family had a part.")
        if not self.contact_stopped:
            yield "contact_stopped", N_("First stop every contact, then report it.")
        if self.adult_companion and (self.companion_status_refused is None or not self.why_refused):
            yield "why_refused", N_("Say whether the companion's status is refused, and why.")
        if self.known_at > self.done_at:
            yield "known_at", N_("It became known before this was reported, not after.")


class FamilyOutcome(Coded):
    """How the question of the family ended."""

    REFUTED = "family_refuted", N_("It was not so: nobody of the family had a part")
    OTHER_KIN = "family_other_kin", N_("Other relatives, apart from those, can care for the child")
    CARE_THERE = "family_care_there", N_("A place in care in the country of origin")
    NO_RETURN = "family_no_return", N_("No return: the child stays under protection")


class FamilySettled(Report):
    """Who cares for the child instead, or that it was not so. Only then may a journey be thought of again."""

    name = "family_settled"

    result: FamilyOutcome = Field(title=N_("Result"))
    reasons: NeededText = Field(title=N_("Reasons, and on what evidence"))
    carer: Line = Field(title=N_("Who is to care for the child"), default="")
    apart: Text = Field(title=N_("How that home is kept apart from those who had a part"), default="")
    prosecutors_said: NeededText = Field(title=N_("What the prosecutors of both countries say"))
    child_words: NeededText = Field(title=N_("What the child says"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, the suspicion being mistaken."""
        return cls(
            done_at=story.at("2026-12-30", 18),
            result=FamilyOutcome.REFUTED,
            reasons="The money was for a field that he sold; the deed is in the register.",
            prosecutors_said="Both prosecutors: no suspicion against the uncle any more.",
            child_words="I knew it was not him.",
        )

    def checks(self) -> Iterator[Problem]:
        """Somebody else, and kept apart."""
        elsewhere = self.result in (FamilyOutcome.OTHER_KIN, FamilyOutcome.CARE_THERE)
        if elsewhere and not (self.carer and self.apart):
            yield "apart", N_("Name who cares for the child, and how that home is kept apart from the others.")

    def outcome(self) -> str:
        """The result."""
        return self.result.value
