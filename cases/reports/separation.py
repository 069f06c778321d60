"""Brothers and sisters travel apart only by a reasoned determination (domain section 7; UNHCR BID 2008; MX LM 120)."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Evidence, Problem, Report
from cases.reports.parts import Heard, Views
from cases.reports.text import NeededLine, NeededText, Text
from cases.words import N_


class Separation(Report):
    """Why this child does not travel with the other, what the child says, and how they stay in touch."""

    name = "separation"

    determination: NeededLine = Field(title=N_("Number of the determination that says so"))
    reasons: NeededText = Field(title=N_("Why it is better for this child to travel apart"))
    other_considered: bool = Field(title=N_("The interests of the other child were weighed in the other's own case"))
    views: Views = Field(title=N_("The child's views"))
    views_weighed: NeededText = Field(title=N_("How the child's views were weighed"))
    contact: NeededText = Field(title=N_("How the children stay in touch, how often, and who sees to it"))
    reunion: Text = Field(title=N_("When and how they may live together again"), default="")

    @classmethod
    def example(cls) -> Self:
        """The brother stays: his testimony is awaited."""
        return cls(
            done_at=story.at("2027-01-04", 18),
            evidence=(
                Evidence(kind="determination_report", reference="DIS-EJEMPLO-2", issued_by=story.HOST_AUTHORITY),
            ),
            determination="DIS-EJEMPLO-2",
            reasons="Her brother stays for months; waiting would cost her the school year and she does not want to.",
            other_considered=True,
            views=Views(
                heard=Heard.SPOKE,
                words="I want to go ahead if I can talk with him every week.",
                language="es",
                guardian_present=True,
                lawyer_present=True,
                disagrees=False,
            ),
            views_weighed="Her condition is met below.",
            contact="A video call every Sunday, arranged by both shelters.",
            reunion="At the aunt's, when his stay ends.",
        )

    def checks(self) -> Iterator[Problem]:
        """Both children were considered, and this one was heard."""
        if not self.other_considered:
            yield "other_considered", N_("Weigh the other child's interests too, in the other's own case.")
        if not self.views.known:
            yield "views.heard", N_("Children are not separated unheard. Hear the child first.")
