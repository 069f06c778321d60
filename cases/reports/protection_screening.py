"""B1: does the child need international protection? Asked before any consulate is told."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.parts import Heard, Views
from cases.reports.text import Line, NeededLine, NeededText, Text
from cases.words import N_


class FearedActor(Coded):
    """Whom the child fears."""

    STATE = "state", N_("The state, its police or its army")
    FAMILY = "family", N_("The family")
    NETWORK = "network", N_("The traffickers or their network")
    GANG = "gang", N_("A gang or an armed group")
    COMMUNITY = "community", N_("The community")
    OTHER = "other", N_("Somebody else")


class NeedSign(Coded):
    """Signs of a need of international protection (LGDNNA 96; GC6 para 84)."""

    PERSECUTION = "persecution", N_("Persecution for who the child is or thinks")
    VIOLENCE = "violence", N_("Generalised violence in the place of origin")
    STATE_FAILS = "state_fails", N_("The state cannot or will not protect the child")
    RECRUITED = "recruited", N_("Recruitment by a gang or an armed group")
    GENDER = "gender", N_("Violence because of gender or sexual orientation")
    RETALIATION = "retaliation", N_("Retaliation by the traffickers")
    STATELESS = "stateless", N_("No nationality")
    OTHER = "other", N_("Another sign")


class Screening(Coded):
    """The finding; the workflow branches on it."""

    CLEAR = "clear", N_("No sign of a need")
    NEED = "need", N_("A need is claimed or there are signs of one")


class ProtectionScreening(Report):
    """Fear, signs, referral (domain B1; MX Ley de Migracion 112.V; LGDNNA 96; 8 USC 1232(a)(4)).

    Where the child asks, or signs exist, the finding is a need: the asylum body is told at once and no consulate is.
    """

    name = "protection_screening"
    supplies = ("protection_need",)

    screened_by: NeededLine = Field(title=N_("Who screened"))
    office: NeededLine = Field(title=N_("Office"))
    guardian_present: bool = Field(title=N_("The guardian was present"))
    asked_for_protection: bool = Field(title=N_("The child asked for protection"))
    fear: Text = Field(title=N_("What the child fears if returned, in the child's own words"), default="")
    feared: tuple[FearedActor, ...] = Field(title=N_("Whom the child fears"), default=())
    signs: tuple[NeedSign, ...] = Field(title=N_("Signs of a need"), default=())
    views: Views = Field(title=N_("The child's views"))
    finding: Screening = Field(title=N_("Finding"))
    reasons: NeededText = Field(title=N_("Reasons"))
    referred_to: Line = Field(title=N_("Asylum body told"), default="")
    referred_at: AwareDatetime | None = Field(title=N_("When it was told"), default=None)
    referral_number: Line = Field(title=N_("Number of the referral"), default="")

    @classmethod
    def example(cls) -> Self:
        """Luz fears the employer here, not her country."""
        return cls(
            done_at=story.at("2026-12-04", 17),
            screened_by="Ana Abogada Ejemplo",
            office=story.HOST_AUTHORITY,
            guardian_present=True,
            asked_for_protection=False,
            fear="Only of the employer in Tapachula.",
            views=Views(
                heard=Heard.SPOKE,
                words="Nobody at home has hurt me.",
                language="es",
                guardian_present=True,
                lawyer_present=True,
                disagrees=False,
            ),
            finding=Screening.CLEAR,
            reasons="No fear of return; no sign of persecution or of generalised violence in her municipality.",
        )

    def checks(self) -> Iterator[Problem]:
        """Asking or a sign is a need, referred with its hour; nobody is clear unheard or without the guardian."""
        clear = self.finding == Screening.CLEAR
        if clear and not self.guardian_present:
            yield "guardian_present", N_("Nobody is found without a need unless the guardian was present.")
        if clear and (self.asked_for_protection or self.signs or self.feared_at_home):
            yield "finding", N_("The child asked for protection, or there are signs: the finding is a need.")
        if not clear and not (self.referred_to and self.referred_at):
            yield "referred_at", N_("Tell the asylum body at once, and write which one and when.")
        if clear and not self.views.known:
            yield "views.heard", N_("Screening without hearing the child proves nothing. Hear the child first.")

    @property
    def feared_at_home(self) -> bool:
        """Fear of the state or of an armed group is a sign by itself."""
        return bool({FearedActor.STATE, FearedActor.GANG} & set(self.feared))

    def facts(self, now: datetime) -> dict[str, Any]:
        """Whether there is a need."""
        return {"protection_need": self.finding == Screening.NEED}

    def outcome(self) -> str:
        """Clear or need."""
        return self.finding.value
