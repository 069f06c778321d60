"""The timeline of an imagined case."""

from datetime import date, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from guidelines.calendars import all_work
from guidelines.library import Library
from guidelines.plan import CLOCK_BEFORE_OPENING, PlannedStep, plan
from guidelines.resolve import resolve


@pytest.fixture(scope="module")
def timeline() -> dict[str, PlannedStep]:
    from guidelines.library import library

    procedure = resolve(library(), "MX", "GT", date(2026, 12, 1))
    return {each.visit or each.step: each for each in plan(procedure, date(2026, 12, 1))}


def test_it_follows_the_way_that_ends_in_a_return(timeline: dict[str, PlannedStep]) -> None:
    assert {"decision", "acceptance", "handover", "visit_12_months", "closure"} <= timeline.keys()
    assert not {"stay_arrangement", "deferral_review", "host_closure", "asylum_body_notice"} & timeline.keys()


def test_what_the_country_inserts_is_in_it(timeline: dict[str, PlannedStep]) -> None:
    assert timeline["judicial_confirmation"].cite.basis == "national_law"


def test_a_step_opens_when_those_before_it_are_done(timeline: dict[str, PlannedStep]) -> None:
    assert timeline["decision"].opens_at == timeline["best_interests_determination"].finished_at
    assert timeline["child_preparation"].opens_at >= timeline["agreement"].finished_at


def test_the_departure_leaves_the_notice_its_full_term(timeline: dict[str, PlannedStep]) -> None:
    agreement = timeline["agreement"]
    assert agreement.due
    assert agreement.due.at > agreement.opens_at
    assert agreement.note
    assert "imagined" in agreement.note.en
    departure = agreement.due.because.started_at
    assert timeline["escort"].finished_at == departure + timedelta(hours=2)


def test_each_date_has_its_reason_basis_and_holder(timeline: dict[str, PlannedStep]) -> None:
    for each in timeline.values():
        assert each.due, each.step
        assert each.due.because.sentence("en") != each.due.because.sentence("es")
        assert each.holder, each.step


def test_a_national_clock_that_ends_before_its_step_can_open_is_pointed_out(real: Library) -> None:
    procedure = resolve(real, "US", "MX", date(2026, 12, 1))
    screening = next(each for each in plan(procedure, date(2026, 12, 1)) if each.step == "protection_screening")
    assert screening.note == CLOCK_BEFORE_OPENING


def test_every_pair_has_a_timeline_through_the_turn_of_the_year(real: Library) -> None:
    for host, origin in list(permutations(real.countries, 2))[::7]:
        procedure = resolve(real, host, origin, date(2026, 12, 20))
        timeline = plan(procedure, date(2026, 12, 20))
        assert timeline[-1].step == "closure"
        escort = next(each for each in timeline if each.step == "escort")
        assert escort.due
        departure = escort.due.because.started_at.astimezone(ZoneInfo(procedure.zones[host])).date()
        assert all_work((host, origin), departure)
