"""A3: how old the child is, and what follows from doubt."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import Line, NeededLine, NeededText, Text
from cases.words import N_
from guidelines.majority import AGE, majority_on


class AgeFinding(Coded):
    """Doubt is a finding of its own, and it protects (LGDNNA 5; PANI protocol)."""

    CHILD = "child", N_("Under 18")
    PRESUMED_CHILD = "presumed_child", N_("In doubt: treated as a child")
    ADULT = "adult", N_("18 or older")


class AgeMethod(Coded):
    """How the age was assessed; a medical examination is the last resort."""

    PAPERS = "papers", N_("Documents")
    REGISTRY = "registry", N_("Civil registry")
    STATEMENT = "statement", N_("What the child says")
    INTERVIEW = "interview", N_("Interview by child protection")
    RELATIVES = "relatives", N_("What relatives say")
    MEDICAL = "medical", N_("Medical examination (last resort)")


class AgeAssessment(Report):
    """The age, its margin, who found it, and the way to have it reviewed (domain A3).

    An adult finding ends nothing while it may be appealed.
    """

    name = "age_assessment"
    supplies = ("treated_as_child", "of_age")

    finding: AgeFinding = Field(title=N_("Finding"))
    methods: tuple[AgeMethod, ...] = Field(title=N_("How it was assessed"), min_length=1)
    age: int | None = Field(title=N_("Age found, in years"), default=None, ge=0, le=40)
    margin_months: int | None = Field(title=N_("Margin of error, in months"), default=None, ge=0, le=120)
    under_twelve_in_doubt: bool = Field(
        title=N_("It is in doubt whether the child is under 12"),
        description=N_("In doubt, the child counts as under 12 (LGDNNA 5)."),
        default=False,
    )
    birth_date: date | None = Field(title=N_("Date of birth, where it was established"), default=None)
    decided_by: NeededLine = Field(title=N_("Who decided"))
    office: NeededLine = Field(title=N_("Office"))
    by_migration_alone: bool = Field(title=N_("The migration authority decided alone"), default=False)
    reasons: NeededText = Field(title=N_("Reasons"))
    why_medical: Text = Field(title=N_("If medical: why nothing else was enough, and who consented"), default="")
    appeal_route: Line = Field(title=N_("Where it may be appealed"), default="")
    appeal_until: AwareDatetime | None = Field(title=N_("Until when it may be appealed"), default=None)

    @property
    def majority(self) -> date | None:
        """The eighteenth birthday, where the date of birth was established."""
        return majority_on(self.birth_date) if self.birth_date else None

    @classmethod
    def example(cls) -> Self:
        """Thirteen, as she says."""
        return cls(
            done_at=story.at("2026-12-02", 16),
            finding=AgeFinding.CHILD,
            methods=(AgeMethod.STATEMENT, AgeMethod.INTERVIEW),
            age=13,
            margin_months=12,
            decided_by="Pablo Psicólogo Ejemplo",
            office=story.HOST_AUTHORITY,
            reasons="Her account of school years and of her family fits thirteen years.",
        )

    def checks(self) -> Iterator[Problem]:
        """Not by migration alone; an adult only beyond the margin and with an appeal; medicine last."""
        if self.by_migration_alone:
            yield "by_migration_alone", N_("The child-protection authority decides on age, not migration alone.")
        if self.finding == AgeFinding.ADULT:
            youngest = self.age * 12 - (self.margin_months or 0) if self.age is not None else 0
            if youngest < AGE * 12:
                yield "finding", N_("Within the margin of error the person may be under 18: treat as a child.")
            if not (self.appeal_route and self.appeal_until):
                yield "appeal_until", N_("An adult finding needs a way to appeal and the day until which it is open.")
        if AgeMethod.MEDICAL in self.methods and not self.why_medical:
            yield "why_medical", N_("A medical examination is the last resort: say why, and who consented.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """Treated as a child in doubt, and until an adult finding is final."""
        final = self.appeal_until is None or now > self.appeal_until
        adult = self.finding == AgeFinding.ADULT
        reached = None if self.majority is None or adult else now.date() >= self.majority
        return {"treated_as_child": not (adult and final), "of_age": reached}

    def outcome(self) -> str:
        """The finding."""
        return self.finding.value
