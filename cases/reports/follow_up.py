"""F4: somebody sees the child, alone, and says how the child is."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import NeededLine, NeededText, Text
from cases.words import N_


class VisitMode(Coded):
    """How the child was seen."""

    HOME = "home", N_("Visit at home")
    SCHOOL = "school", N_("Visit at school")
    OFFICE = "office", N_("At the office")
    CALL = "call", N_("Call")
    NOT_FOUND = "not_found", N_("The child was not found")


class RedFlag(Coded):
    """What opens another visit soon, or the case again."""

    NOT_FOUND = "not_found", N_("The child was not found")
    TRAFFICKERS = "traffickers", N_("Contact by traffickers")
    THREATS = "threats", N_("Threats")
    VIOLENCE = "violence", N_("Violence or neglect at home")
    CARER_GONE = "carer_gone", N_("The carer is gone or cannot go on")
    OUT_OF_SCHOOL = "out_of_school", N_("Out of school")
    HEALTH = "health", N_("Health")
    WANTS_AWAY = "wants_away", N_("The child wants to leave")
    NOT_ALONE = "not_alone", N_("The child could not be seen alone")
    OTHER = "other", N_("Another sign")


class FollowUp(Report):
    """Seen alone, safety, school, health, traffickers, wishes (domain F4; LGDNNA 123.VI)."""

    name = "follow_up"

    visited_at: AwareDatetime = Field(title=N_("When the child was seen"))
    visited_by: NeededLine = Field(title=N_("Who saw the child"))
    mode: VisitMode = Field(title=N_("How"))
    seen_alone: bool = Field(title=N_("The child was seen alone"))
    why_not_alone: Text = Field(title=N_("If not: why"), default="")
    safety: NeededText = Field(title=N_("Safety"))
    school: NeededText = Field(title=N_("School"))
    health: NeededText = Field(title=N_("Health"))
    traffickers_contact: bool = Field(title=N_("Traffickers have tried to reach the child"))
    wishes: Text = Field(title=N_("What the child wishes"), default="")
    red_flags: tuple[RedFlag, ...] = Field(title=N_("Warning signs"), default=())
    action: Text = Field(title=N_("If there is a warning sign: what is done, and by whom"), default="")
    plan_progress: Text = Field(title=N_("Progress of the plan"), default="")
    host_told: bool = Field(title=N_("The host country gets this report"), default=True)

    @classmethod
    def example(cls) -> Self:
        """The third day."""
        return cls(
            done_at=story.at("2027-01-18", 17),
            visited_at=story.at("2027-01-18", 16),
            visited_by="Tomás Trabajador Ejemplo",
            mode=VisitMode.HOME,
            seen_alone=True,
            safety="Feels safe; knows whom to call.",
            school="Begins on 1 February.",
            health="Sleeps badly; psychologist on Thursday.",
            traffickers_contact=False,
            wishes="A bicycle.",
        )

    def checks(self) -> Iterator[Problem]:
        """A warning sign has an action; traffickers and a missing child are warning signs; hours in order."""
        if self.traffickers_contact and RedFlag.TRAFFICKERS not in self.red_flags:
            yield "red_flags", N_("Contact by traffickers is a warning sign: choose it.")
        if self.mode == VisitMode.NOT_FOUND and RedFlag.NOT_FOUND not in self.red_flags:
            yield "red_flags", N_("A child who was not found is a warning sign: choose it.")
        if self.red_flags and not self.action:
            yield "action", N_("Say what is done about the warning sign, and by whom.")
        if not self.seen_alone and not self.why_not_alone:
            yield "why_not_alone", N_("Say why the child was not seen alone.")
        if self.visited_at > self.done_at:
            yield "visited_at", N_("The child was seen before this was reported, not after.")

    def outcome(self) -> str:
        """Stable, or a red flag."""
        return "red_flag" if self.red_flags else "stable"
