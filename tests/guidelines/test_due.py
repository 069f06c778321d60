"""Due dates: the day before, the day, the day after; across a holiday of one country, the other, and both."""

from datetime import UTC, date, datetime, timedelta

import pytest

from guidelines import calendars
from guidelines.because import Because
from guidelines.deadline import Deadline
from guidelines.due import compute, opens_at, reminders
from guidelines.library import Library
from guidelines.procedure import Procedure
from guidelines.resolve import resolve


@pytest.fixture(scope="module")
def procedure() -> Procedure:
    from guidelines.library import library

    return resolve(library(), "MX", "GT", date(2026, 4, 1))


def clock(procedure: Procedure, step: str) -> Deadline:
    deadline = procedure.step(step).deadline
    assert deadline is not None
    return deadline


def noon(day: date) -> datetime:
    """Noon in Mexico City and Guatemala."""
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


def test_hours_are_exact(procedure: Procedure) -> None:
    started = datetime(2026, 5, 1, 4, 30, tzinfo=UTC)
    assert compute(procedure, clock(procedure, "urgent_measure"), started).at == started + timedelta(hours=3)


def test_days_last_until_the_end_of_the_local_day(procedure: Procedure) -> None:
    due = compute(procedure, clock(procedure, "best_interests_assessment"), noon(date(2026, 6, 1))).at
    last_second = datetime(2026, 6, 7, 5, 59, 59, tzinfo=UTC)  # 23:59:59 on 6 June in Mexico City
    assert last_second - timedelta(days=1) < due == last_second < last_second + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("started", "due"),
    [
        (date(2026, 6, 1), date(2026, 6, 15)),  # no holiday: two weeks
        (date(2026, 4, 30), date(2026, 5, 15)),  # 1 May, of both: one day more, not two
        (date(2026, 3, 4), date(2026, 3, 19)),  # 16 March, of Mexico only
        (date(2026, 9, 10), date(2026, 9, 28)),  # 15 September of Guatemala, 16 of Mexico: two more
        (date(2026, 6, 6), date(2026, 6, 19)),  # begun on a Saturday
    ],
)
def test_ten_working_days_of_both(procedure: Procedure, started: date, due: date) -> None:
    found = compute(procedure, clock(procedure, "acceptance"), noon(started))
    assert (found.at - timedelta(hours=6)).date() == due


def test_a_working_day_of_the_host_ignores_the_holidays_of_the_origin(procedure: Procedure) -> None:
    found = compute(procedure, clock(procedure, "referral"), noon(date(2026, 9, 11)))  # Friday; 15 is Guatemala's
    assert (found.at - timedelta(hours=6)).date() == date(2026, 9, 17)
    assert [(each.day, each.country) for each in found.because.holidays] == [(date(2026, 9, 16), "MX")]


def test_a_holiday_of_the_start_and_one_on_a_weekend_explain_nothing(procedure: Procedure) -> None:
    begun_on_a_holiday = compute(procedure, clock(procedure, "acceptance"), noon(date(2026, 5, 1)))
    assert begun_on_a_holiday.because.holidays == ()
    over_saturday_15_august = compute(procedure, clock(procedure, "acceptance"), noon(date(2026, 8, 10)))
    assert over_saturday_15_august.because.holidays == ()


def test_a_notice_counts_back_from_the_departure(procedure: Procedure) -> None:
    departure = noon(date(2026, 5, 7))
    found = compute(procedure, clock(procedure, "agreement"), departure)
    assert (found.at - timedelta(hours=6)).date() == date(2026, 4, 29)
    assert found.because.sentence("en") == (
        "5 working days before 7 May 2026 (MX and GT); 1 May is a holiday in GT and MX (Labor Day)"
    )


def test_the_reason_in_words(procedure: Procedure) -> None:
    because = compute(procedure, clock(procedure, "acceptance"), noon(date(2026, 3, 4))).because
    assert because.sentence("en") == (
        "10 working days from 4 March 2026 (MX and GT); 16 March is a holiday in MX (Benito Juárez's birthday)"
    )
    assert because.sentence("es_MX") == (
        "10 días hábiles desde el 4 de marzo de 2026 (MX y GT); "
        "el 16 de marzo es feriado en MX (Natalicio de Benito Juárez)"
    )
    assert because.basis == "design_default"
    assert because.holidays_version == calendars.HOLIDAYS_VERSION


