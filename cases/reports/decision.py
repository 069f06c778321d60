"""C1: return, stay, or not yet. The migration authority follows the protection plan, not the reverse."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Evidence, Problem, Report
from cases.reports.options import Outcome
from cases.reports.parts import Consent, Heard, Views
from cases.reports.text import LanguageCode, Line, NeededLine, NeededText, Text
from cases.words import N_


class Decision(Report):
    """The decision, its reasons, its service, its appeal (domain C1; MX Ley de Migracion 112.III; LGDNNA 92.X, 97).

    ``review_on`` is when a deferred decision is taken up again. The appeal is open while one was filed and is not
    resolved, or while its term runs and the child has not waived it.
    """

    name = "decision"
    supplies = (
        "decided",
        "views_at_decision",
        "decision_follows_protection_plan",
        "appeal_open",
        "return_is_voluntary",
        "consent_is_informed",
        "consent_basis_recorded",
    )

    decided: Outcome = Field(title=N_("Decision"))
    authority: NeededLine = Field(title=N_("Authority that decided"))
    decided_by: NeededLine = Field(title=N_("Who signed"))
    reference: NeededLine = Field(title=N_("Number of the decision"))
    legal_basis: NeededText = Field(title=N_("Legal basis"))
    reasons: NeededText = Field(title=N_("Reasons, with the weight of the child's best interests"))
    follows_determination: bool = Field(title=N_("It follows the determination of best interests"))
    why_not_followed: Text = Field(title=N_("If not: why"), default="")
    views: Views = Field(title=N_("The child's views"))
    consent: Consent | None = Field(title=N_("Consent to return (needed for a return)"), default=None)
    review_on: AwareDatetime | None = Field(title=N_("If deferred: decided again on"), default=None)
    served_at: AwareDatetime = Field(title=N_("When it was given to the child and the guardian"))
    served_language: LanguageCode = Field(title=N_("Language in which it was explained"))
    served_by: NeededLine = Field(title=N_("Who explained it"))
    appeal_route: NeededLine = Field(title=N_("Where it may be appealed"))
    appeal_until: AwareDatetime = Field(title=N_("Until when it may be appealed"))
    appeal_waived: bool = Field(title=N_("The child, with guardian and lawyer, does not want to appeal"), default=False)
    waiver_heard_by: Line = Field(title=N_("If waived: the lawyer who heard it"), default="")
    appeal_filed_at: AwareDatetime | None = Field(title=N_("When an appeal was filed"), default=None)
    appeal_resolved_at: AwareDatetime | None = Field(title=N_("When the appeal was resolved"), default=None)
    appeal_result: Text = Field(title=N_("What was resolved"), default="")

    @classmethod
    def example(cls) -> Self:
        """Return to the aunt, as the panel recommended and as Luz wants."""
        return cls(
            done_at=story.at("2027-01-04", 18),
            evidence=(Evidence(kind="informed_consent_record", reference="CON-EJEMPLO-1", issued_by=story.GUARDIAN),),
            decided=Outcome.RETURN,
            authority="Autoridad migratoria (ejemplo)",
            decided_by="Mónica Migración Ejemplo",
            reference="RES-EJEMPLO-1",
            legal_basis="Ley de Migración 112.III and 120; Ley General de NNA 97.",
            reasons="As the determination of 30 December: an able aunt, the child's wish, risks that are held.",
            follows_determination=True,
            views=Views(
                heard=Heard.SPOKE,
                words="Yes, I want to go to my aunt.",
                language="es",
                guardian_present=True,
                lawyer_present=True,
                disagrees=False,
            ),
            consent=Consent(
                voluntary=True,
                informed=True,
                guardian_agrees=True,
                basis="Thirteen; explained twice with drawings; she named the risks and the alternatives herself.",
                given_at=story.at("2027-01-04", 16),
                witnessed_by=story.GUARDIAN,
            ),
            served_at=story.at("2027-01-04", 17),
            served_language="es",
            served_by=story.GUARDIAN,
            appeal_route="Recurso de revisión (ejemplo)",
            appeal_until=story.at("2027-01-25", 6),
            appeal_waived=True,
            waiver_heard_by="Ana Abogada Ejemplo",
        )

    def checks(self) -> Iterator[Problem]:
        """A return has a consent, a deferral a day, a departure from the plan a reason, an appeal its order."""
        if self.decided == Outcome.RETURN and self.consent is None:
            yield "consent", N_("A return needs the child's consent and what it rests on.")
        if self.decided == Outcome.DEFERRED and self.review_on is None:
            yield "review_on", N_("Say when the deferred decision is taken up again.")
        if self.decided != Outcome.DEFERRED and self.review_on is not None:
            yield "review_on", N_("Only a deferred decision has a day on which it is taken up again.")
        if self.review_on and self.review_on <= self.done_at:
            yield "review_on", N_("The day of review must come after the decision.")
        if not self.follows_determination and not self.why_not_followed:
            yield "why_not_followed", N_("Say why it does not follow the determination of best interests.")
        if self.appeal_until < self.served_at:
            yield "appeal_until", N_("The term of the appeal cannot end before the decision was served.")
        if self.appeal_waived and not self.waiver_heard_by:
            yield "waiver_heard_by", N_("A waiver counts only when a lawyer heard it: name the lawyer.")
        if self.appeal_resolved_at and not self.appeal_filed_at:
            yield "appeal_filed_at", N_("Say when the appeal was filed.")
        if self.appeal_resolved_at and self.appeal_filed_at and self.appeal_resolved_at < self.appeal_filed_at:
            yield "appeal_resolved_at", N_("The appeal cannot be resolved before it was filed.")
        if self.appeal_resolved_at and not self.appeal_result:
            yield "appeal_result", N_("Say what was resolved.")

    def appeal_open(self, now: datetime) -> bool:
        """Filed and unresolved; or the term runs and was not waived."""
        if self.appeal_filed_at is not None:
            return self.appeal_resolved_at is None
        return now <= self.appeal_until and not self.appeal_waived

    def facts(self, now: datetime) -> dict[str, Any]:
        """The decision, whether it stands on the plan and the child's consent, and whether an appeal is open."""
        consent = self.consent
        return {
            "decided": self.decided.value,
            "views_at_decision": self.views.known,
            "decision_follows_protection_plan": self.follows_determination,
            "appeal_open": self.appeal_open(now),
            "return_is_voluntary": consent and consent.voluntary and consent.guardian_agrees,
            "consent_is_informed": consent and consent.informed,
            "consent_basis_recorded": consent and bool(consent.basis),
        }

    def outcome(self) -> str:
        """The decision."""
        return self.decided.value
