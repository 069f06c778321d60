"""C1, deferred: the day has come, and somebody looks again."""

from typing import Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Report
from cases.reports.parts import Heard, Views
from cases.reports.text import NeededLine, NeededText
from cases.words import N_


class DeferralReview(Report):
    """What changed since the decision was deferred (domain C1). Its end is always that somebody decides again."""

    name = "deferral_review"

    reviewed_by: NeededLine = Field(title=N_("Who looked again"))
    awaited: NeededText = Field(title=N_("What was waited for, and whether it has come"))
    changes: NeededText = Field(title=N_("What has changed for the child"))
    views: Views = Field(title=N_("The child's views"))
    advice: NeededText = Field(title=N_("What should be decided now, and why"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Luz's decision waited for a trial."""
        return cls(
            done_at=story.at("2027-03-01", 18),
            reviewed_by="Tania Trabajadora Ejemplo",
            awaited="The hearing in the trial of the employer; held on 20 February.",
            changes="Stronger; at school; calls the aunt each week.",
            views=Views(
                heard=Heard.SPOKE,
                words="I have said everything to the judge. I want to go now.",
                language="es",
                guardian_present=True,
                lawyer_present=True,
                disagrees=False,
            ),
            advice="Decide on the return.",
        )

    def outcome(self) -> str:
        """Always: decide again."""
        return "decide_again"
