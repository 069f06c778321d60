"""Adding a term to an instant, and taking one from it.

Hours are exact: elapsed time, whatever a clock change does to the wall. Days, working days and months are counted
on the local calendar and last until the end of their local day (23:59:59). The day of the start is not counted.
A month without that day ends on its last one (31 January and one month: 28 or 29 February).
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from guidelines.deadline import Term

IsWorkingDay = Callable[[date], bool]
Direction = Literal["after", "before"]

END_OF_DAY = time(23, 59, 59)

_LONGEST_SEARCH = 10
"""Calendar days looked at for one working day, at most: more in a row means a wrong calendar."""


def shifted(
    instant: datetime, term: Term, zone: ZoneInfo, is_working_day: IsWorkingDay, direction: Direction = "after"
) -> datetime:
    """The instant that lies ``term`` after or before ``instant``, in UTC. Raises ValueError for a naive instant."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its zone: a naive time could mean any day")
    sign = 1 if direction == "after" else -1
    if term.unit == "hour":
        return instant.astimezone(UTC) + sign * timedelta(hours=term.amount)
    return end_of(shifted_day(instant.astimezone(zone).date(), term, is_working_day, direction), zone)


def shifted_day(day: date, term: Term, is_working_day: IsWorkingDay, direction: Direction = "after") -> date:
    """The local day that lies a term of days, working days or months from ``day``.

    No working day at all (``amount`` 0) is the day itself where it is one, else the next (or the one before).
    """
    sign = 1 if direction == "after" else -1
    match term.unit:
        case "calendar_day":
            return day + sign * timedelta(days=term.amount)
        case "month":
            return _months_later(day, sign * term.amount)
        case "working_day":
            return _working_days_later(day, term.amount, sign, is_working_day)
    raise ValueError("hours are exact and have no day of their own: use shifted")


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The last second of a local day, in UTC. Where the clock shows it twice, the later one."""
    return datetime.combine(day, END_OF_DAY, zone).replace(fold=1).astimezone(UTC)


def at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """A full hour of a local day, in UTC."""
    return datetime.combine(day, time(hour), zone).astimezone(UTC)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _working_days_later(day: date, amount: int, sign: int, is_working_day: IsWorkingDay) -> date:
    if amount == 0 and is_working_day(day):
        return day
    for _ in range(max(amount, 1)):
        day = _next_working_day(day, sign, is_working_day)
    return day


def _next_working_day(day: date, sign: int, is_working_day: IsWorkingDay) -> date:
    for _ in range(_LONGEST_SEARCH):
        day += timedelta(days=sign)
        if is_working_day(day):
            return day
    raise ValueError(f"no working day within {_LONGEST_SEARCH} days of {day}: the calendar is wrong")
