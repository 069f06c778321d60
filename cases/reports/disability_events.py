"""A child with a disability has the supports that make every step possible (domain section 7)."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Part, Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import NeededLine, NeededText, Text
from cases.words import N_


class SupportFor(Coded):
    """What a support is for."""

    HEARING = "support_hearing", N_("To be heard and to understand")
    CARE = "support_care", N_("Care in the shelter")
    JOURNEY = "support_journey", N_("The journey")
    PLACEMENT = "support_placement", N_("Living over there")


class DisabilitySupport(Report):
    """What the child needs, in the child's own words first. A disability never speaks against hearing the child."""

    name = "disability_support"

    needs: NeededText = Field(title=N_("What the child needs, as the child says it"))
    findings: Text = Field(title=N_("What a specialist found"), default="")
    needed_for: tuple[SupportFor, ...] = Field(title=N_("What it is needed for"), min_length=1)
    missing_now: NeededText = Field(title=N_("What is missing now"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Luz been deaf."""
        return cls(
            done_at=story.at("2026-12-05", 18),
            needs="I read lips. I need to see who speaks.",
            findings="Deaf in both ears since birth; knows no sign language.",
            needed_for=tuple(SupportFor),
            missing_now="Hearing aids, somebody who teaches her signs.",
        )


class Support(Part):
    """One support, and who gives it."""

    needed_for: SupportFor = Field(title=N_("What it is for"))
    what: NeededLine = Field(title=N_("Support"))
    given_by: NeededLine = Field(title=N_("Who provides it"))


class DisabilitySupported(Report):
    """Who provides what, at each point of the path. The plan of the journey asks for it again."""

    name = "disability_supported"

    supports: tuple[Support, ...] = Field(title=N_("Supports"), min_length=1)
    child_agrees: bool = Field(title=N_("The child was asked, and agrees"))
    why_not: Text = Field(title=N_("If not: what the child would rather have, and why it is not so"), default="")

    @classmethod
    def example(cls) -> Self:
        """What it would be, a week later."""
        return cls(
            done_at=story.at("2026-12-12", 18),
            supports=(
                Support(needed_for=SupportFor.HEARING, what="Interpreter of signs", given_by="DIF (ejemplo)"),
                Support(needed_for=SupportFor.JOURNEY, what="Escort who faces her", given_by=story.ESCORT),
                Support(needed_for=SupportFor.PLACEMENT, what="School for the deaf", given_by=story.ORIGIN_AUTHORITY),
            ),
            child_agrees=True,
        )

    def checks(self) -> Iterator[Problem]:
        """The child's own word counts."""
        if not self.child_agrees and not self.why_not:
            yield "why_not", N_("Say what the child would rather have, and why it is not so.")
