"""The child comes of age while the case runs: no guarantee ends, and from that day the young adult consents alone."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.parts import Views
from cases.reports.text import Line, NeededLine, NeededText, Text
from cases.words import N_


class OwnWish(Coded):
    """What the young adult decides about the return."""

    CONSENTS = "consents", N_("Consents to return")
    REFUSES = "refuses", N_("Does not consent to return")
    UNDECIDED = "undecided", N_("Has not decided yet")
    NOT_ASKED = "not_asked", N_("Not asked: no return is planned")


class TransitionPlan(Report):
    """From the child's path to the adult's, before the eighteenth birthday (domain section 7; MX Ley de Migracion 119).

    Whatever was begun for the child keeps its guarantees. The guardian decides nothing any more from that day; the
    young adult may ask them to stay as a person of trust.
    """

    name = "transition_plan"
    supplies = ("own_consent_recorded",)

    informed_at: AwareDatetime = Field(title=N_("When the rights of an adult victim were explained"))
    language: NeededLine = Field(title=N_("In which language"))
    views: Views = Field(title=N_("What the young person wants"))
    wish: OwnWish = Field(title=N_("About the return"))
    consent_reference: Line = Field(title=N_("Number of the signed consent"), default="")
    lawyer: NeededLine = Field(title=N_("Lawyer"))
    trusted_person: Line = Field(title=N_("Person of trust from then on (perhaps the guardian), if wanted"), default="")
    home: NeededText = Field(title=N_("Where the young adult lives from the birthday on"))
    means: NeededText = Field(title=N_("School, work and means"))
    health: Text = Field(title=N_("Health and psychological care that goes on"), default="")
    stay: NeededText = Field(title=N_("Right to stay: which, and until when"))
    safety: NeededText = Field(title=N_("Protection from the network from then on"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Luz been older."""
        return cls(
            done_at=story.at("2026-12-28", 18),
            informed_at=story.at("2026-12-28", 16),
            language="es",
            views=Views(
                heard="spoke",
                words="I still want to go to my aunt.",
                language="es",
                guardian_present=True,
                lawyer_present=True,
                disagrees=False,
            ),
            wish=OwnWish.CONSENTS,
            consent_reference="CONS-EJEMPLO-2",
            lawyer="Ana Abogada Ejemplo",
            trusted_person=story.GUARDIAN,
            home="The shelter keeps her place until the journey; then the aunt's house.",
            means="Second year of secondary school; a grant of the ministry.",
            stay="Humanitarian visitor until the journey.",
            safety="Police of both places told; a telephone for emergencies.",
        )

    def checks(self) -> Iterator[Problem]:
        """A consent is on paper, and the young person was heard."""
        if self.wish == OwnWish.CONSENTS and not self.consent_reference:
            yield "consent_reference", N_("Give the number of the consent that the young adult signed.")
        if not self.views.known:
            yield "views.heard", N_("The plan is the young person's own. Hear them first.")
        if self.informed_at > self.done_at:
            yield "informed_at", N_("The rights are explained before the plan is made.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """The young adult's own consent; a plan in which no return was asked about leaves it open."""
        return {"own_consent_recorded": None if self.wish == OwnWish.NOT_ASKED else self.wish == OwnWish.CONSENTS}

    def outcome(self) -> str:
        """What the young adult decides about the return."""
        return self.wish.value
