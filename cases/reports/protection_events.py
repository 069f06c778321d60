"""A need of international protection that appears late, who is told, and its end (domain section 7; MX LM 112.V)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.protection_screening import FearedActor
from cases.reports.text import Line, NeededLine, NeededPlace, NeededText, Text
from cases.words import N_


class ProtectionClaim(Report):
    """The child asks for protection, or signs appear: the consulate is told nothing more from this hour."""

    name = "protection_claim"

    claimed_at: AwareDatetime = Field(title=N_("When the child said it, or the sign appeared"))
    told_to: NeededLine = Field(title=N_("To whom"))
    words: NeededText = Field(title=N_("What the child said or what was seen"))
    feared: tuple[FearedActor, ...] = Field(title=N_("Whom the child fears"), default=())
    already_disclosed: NeededText = Field(
        title=N_("What has already been told to the consulate or the other country, and to whom"),
        description=N_("If nothing, write: nothing."),
    )
    asylum_body: Line = Field(
        title=N_("Asylum body told"),
        description=N_("If it has not been told yet, leave this open: telling it becomes a duty with a clock."),
        default="",
    )
    asylum_body_told_at: AwareDatetime | None = Field(title=N_("When it was told"), default=None)
    child_where: NeededPlace = Field(title=N_("With whom the child is now"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Luz spoken at the bridge."""
        return cls(
            done_at=story.at("2027-01-15", 16, 20),
            claimed_at=story.at("2027-01-15", 16, 5),
            told_to=story.ESCORT,
            words="They will kill me there.",
            feared=(FearedActor.GANG,),
            already_disclosed="Plan and hour of the handover, to the receiver.",
            asylum_body="COMAR (ejemplo)",
            asylum_body_told_at=story.at("2027-01-15", 16, 15),
            child_where=story.ESCORT,
        )

    def checks(self) -> Iterator[Problem]:
        """Hours in order; a body told has an hour."""
        if self.claimed_at > self.done_at:
            yield "claimed_at", N_("It was said before this was reported, not after.")
        if bool(self.asylum_body) != (self.asylum_body_told_at is not None):
            yield "asylum_body_told_at", N_("Give both the asylum body and the hour at which it was told, or neither.")


class AsylumBodyTold(Report):
    """The asylum body has been told: which one, when, by whom. No consulate is, and nobody of the other country."""

    name = "asylum_body_told"
    supplies = ("asylum_body_told",)

    asylum_body: NeededLine = Field(title=N_("Asylum body told"))
    told_at: AwareDatetime = Field(title=N_("When it was told"))
    told_by: NeededLine = Field(title=N_("Who told it"))
    received_by: Line = Field(title=N_("Who took the word there"), default="")
    reference: NeededLine = Field(title=N_("Number of the referral"))
    child_told: NeededText = Field(title=N_("How it was explained to the child, and what the child says"))
    nobody_else_told: bool = Field(title=N_("Neither the consulate nor the country of origin hears of it"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had the claim at the bridge not reached the asylum body yet."""
        return cls(
            done_at=story.at("2027-01-15", 17, 30),
            asylum_body="COMAR (ejemplo)",
            told_at=story.at("2027-01-15", 17, 15),
            told_by="Ana Abogada Ejemplo",
            received_by="Raúl Refugio Ejemplo",
            reference="REF-EJEMPLO-1",
            child_told="That somebody will listen to her about her fear. She asks for her guardian to be there.",
            nobody_else_told=True,
        )

    def checks(self) -> Iterator[Problem]:
        """Hours in order; the word goes nowhere else."""
        if self.told_at > self.done_at:
            yield "told_at", N_("It was told before this was reported, not after.")
        if not self.nobody_else_told:
            yield "nobody_else_told", N_("Tell the supervisor at once who else knows; then nobody else is told.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """It is told."""
        return {"asylum_body_told": True}


class Clearing(Coded):
    """How a need ends. A first refusal that may still be appealed ends nothing."""

    FINAL_REFUSAL = "final_refusal", N_("Final decision of the asylum body: no need")
    WITHDRAWN = "withdrawn", N_("The child has withdrawn it, heard with guardian and lawyer")


class ProtectionNeedCleared(Report):
    """The need is cleared: messages to the consulate may flow again, after a new screening."""

    name = "protection_need_cleared"

    how: Clearing = Field(title=N_("How"))
    authority: NeededLine = Field(title=N_("Authority"))
    reference: NeededLine = Field(title=N_("Number of the decision or of the record"))
    decided_at: AwareDatetime = Field(title=N_("When"))
    may_still_be_appealed: bool = Field(title=N_("It may still be appealed"))
    child_heard: bool = Field(title=N_("The child was heard"))
    guardian_present: bool = Field(title=N_("The guardian was present"))
    lawyer_present: bool = Field(title=N_("A lawyer was present"))
    reasons: NeededText = Field(title=N_("Reasons"))
    child_words: Text = Field(title=N_("What the child said"), default="")

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Luz withdrawn her claim."""
        return cls(
            done_at=story.at("2027-02-20", 18),
            how=Clearing.WITHDRAWN,
            authority="COMAR (ejemplo)",
            reference="DES-EJEMPLO-1",
            decided_at=story.at("2027-02-20", 17),
            may_still_be_appealed=False,
            child_heard=True,
            guardian_present=True,
            lawyer_present=True,
            reasons="She had been threatened by a stranger at the bridge; he has been arrested.",
            child_words="I am not afraid any more.",
        )

    def checks(self) -> Iterator[Problem]:
        """Final; and a withdrawal is the child's own, with guardian and lawyer."""
        if self.may_still_be_appealed:
            yield "may_still_be_appealed", N_("The need stands until the decision can no longer be appealed.")
        heard = self.child_heard and self.guardian_present and self.lawyer_present and self.child_words
        if self.how == Clearing.WITHDRAWN and not heard:
            yield "child_heard", N_("A withdrawal counts only in the child's words, with guardian and lawyer present.")
        if self.decided_at > self.done_at:
            yield "decided_at", N_("It was decided before this was reported, not after.")
