"""While a case is held (court, search, illness, absent receiver): what was done, and when somebody looks again."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.text import NeededLine, NeededText, Text
from cases.words import N_


class HoldReview(Report):
    """A progress note of an open hold (domain G: each names an owner and the next review)."""

    name = "hold_review"

    reviewed_by: NeededLine = Field(title=N_("Who looked at it"))
    done: NeededText = Field(title=N_("What was done since the last time"))
    still_needed: bool = Field(title=N_("The reason to wait is still there"))
    child: Text = Field(title=N_("How the child is, as far as known"), default="")
    next_steps: NeededText = Field(title=N_("What comes next, and who does it"))
    next_review_at: AwareDatetime = Field(title=N_("Looked at again"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had a court stayed the return."""
        return cls(
            done_at=story.at("2027-01-12", 18),
            reviewed_by="Ana Abogada Ejemplo",
            done="Asked the court for the date of the hearing.",
            still_needed=True,
            child="In the shelter, well.",
            next_steps="Hearing on 15 January; the lawyer goes with the guardian.",
            next_review_at=story.at("2027-01-22", 18),
        )

    def checks(self) -> Iterator[Problem]:
        """The next look lies ahead."""
        if self.next_review_at <= self.done_at:
            yield "next_review_at", N_("The next look must come after today's.")