def test_the_reason_of_an_hour_names_the_clock_and_the_zone(procedure: Procedure) -> None:
    because = compute(procedure, clock(procedure, "urgent_measure"), noon(date(2026, 3, 4))).because
    assert because.sentence("en") == "3 hours from 4 March 2026, 12:00 (Mexico City)"
    assert because.sentence("es") == "3 horas desde el 4 de marzo de 2026 a las 12:00 (Ciudad de México)"


def test_the_reason_survives_the_journey_through_a_history(procedure: Procedure) -> None:
    because = compute(procedure, clock(procedure, "acceptance"), noon(date(2026, 3, 4))).because
    assert Because.model_validate_json(because.model_dump_json()) == because


def test_the_zone_of_the_counting_country_ends_the_day(real: Library) -> None:
    canada = resolve(real, "MX", "CA", date(2026, 4, 1))
    study, answer = clock(canada, "home_study"), clock(canada, "acceptance")
    assert compute(canada, study, noon(date(2026, 6, 1))).because.zone == "America/Toronto"
    assert compute(canada, answer, noon(date(2026, 6, 1))).because.zone == "America/Mexico_City"


def test_a_reminder_of_days_comes_at_nine_in_the_morning(procedure: Procedure) -> None:
    deadline = clock(procedure, "acceptance")
    due = compute(procedure, deadline, noon(date(2026, 6, 1)))
    assert reminders(procedure, deadline, due) == [datetime(2026, 6, 11, 15, tzinfo=UTC)]


def test_a_reminder_of_hours_is_exact_and_none_comes_before_the_start(procedure: Procedure) -> None:
    deadline = clock(procedure, "urgent_measure")
    due = compute(procedure, deadline, noon(date(2026, 6, 1)))
    assert reminders(procedure, deadline, due) == [due.at - timedelta(hours=1)]
    early = deadline.model_copy(update={"remind_before": clock(procedure, "acceptance").remind_before})
    assert reminders(procedure, early, due) == []


def test_a_review_is_announced_a_week_before_its_day(procedure: Procedure) -> None:
    deadline = clock(procedure, "deferral_review")
    due = compute(procedure, deadline, noon(date(2026, 6, 15)))
    assert (due.at - timedelta(hours=6)).date() == date(2026, 6, 15)
    assert reminders(procedure, deadline, due) == [datetime(2026, 6, 8, 15, tzinfo=UTC)]


def test_the_last_view_opens_a_day_before_the_departure(procedure: Procedure) -> None:
    departure = noon(date(2026, 6, 9))
    step = procedure.step("child_preparation")
    due = compute(procedure, clock(procedure, "child_preparation"), departure)
    assert due.at == departure - timedelta(hours=2)
    assert opens_at(procedure, step, clock(procedure, "child_preparation"), due) == departure - timedelta(hours=24)


def test_a_visit_opens_with_the_morning_a_week_before(procedure: Procedure) -> None:
    step = procedure.step("follow_up")
    visit = step.series[2].deadline
    due = compute(procedure, visit, noon(date(2026, 1, 31)))
    assert (due.at - timedelta(hours=6)).date() == date(2026, 2, 28)
    assert opens_at(procedure, step, visit, due) == datetime(2026, 2, 21, 6, tzinfo=UTC)


def test_most_steps_open_by_their_order_and_not_by_a_clock(procedure: Procedure) -> None:
    deadline = clock(procedure, "acceptance")
    due = compute(procedure, deadline, noon(date(2026, 6, 1)))
    assert opens_at(procedure, procedure.step("acceptance"), deadline, due) is None


def test_a_naive_start_is_refused(procedure: Procedure) -> None:
    with pytest.raises(ValueError, match="naive"):
        compute(procedure, clock(procedure, "urgent_measure"), datetime(2026, 6, 1))


def test_a_year_the_calendar_does_not_know_is_an_error() -> None:
    with pytest.raises(ValueError, match="not a year without holidays"):
        calendars.is_working_day("MX", date(2200, 1, 4))


def test_every_country_has_a_calendar_with_names_in_both_languages(real: Library) -> None:
    for code in real.countries:
        found = calendars.holidays_between((code,), date(2026, 1, 1), date(2026, 12, 31))
        assert len(found) >= 5, code
        assert all(each.name.en and each.name.es for each in found)
