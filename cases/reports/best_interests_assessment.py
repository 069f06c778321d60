"""B6: the rapid assessment, made again each time an action affects the child."""

from collections.abc import Iterator
from datetime import date
from typing import Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.htcds import StatusDecidedBy, TraffickingStatus
from cases.reports.parts import Heard, Views
from cases.reports.text import NeededLine, NeededText, Text
from cases.words import N_


class Need(Coded):
    """What the child needs now."""

    SAFETY = "safety", N_("Safety")
    HEALTH = "health", N_("Health")
    MIND = "mind", N_("Psychological care")
    SCHOOL = "school", N_("School")
    FAMILY = "family", N_("Contact with the family")
    PAPERS = "papers", N_("Identity documents")
    LEGAL = "legal", N_("Legal help")
    LANGUAGE = "language", N_("Interpretation")
    CULTURE = "culture", N_("Culture and community")
    OTHER = "other", N_("Another need")


class BestInterestsAssessment(Report):
    """Facts, needs, options, recommendation (domain B6; UNHCR field handbook, annex 3). No panel."""

    name = "best_interests_assessment"

    assessed_by: NeededLine = Field(title=N_("Who assessed"))
    about: NeededLine = Field(title=N_("Which action it is about"))
    trafficking_status: TraffickingStatus = Field(title=N_("Trafficking status now"))
    status_decided_by: StatusDecidedBy = Field(title=N_("Who says so"))
    findings: NeededText = Field(title=N_("Facts found"))
    needs: tuple[Need, ...] = Field(title=N_("Needs"), min_length=1)
    needs_details: Text = Field(title=N_("What each need asks for"), default="")
    views: Views = Field(title=N_("The child's views"))
    family_and_care: Text = Field(title=N_("Family and care arrangements"), default="")
    risks: Text = Field(title=N_("Risks"), default="")
    options: NeededText = Field(title=N_("Options considered"))
    recommendation: NeededText = Field(title=N_("Recommendation"))
    interim_measure: Text = Field(title=N_("Interim measure"), default="")
    review_by: date | None = Field(title=N_("To be assessed again by"), default=None)

    @classmethod
    def example(cls) -> Self:
        """What Luz needs in the first week."""
        return cls(
            done_at=story.at("2026-12-07", 18),
            assessed_by="Tania Trabajadora Ejemplo",
            about="Stay in the shelter while the family is looked for",
            trafficking_status=TraffickingStatus.ACTUAL,
            status_decided_by=StatusDecidedBy.GOVERNMENT,
            findings="Recruited for shop work, kept by a debt, threatened.",
            needs=(Need.SAFETY, Need.MIND, Need.SCHOOL, Need.FAMILY),
            needs_details="Sessions twice a week; a call with the aunt once it is known to be safe.",
            views=Views(
                heard=Heard.SPOKE,
                words="I am all right here. I want to talk to my aunt.",
                language="es",
                guardian_present=True,
                lawyer_present=False,
                disagrees=False,
            ),
            family_and_care="Mother deceased; aunt named by the child.",
            risks="The employer knows the neighbourhood.",
            options="Shelter; foster family.",
            recommendation="Shelter, and look for the aunt.",
            interim_measure="Shelter.",
            review_by=date(2027, 1, 7),
        )

    def checks(self) -> Iterator[Problem]:
        """No assessment without the child's views."""
        if not self.views.known:
            yield "views.heard", N_("An assessment needs the child's views. Hear the child first.")
        if self.review_by and self.review_by < self.done_at.date():
            yield "review_by", N_("The next assessment cannot be before this one.")
