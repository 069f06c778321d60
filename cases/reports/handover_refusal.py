"""E3, when it fails: the handover is refused, by either side, and the child stays with the escort."""

from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Report
from cases.reports.coded import Coded
from cases.reports.text import NeededLine, NeededText
from cases.words import N_


class HandoverRefusalReason(Coded):
    """Why no custody passed (domain section 7)."""

    NOBODY_THERE = "nobody_there", N_("Nobody is there to receive")
    NOT_THE_ONE_NAMED = "not_the_one_named", N_("Somebody else than the one named")
    IDENTITY = "identity", N_("An identity document does not match")
    WRONG_CHILD = "wrong_child", N_("The child is not the one in the papers")
    OUTSIDE_HOURS = "outside_hours", N_("Outside the agreed hours")
    CHILD_UNWILLING = "child_unwilling", N_("The child does not want to go")
    HEALTH = "health", N_("State of the child")
    PAPERS = "papers", N_("Papers are missing")
    DANGER = "danger", N_("Danger at the place")
    OTHER = "other", N_("Another reason")


class RefusingSide(Coded):
    """Who refuses."""

    DELIVERER = "deliverer", N_("The one who would hand over")
    RECEIVER = "receiver", N_("The one who would receive")


class HandoverRefusal(Report):
    """Who refuses, why, where the child is now, and what comes next (domain E3). The child is never left alone."""

    name = "handover_refusal"

    refused_by: NeededLine = Field(title=N_("Who refuses"))
    side: RefusingSide = Field(title=N_("Side"))
    reason: HandoverRefusalReason = Field(title=N_("Reason"))
    details: NeededText = Field(title=N_("What happened"))
    child_with: NeededLine = Field(title=N_("Who is with the child"))
    child_where: NeededLine = Field(title=N_("Where the child is"))
    next_move: NeededText = Field(title=N_("What happens next"))
    next_by: AwareDatetime = Field(title=N_("By when"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Mario not come."""
        return cls(
            done_at=story.at("2027-01-15", 17, 30),
            refused_by=story.ESCORT,
            side=RefusingSide.DELIVERER,
            reason=HandoverRefusalReason.NOBODY_THERE,
            details="Neither receiver was at the office at 11:30 local time.",
            child_with=story.ESCORT,
            child_where="Office of child protection, Tecún Umán",
            next_move="Call the second receiver; after two hours, back to Tapachula.",
            next_by=story.at("2027-01-15", 19),
        )

    def outcome(self) -> str:
        """The reason."""
        return self.reason.value
