"""The parts of a journey: its legs, the point of handover, the visits that follow."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AwareDatetime, Field

from cases.names import mark
from cases.promise import Promised
from cases.reports.base import Part, Problem
from cases.reports.places import Transport
from cases.reports.text import CountryCode, Line, NeededLine
from cases.words import N_

FIRST_VISIT_WITHIN = timedelta(days=14)
"""Domain section 7: a boy was killed 17 days after his return; the first visit comes inside two weeks."""


@cache
def zones() -> frozenset[str]:
    """Every time zone that this machine knows. Read once: it walks through a folder of six hundred files."""
    return frozenset(available_timezones())


class JourneyLeg(Part):
    """One leg, from door to door. ``number`` counts from 1."""

    number: int = Field(title=N_("Leg"), ge=1, le=20)
    from_place: NeededLine = Field(title=N_("From"))
    to_place: NeededLine = Field(title=N_("To"))
    country: CountryCode = Field(title=N_("Country in which it ends"))
    transport: Transport = Field(title=N_("How"))
    carrier: Line = Field(title=N_("Carrier and number"), default="")
    departs_at: AwareDatetime = Field(title=N_("Departs"))
    arrives_at: AwareDatetime = Field(title=N_("Arrives"))
    escort: NeededLine = Field(title=N_("Escort on this leg"))

    def checks(self) -> Iterator[Problem]:
        """Nobody arrives before leaving."""
        if self.arrives_at <= self.departs_at:
            yield "arrives_at", N_("The leg must arrive after it departs.")


class HandoverPoint(Part):
    """Where and between which hours children are handed over (MX-US arrangements; 8 USC 1232(a)(2)(C)).

    The hours are on the clock of that place.
    """

    place: NeededLine = Field(title=N_("Point of handover"))
    country: CountryCode = Field(title=N_("Country"))
    timezone: NeededLine = Field(title=N_("Time zone"), description=N_("For example America/Guatemala."))
    opens: time = Field(title=N_("Agreed hours: from"))
    closes: time = Field(title=N_("Agreed hours: to"))
    planned_at: AwareDatetime = Field(title=N_("Planned handover"))

    def checks(self) -> Iterator[Problem]:
        """A known zone, hours in order, and the handover within them."""
        if self.timezone not in zones():
            yield "timezone", N_("This time zone is not known. Write it as in America/Guatemala.")
        elif self.closes <= self.opens:
            yield "closes", N_("The hours must end on the day on which they begin, and after it.")
        elif not self.within_hours(self.planned_at):
            yield "planned_at", N_("The handover is planned outside the hours agreed for that point.")

    def within_hours(self, moment: datetime) -> bool:
        """``moment`` falls between the hours, on the clock of the place; the last minute counts until its end."""
        local = moment.astimezone(ZoneInfo(self.timezone)).time().replace(second=0, microsecond=0)
        return self.opens <= local <= self.closes


class PlannedVisit(Part):
    """A follow-up visit that somebody has promised."""

    day: date = Field(title=N_("Date"))
    by: NeededLine = Field(title=N_("Who visits"))


def in_order(legs: tuple[JourneyLeg, ...]) -> bool:
    """Numbered 1, 2, 3 ..., each leaving from where the one before arrived, and not before it."""
    numbered = [leg.number for leg in legs] == list(range(1, len(legs) + 1))
    joined = all(
        before.to_place == after.from_place and before.arrives_at <= after.departs_at
        for before, after in pairwise(legs)
    )
    return numbered and joined


def visited_in_time(visits: tuple[PlannedVisit, ...], handover: datetime) -> bool:
    """Somebody has promised to see the child inside two weeks of the handover."""
    return any(visit.day <= (handover + FIRST_VISIT_WITHIN).date() for visit in visits)


def engaged(legs: Iterable[tuple[int, str]]) -> Iterator[Promised]:
    """Each escort once, with the legs (number, name of the escort) on which they travel along."""
    found: dict[str, list[int]] = {}
    for number, escort in legs:
        found.setdefault(mark(escort), []).append(number)
    for person, numbers in found.items():
        yield Promised(kind="escort", legs=numbers, mark=person)
