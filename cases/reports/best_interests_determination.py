"""B7: a panel compares the options and says what is best for the child, with reasons."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.names import fold
from cases.reports import story
from cases.reports.base import Evidence, Filing, Problem, Report
from cases.reports.options import RETURNS, ComparedOption, Option, Outcome, Weight
from cases.reports.panel import MAY_NOT_VOTE, Discipline, Member, complete, lacking
from cases.reports.parts import Heard, Views
from cases.reports.text import NeededText, Text
from cases.words import N_


class BestInterestsDetermination(Report):
    """Options, weights, views, dissent, reasons (domain B7; UNHCR BID 2008; LGDNNA 92.IX and 123; GC14).

    Migration and consular officers may be heard and may not vote.
    """

    name = "best_interests_determination"
    supplies = (
        "determination_reasoned",
        "determination_panel_complete",
        "determination_valid_until",
        "determination_recommends",
        "views_at_determination",
    )

    members: tuple[Member, ...] = Field(
        title=N_("Panel"),
        min_length=3,
        description=N_("Child protection, health or psychology, and law must vote and sign. The guardian is there."),
    )
    information_by_others: bool = Field(
        title=N_("The information was gathered by people who do not vote"),
        description=N_("If not, no decision can rest on this determination: it must be made anew."),
    )
    options: tuple[ComparedOption, ...] = Field(title=N_("Options compared"), min_length=2)
    views: Views = Field(title=N_("The child's views"))
    views_weight: Weight = Field(title=N_("Weight given to the child's views"))
    views_weighed: NeededText = Field(title=N_("How the child's views were weighed"))
    recommends: Outcome = Field(title=N_("Recommended outcome"))
    reasons: NeededText = Field(title=N_("Reasons"))
    dissent: Text = Field(title=N_("Dissenting opinions"), default="")
    conditions: Text = Field(title=N_("Conditions of the recommendation"), default="")
    valid_until: AwareDatetime = Field(title=N_("Valid until"))
    siblings: Text = Field(title=N_("Brothers and sisters: together, or why apart"), default="")

    @classmethod
    def example(cls) -> Self:
        """To the aunt."""
        return cls(
            done_at=story.at("2026-12-30", 18),
            evidence=(
                Evidence(kind="determination_report", reference="DIS-EJEMPLO-1", issued_by=story.HOST_AUTHORITY),
            ),
            members=(
                Member(name="Teresa Panel Ejemplo", discipline=Discipline.CHILD_PROTECTION, votes=True, signed=True),
                Member(name="Pablo Psicólogo Ejemplo", discipline=Discipline.HEALTH, votes=True, signed=True),
                Member(name="Ana Abogada Ejemplo", discipline=Discipline.LEGAL, votes=True, signed=True),
                Member(name=story.GUARDIAN, discipline=Discipline.GUARDIAN, votes=False, signed=True),
            ),
            information_by_others=True,
            options=(
                ComparedOption(
                    option=Option.RETURN_TO_FAMILY,
                    speaks_for="Her wish; an able aunt; school and language.",
                    speaks_against="The recruiter is at large.",
                    weight=Weight.DECISIVE,
                ),
                ComparedOption(
                    option=Option.CARE_HERE,
                    speaks_for="Safe from the recruiter.",
                    speaks_against="No family here; she does not want it.",
                    weight=Weight.SOME,
                ),
            ),
            views=Views(
                heard=Heard.SPOKE,
                words="I want to live with my aunt, not in the old village.",
                language="es",
                guardian_present=True,
                lawyer_present=True,
                disagrees=False,
            ),
            views_weight=Weight.STRONG,
            views_weighed="Mature for her age; the same wish in every conversation.",
            recommends=Outcome.RETURN,
            reasons="The aunt's home gives family, school and distance from the recruiter; the risks are held.",
            conditions="Police told; first visit within 72 hours.",
            valid_until=story.at("2027-03-30", 6),
        )

    def checks(self) -> Iterator[Problem]:
        """Who may vote, what must be compared, and the child's views."""
        if any(member.votes and member.discipline in MAY_NOT_VOTE for member in self.members):
            yield "members", N_("Migration and consular officers may be heard, but may not vote.")
        if len({fold(member.name) for member in self.members}) < len(self.members):
            yield "members", N_("The same person is on the panel twice.")
        compared = [row.option for row in self.options]
        if len(set(compared)) < len(compared):
            yield "options", N_("Each option is compared once.")
        if not set(compared) & set(RETURNS) or not set(compared) - set(RETURNS):
            yield "options", N_("Compare at least one way to return and one way to stay.")
        if not self.views.known:
            yield "views.heard", N_("A determination needs the child's views. Hear the child first.")
        if self.valid_until <= self.done_at:
            yield "valid_until", N_("It must be valid for some time after it was made.")

    def checks_when_filed(self, filing: Filing) -> Iterator[Problem]:
        """No decision can rest on an incomplete panel, so the form says at once who is missing."""
        missing = lacking(self.members)
        if Discipline.CHILD_PROTECTION in missing:
            yield "members", N_("The panel lacks somebody for child protection who votes and has signed.")
        if Discipline.HEALTH in missing:
            yield "members", N_("The panel lacks somebody for health or psychology who votes and has signed.")
        if Discipline.LEGAL in missing:
            yield "members", N_("The panel lacks somebody for law who votes and has signed.")
        if Discipline.GUARDIAN in missing:
            yield "members", N_("The panel lacks the guardian. The guardian need not vote.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """Reasoned, by a complete panel, until when, and what it recommends."""
        return {
            "determination_reasoned": bool(self.reasons),
            "determination_panel_complete": complete(self.members) and self.information_by_others,
            "determination_valid_until": self.valid_until,
            "determination_recommends": self.recommends.value,
            "views_at_determination": self.views.known,
        }

    def outcome(self) -> str:
        """What it recommends."""
        return self.recommends.value
