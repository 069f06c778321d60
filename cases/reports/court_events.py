"""A court stops the return, and lets it go on (domain section 7; MX Ley de Migracion 111.V, 118.II)."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Evidence, Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import Line, NeededLine, NeededText, Text
from cases.words import N_


class StayScope(Coded):
    """What a court's order reaches."""

    ANY_TRANSFER = "any_transfer", N_("Any transfer out of the country")
    THIS_RETURN = "this_return", N_("The return to the country of origin")
    UNTIL_HEARING = "until_hearing", N_("Everything, until the hearing")
    ANOTHER_SCOPE = "another_scope", N_("Something else: see what it forbids")


class CourtStay(Report):
    """The order: court, case, scope, end. Its last day lifts nothing: a paper of the court does."""

    name = "court_stay"

    court: NeededLine = Field(title=N_("Court"))
    case_number: NeededLine = Field(title=N_("Number of the court's case"))
    ordered_at: AwareDatetime = Field(title=N_("When it was ordered"))
    received_at: AwareDatetime = Field(title=N_("When it was received"))
    scope: NeededText = Field(title=N_("What it forbids"))
    reach: StayScope = Field(title=N_("What it reaches"), default=StayScope.ANY_TRANSFER)
    until: AwareDatetime | None = Field(
        title=N_("Until when, if the order says so"),
        description=N_("You are reminded before that day. After it the order still holds here until it is lifted."),
        default=None,
    )
    asked_by: Line = Field(title=N_("Who asked for it"), default="")
    bookings_cancelled: Text = Field(title=N_("Bookings cancelled"), default="")

    @classmethod
    def example(cls) -> Self:
        """What it would be, had the child's lawyer gone to court."""
        return cls(
            done_at=story.at("2027-01-11", 18),
            evidence=(Evidence(kind="court_ruling", reference="AMP-EJEMPLO-1", issued_by="Juzgado de ejemplo"),),
            court="Juzgado de ejemplo",
            case_number="AMP-EJEMPLO-1",
            ordered_at=story.at("2027-01-11", 16),
            received_at=story.at("2027-01-11", 17),
            scope="No transfer out of the country until the hearing.",
            reach=StayScope.UNTIL_HEARING,
            until=story.at("2027-02-10", 18),
            asked_by="Ana Abogada Ejemplo",
        )

    def checks(self) -> Iterator[Problem]:
        """Hours in order."""
        if self.received_at < self.ordered_at:
            yield "received_at", N_("The order cannot be received before it was made.")
        if self.until and self.until <= self.ordered_at:
            yield "until", N_("The order must end after it was made.")


class CourtStayLifted(Report):
    """The court lets it go on. Only the court's own paper lifts its order, never the passing of time."""

    name = "court_stay_lifted"

    court: NeededLine = Field(title=N_("Court"))
    case_number: NeededLine = Field(title=N_("Number of the court's case"))
    lifted_at: AwareDatetime = Field(title=N_("When it was lifted"))
    ruling: NeededText = Field(title=N_("What the court ruled"))
    conditions: Text = Field(title=N_("Conditions of the court"), default="")

    @classmethod
    def example(cls) -> Self:
        """What it would be, after the hearing."""
        return cls(
            done_at=story.at("2027-01-25", 18),
            evidence=(Evidence(kind="court_ruling", reference="AMP-EJEMPLO-1/2", issued_by="Juzgado de ejemplo"),),
            court="Juzgado de ejemplo",
            case_number="AMP-EJEMPLO-1",
            lifted_at=story.at("2027-01-25", 17),
            ruling="The return agrees with the child's wish and best interests.",
        )

    def checks(self) -> Iterator[Problem]:
        """Hours in order."""
        if self.lifted_at > self.done_at:
            yield "lifted_at", N_("It was lifted before this was reported, not after.")
