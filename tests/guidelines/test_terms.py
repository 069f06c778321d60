"""The arithmetic of terms, at the edges of months, weeks, clock changes and leap years."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidelines.deadline import Term, Unit
from guidelines.terms import at, end_of, shifted, shifted_day

NEW_YORK = ZoneInfo("America/New_York")
GUATEMALA = ZoneInfo("America/Guatemala")

days = st.dates(date(2007, 4, 24), date(2040, 1, 1))
amounts = st.integers(0, 60)


def monday_to_friday(day: date) -> bool:
    return day.weekday() < 5


def term(amount: int, unit: Unit) -> Term:
    return Term(amount=amount, unit=unit)


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 5, 4), 0, date(2026, 5, 4)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start: date, amount: int, end: date) -> None:
    assert shifted_day(start, term(amount, "month"), monday_to_friday) == end


def test_months_counted_back_are_clamped_too() -> None:
    assert shifted_day(date(2026, 3, 31), term(1, "month"), monday_to_friday, "before") == date(2026, 2, 28)
    assert shifted_day(date(2026, 1, 15), term(2, "month"), monday_to_friday, "before") == date(2025, 11, 15)


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        (date(2026, 6, 5), 1, date(2026, 6, 8)),  # Friday to Monday
        (date(2026, 6, 6), 1, date(2026, 6, 8)),  # Saturday counts from Monday on
        (date(2026, 6, 1), 5, date(2026, 6, 8)),
        (date(2026, 6, 1), 0, date(2026, 6, 1)),
        (date(2026, 6, 6), 0, date(2026, 6, 8)),  # at once, on a Saturday: Monday
    ],
)
def test_working_days_onward(start: date, amount: int, end: date) -> None:
    assert shifted_day(start, term(amount, "working_day"), monday_to_friday) == end


def test_working_days_back() -> None:
    assert shifted_day(date(2026, 6, 8), term(5, "working_day"), monday_to_friday, "before") == date(2026, 6, 1)
    assert shifted_day(date(2026, 6, 7), term(0, "working_day"), monday_to_friday, "before") == date(2026, 6, 5)


def test_a_calendar_without_working_days_is_an_error_and_not_an_endless_search() -> None:
    with pytest.raises(ValueError, match="the calendar is wrong"):
        shifted_day(date(2026, 6, 1), term(1, "working_day"), lambda day: False)


def test_hours_are_elapsed_time_when_the_clock_springs_forward() -> None:
    eve = datetime(2026, 3, 7, 12, tzinfo=NEW_YORK)
    due = shifted(eve, term(24, "hour"), NEW_YORK, monday_to_friday)
    assert due - eve.astimezone(UTC) == timedelta(hours=24)
    assert due.astimezone(NEW_YORK).hour == 13


def test_a_day_ends_with_its_local_day_when_the_clock_springs_forward() -> None:
    eve = datetime(2026, 3, 7, 12, tzinfo=NEW_YORK)
    due = shifted(eve, term(1, "calendar_day"), NEW_YORK, monday_to_friday)
    assert due == datetime(2026, 3, 9, 3, 59, 59, tzinfo=UTC)


def test_an_hour_before_midnight_belongs_to_the_local_day_and_not_to_utc() -> None:
    late = datetime(2026, 6, 2, 5, 30, tzinfo=UTC)  # 23:30 on 1 June in Guatemala
    due = shifted(late, term(1, "calendar_day"), GUATEMALA, monday_to_friday)
    assert due.astimezone(GUATEMALA).date() == date(2026, 6, 2)


def test_where_midnight_comes_twice_the_day_ends_the_second_time() -> None:
    # On 30 September 2006 Guatemala set its clocks back at midnight.
    assert end_of(date(2006, 9, 30), GUATEMALA) == datetime(2006, 10, 1, 5, 59, 59, tzinfo=UTC)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        shifted(datetime(2026, 6, 1), term(1, "hour"), GUATEMALA, monday_to_friday)


def test_hours_have_no_day_of_their_own() -> None:
    with pytest.raises(ValueError, match="use shifted"):
        shifted_day(date(2026, 6, 1), term(1, "hour"), monday_to_friday)


def test_a_full_hour_of_a_local_day() -> None:
    assert at(date(2026, 6, 1), 9, GUATEMALA) == datetime(2026, 6, 1, 15, tzinfo=UTC)


@given(day=days, amount=st.integers(1, 60))
def test_working_days_land_on_a_working_day_with_just_that_many_behind(day: date, amount: int) -> None:
    end = shifted_day(day, term(amount, "working_day"), monday_to_friday)
    passed = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert monday_to_friday(end)
    assert sum(monday_to_friday(each) for each in passed) == amount


@given(day=days, amount=amounts)
def test_counting_back_undoes_counting_on_from_a_working_day(day: date, amount: int) -> None:
    start = shifted_day(day, term(0, "working_day"), monday_to_friday)
    end = shifted_day(start, term(amount, "working_day"), monday_to_friday)
    assert shifted_day(end, term(amount, "working_day"), monday_to_friday, "before") == start


@given(day=days, shorter=amounts, longer=amounts, unit=st.sampled_from(["calendar_day", "working_day", "month"]))
def test_a_longer_term_never_ends_earlier(day: date, shorter: int, longer: int, unit: Unit) -> None:
    shorter, longer = sorted((shorter, longer))
    ends = [shifted_day(day, term(amount, unit), monday_to_friday) for amount in (shorter, longer)]
    assert ends == sorted(ends)


@given(instant=st.datetimes(datetime(2007, 5, 1), datetime(2040, 1, 1), timezones=st.just(UTC)), amount=amounts)
def test_hours_there_and_back(instant: datetime, amount: int) -> None:
    on = shifted(instant, term(amount, "hour"), NEW_YORK, monday_to_friday)
    assert shifted(on, term(amount, "hour"), NEW_YORK, monday_to_friday, "before") == instant


@given(day=days)
def test_a_second_after_the_end_of_a_day_is_the_next_day(day: date) -> None:
    for zone in (NEW_YORK, GUATEMALA):
        end = end_of(day, zone)
        assert end.astimezone(zone).date() == day
        assert (end + timedelta(seconds=1)).astimezone(zone).date() == day + timedelta(days=1)
