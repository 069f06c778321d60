"""What the end of a journey leaves to be done: bookings cancelled, the place kept open, people told in person."""

from collections.abc import Iterator
from datetime import date
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Part, Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import Line, NeededLine, Text
from cases.words import N_


class CancelledBooking(Part):
    """One booking, and what became of it."""

    booking: NeededLine = Field(title=N_("Carrier and number"))
    cancelled_at: AwareDatetime | None = Field(title=N_("When it was cancelled"), default=None)
    why_not: Text = Field(title=N_("If it could not be cancelled: why"), default="")
    reference: Line = Field(title=N_("Number of the cancellation"), default="")
    cost: NeededLine = Field(title=N_("What it cost, with the currency"), description=N_("0 if it cost nothing."))

    def checks(self) -> Iterator[Problem]:
        """Cancelled, or a reason."""
        if self.cancelled_at is None and not self.why_not:
            yield "why_not", N_("Say when it was cancelled, or why it could not be.")


class CancelBookings(Report):
    """What was booked for a journey that does not take place (our rule)."""

    name = "cancel_bookings"

    bookings: tuple[CancelledBooking, ...] = Field(title=N_("Bookings"))
    paid_by: Line = Field(title=N_("Who bears the cost"), default="")

    @classmethod
    def example(cls) -> Self:
        """A bus that nobody took."""
        at = story.at("2027-01-16", 16)
        return cls(
            done_at=at,
            bookings=(
                CancelledBooking(booking="Autobuses Ejemplo 7", cancelled_at=at, reference="CAN-EJEMPLO-1", cost="0"),
            ),
        )

    def checks(self) -> Iterator[Problem]:
        """Something was booked, or there would be nothing to report."""
        if not self.bookings:
            yield "bookings", N_("List what was booked.")


class PlaceAnswer(Coded):
    """Whether the place waits for the child."""

    KEPT_OPEN = "kept_open", N_("The place is kept open")
    GIVEN_UP = "given_up", N_("The place cannot be kept open")


class ConfirmPlacement(Report):
    """The origin's answer: whether carer and first bed still wait for the child (our rule)."""

    name = "confirm_placement"

    answer: PlaceAnswer = Field(title=N_("Answer"))
    kept_until: date | None = Field(title=N_("If kept open: until when"), default=None)
    confirmed_with: NeededLine = Field(title=N_("Who was asked"))
    why_not: Text = Field(title=N_("If not: why"), default="")

    @classmethod
    def example(cls) -> Self:
        """The aunt waits."""
        return cls(
            done_at=story.at("2027-01-16", 17),
            answer=PlaceAnswer.KEPT_OPEN,
            kept_until=date(2027, 2, 28),
            confirmed_with=story.CARER,
        )

    def checks(self) -> Iterator[Problem]:
        """Until when, or why not."""
        if self.answer is PlaceAnswer.KEPT_OPEN and self.kept_until is None:
            yield "kept_until", N_("Say until when the place is kept open.")
        if self.answer is PlaceAnswer.GIVEN_UP and not self.why_not:
            yield "why_not", N_("Say why the place cannot be kept open.")

    def outcome(self) -> str:
        """Kept open, or given up."""
        return self.answer.value


class Expecting(Coded):
    """Who counts on a journey."""

    RECEPTION = "reception", N_("Reception")
    CONSULATE = "consulate", N_("Consulate")
    ESCORT = "escort", N_("Escort")
    TRANSIT = "transit_authority", N_("Authority of a country crossed")


class ToldInPerson(Part):
    """Somebody who was told by telephone or face to face."""

    who: Expecting = Field(title=N_("Who counts on the journey"))
    name: NeededLine = Field(title=N_("Name, or office"))
    told_at: AwareDatetime = Field(title=N_("When they were told"))
    how: NeededLine = Field(title=N_("How"))


class TellInPerson(Report):
    """Those whom no message of the system reaches were told that the journey does not take place (our rule)."""

    name = "tell_in_person"

    told: tuple[ToldInPerson, ...] = Field(title=N_("Who was told"), min_length=1)

    @classmethod
    def example(cls) -> Self:
        """A call to the country that would have been crossed."""
        at = story.at("2027-01-15", 20)
        return cls(
            done_at=at,
            told=(
                ToldInPerson(
                    who=Expecting.TRANSIT, name="Autoridad migratoria (ejemplo)", told_at=at, how="By telephone"
                ),
            ),
        )
