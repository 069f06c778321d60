"""When a clock ends, when it reminds, and when its step opens. Everything is computed from what is given."""

from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from guidelines.because import Because, Due, Holiday
from guidelines.calendars import HOLIDAYS_VERSION, all_work, holidays_between
from guidelines.deadline import Deadline, Term
from guidelines.procedure import Procedure
from guidelines.step import Step
from guidelines.terms import at, shifted, shifted_day

REMINDER_HOUR = 9
"""Local hour of a reminder that is counted in days."""


def compute(procedure: Procedure, deadline: Deadline, started_at: datetime) -> Due:
    """The due instant of a clock that started at ``started_at``.

    Hours are exact. Days, working days and months end with the local day (23:59:59) of the counting country, of
    the host where both count. A start on a day that is not worked counts from the next working day on.
    Raises ValueError for a naive start, or a clock without a value.
    """
    value = deadline.values[-1]
    if value.term is None:
        raise ValueError("the clock has no value: a resolved procedure holds the one that stands")
    countries, zone = _counting(procedure, deadline)
    works = partial(all_work, countries)
    due = shifted(started_at, value.term, zone, works, deadline.direction)
    skipped: tuple[Holiday, ...] = ()
    if value.term.unit == "working_day":
        first, last = sorted((started_at.astimezone(zone).date(), due.astimezone(zone).date()))
        skipped = holidays_between(countries, first + timedelta(days=1), last - timedelta(days=1))
    because = Because(
        term=value.term,
        direction=deadline.direction,
        starts=deadline.starts,
        started_at=started_at,
        calendar=deadline.calendar,
        countries=countries,
        zone=zone.key,
        holidays=skipped,
        basis=value.cite.basis,
        holidays_version=HOLIDAYS_VERSION,
    )
    return Due(at=due, because=because)


def reminders(procedure: Procedure, deadline: Deadline, due: Due) -> list[datetime]:
    """When to remind before ``due``, oldest first, in UTC. The caller leaves out those already past.

    A reminder some hours before is exact; one some days before comes at nine in the morning of that local day.
    None comes before a clock that counts onward has started; a departure or a day of review lies ahead.
    """
    moments = {_before(procedure, deadline, due.at, term) for term in deadline.remind_before}
    because = due.because
    onward = because.direction == "after" and because.term.amount > 0
    return sorted(moment for moment in moments if moment < due.at and (not onward or moment > because.started_at))


def opens_at(procedure: Procedure, step: Step, deadline: Deadline, due: Due) -> datetime | None:
    """When a step opens that opens some time before it is due (``opens_before``); None for every other step.

    Some days before means the first moment of that local day.
    """
    return _before(procedure, deadline, due.at, step.opens_before, hour=0) if step.opens_before else None


def _before(procedure: Procedure, deadline: Deadline, due: datetime, term: Term, hour: int = REMINDER_HOUR) -> datetime:
    countries, zone = _counting(procedure, deadline)
    works = partial(all_work, countries)
    if term.unit == "hour":
        return shifted(due, term, zone, works, "before")
    day: date = shifted_day(due.astimezone(zone).date(), term, works, "before")
    return at(day, hour, zone)


def _counting(procedure: Procedure, deadline: Deadline) -> tuple[tuple[str, ...], ZoneInfo]:
    """The countries whose working days count, and the zone whose days they are."""
    match deadline.calendar:
        case "host":
            return (procedure.host,), ZoneInfo(procedure.zones[procedure.host])
        case "origin":
            return (procedure.origin,), ZoneInfo(procedure.zones[procedure.origin])
        case "both":
            return (procedure.host, procedure.origin), ZoneInfo(procedure.zones[procedure.host])
