"""F3: what the child and the family need to stay, who does it, and by when."""

from collections.abc import Iterator
from datetime import date
from typing import Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Part, Problem, Report
from cases.reports.htcds import SupportType
from cases.reports.parts import Heard, Views
from cases.reports.text import NeededLine, NeededText, Text
from cases.words import N_


class SupportGoal(Part):
    """One goal (HTCDS support plan, spl_)."""

    kind: SupportType = Field(title=N_("Kind of support"))
    objective: NeededText = Field(title=N_("Goal"))
    actions: NeededText = Field(title=N_("What is done"))
    owner: NeededLine = Field(title=N_("Who does it"))
    planned_end: date = Field(title=N_("By when"))
    actual_end: date | None = Field(title=N_("Reached on"), default=None)


class ReintegrationPlan(Report):
    """Goals for child, family and community (domain F3; IOM Reintegration Handbook 2.3 and module 6)."""

    name = "reintegration_plan"

    written_by: NeededLine = Field(title=N_("Who wrote the plan"))
    goals: tuple[SupportGoal, ...] = Field(title=N_("Goals"), min_length=1)
    views: Views = Field(title=N_("The child's views"))
    carer_agrees: bool = Field(title=N_("The carer agrees with the plan"))
    carer_remarks: Text = Field(title=N_("What the carer says"), default="")
    community: Text = Field(title=N_("School, neighbours, community"), default="")
    legal_and_compensation: Text = Field(title=N_("Trial and compensation"), default="")
    review_on: date = Field(title=N_("The plan is looked at again on"))

    @classmethod
    def example(cls) -> Self:
        """School, health, safety."""
        return cls(
            done_at=story.at("2027-02-10", 18),
            written_by="Tomás Trabajador Ejemplo",
            goals=(
                SupportGoal(
                    kind=SupportType.EDUCATION,
                    objective="Back in sixth grade.",
                    actions="Enrolment; fees for one year.",
                    owner="Tomás Trabajador Ejemplo",
                    planned_end=date(2027, 2, 20),
                ),
                SupportGoal(
                    kind=SupportType.HEALTH,
                    objective="Sleeps through the night.",
                    actions="Psychologist once a week.",
                    owner="Health centre of San Marcos",
                    planned_end=date(2027, 8, 1),
                ),
            ),
            views=Views(
                heard=Heard.SPOKE,
                words="I want to go to school with my cousin.",
                language="mam",
                guardian_present=True,
                lawyer_present=False,
                disagrees=False,
            ),
            carer_agrees=True,
            community="The teacher knows that she was away; no more.",
            review_on=date(2027, 5, 10),
        )

    def checks(self) -> Iterator[Problem]:
        """The child was heard; the plan is looked at again."""
        if not self.views.known:
            yield "views.heard", N_("A plan needs the child's views. Hear the child first.")
        if self.review_on <= self.done_at.date():
            yield "review_on", N_("The next look must come after today's.")
        if not self.carer_agrees and not self.carer_remarks:
            yield "carer_remarks", N_("The carer does not agree: write what the carer says.")
