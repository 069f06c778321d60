"""The two countries do not agree: the host decides about the return, the origin about the placement (section 7)."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import NeededLine, NeededText
from cases.words import N_


class DisagreedOn(Coded):
    """About what."""

    RETURN = "disagree_return", N_("Whether the child returns")
    PLACEMENT = "disagree_placement", N_("With whom the child lives there")
    RISK = "disagree_risk", N_("How great the danger is")
    JOURNEY = "disagree_journey", N_("How and when the child travels")


class Disagreement(Report):
    """What each side holds, and when both meet. Nobody travels meanwhile."""

    name = "disagreement"

    about: DisagreedOn = Field(title=N_("About what"))
    host_position: NeededText = Field(title=N_("What the host country holds"))
    origin_position: NeededText = Field(title=N_("What the country of origin holds"))
    child_view: NeededText = Field(title=N_("What the child says"))
    meeting_at: AwareDatetime = Field(title=N_("When both meet"))
    meeting_with: NeededLine = Field(title=N_("Who meets"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had the origin preferred a shelter."""
        return cls(
            done_at=story.at("2027-01-08", 18),
            about=DisagreedOn.PLACEMENT,
            host_position="With the aunt, as the home study says.",
            origin_position="In a shelter, until the guardianship hearing.",
            child_view="I want to be with my aunt from the first day.",
            meeting_at=story.at("2027-01-12", 16),
            meeting_with="Both child-protection authorities, with the guardian",
        )

    def checks(self) -> Iterator[Problem]:
        """The meeting lies ahead."""
        if self.meeting_at <= self.done_at:
            yield "meeting_at", N_("Say when both meet: it lies ahead.")


class DisagreementEnd(Coded):
    """How it ended."""

    AGREED = "both_agreed", N_("Both agree")
    HOST_DECIDES = "host_decides", N_("The host country's view stands: it decides about the return")
    ORIGIN_DECIDES = "origin_decides", N_("The view of the country of origin stands: it decides about the placement")
    UNRESOLVED = "unresolved", N_("Not resolved: the child stays, and it is decided anew")


class DisagreementSettled(Report):
    """What came of the meeting. Unresolved means that the child stays where it is safe, and is decided upon anew."""

    name = "disagreement_settled"

    about: DisagreedOn = Field(title=N_("About what"))
    result: DisagreementEnd = Field(title=N_("Result"))
    met_at: AwareDatetime = Field(title=N_("When both met"))
    met_with: NeededLine = Field(title=N_("Who met"))
    agreed: NeededText = Field(title=N_("What was agreed, or why not"))
    child_view: NeededText = Field(title=N_("What the child says"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, after the meeting."""
        return cls(
            done_at=story.at("2027-01-12", 18),
            about=DisagreedOn.PLACEMENT,
            result=DisagreementEnd.AGREED,
            met_at=story.at("2027-01-12", 16),
            met_with="Both child-protection authorities, with the guardian",
            agreed="With the aunt, and a visit every week until the hearing.",
            child_view="Yes.",
        )

    def checks(self) -> Iterator[Problem]:
        """Each side's word counts in its own matter; hours in order."""
        if self.result == DisagreementEnd.HOST_DECIDES and self.about == DisagreedOn.PLACEMENT:
            yield "result", N_("About the placement the country of origin decides.")
        if self.result == DisagreementEnd.ORIGIN_DECIDES and self.about != DisagreedOn.PLACEMENT:
            yield "result", N_("Only about the placement the country of origin decides.")
        if self.met_at > self.done_at:
            yield "met_at", N_("The meeting was before this was reported, not after.")

    def outcome(self) -> str:
        """The result."""
        return self.result.value
