"""All of time: each quarter since the first rule, for each pair of countries, resolves or names what is missing."""

from datetime import date
from itertools import permutations

import pytest

from guidelines.check_countries import first_day
from guidelines.difference import difference
from guidelines.enacted import as_adopted
from guidelines.library import Library
from guidelines.refusal import GuidelineRefused
from guidelines.resolve import resolve

LAST_YEAR = 2031
QUARTERS = [date(2007, 4, 24), date(2007, 7, 1), date(2007, 10, 1)] + [
    date(year, month, 1) for year in range(2008, LAST_YEAR + 1) for month in (1, 4, 7, 10)
]


def test_an_adopted_proposal_makes_one_new_edition_a_pair_from_its_day_on(real: Library) -> None:
    """The day before nothing is otherwise; from it on every pair has the five days. Far off: some pairs."""
    adopted = as_adopted(real, real.proposal("consular_5_days"))
    pairs = list(permutations(real.countries, 2))
    for day, asked in (
        (date(2026, 10, 1), pairs[::9]),
        (date(2026, 12, 31), pairs),
        (date(2027, 1, 1), pairs),
        (date(2030, 7, 1), pairs[::9]),
    ):
        for host, origin in asked:
            old, new = resolve(real, host, origin, day), resolve(adopted, host, origin, day)
            told = difference(old, new)
            assert (old.edition != new.edition) == bool(told) == (day >= date(2027, 1, 1))
            assert [(each.id, each.kind) for each in told] in ([], [("nationality", "term")])


@pytest.mark.parametrize("year", range(2007, LAST_YEAR + 1))
def test_every_pair_resolves_in_every_quarter(real: Library, year: int) -> None:
    for day in (quarter for quarter in QUARTERS if quarter.year == year):
        for host, origin in permutations(real.countries, 2):
            procedure = resolve(real, host, origin, day)
            clocks = [step.deadline for stage in procedure.stages for step in stage.steps if step.deadline]
            assert all(len(clock.values) == 1 and clock.values[0].applies_from <= day for clock in clocks)


def test_the_day_before_the_first_rule_is_refused_with_rule_countries_and_date(real: Library) -> None:
    assert first_day(real) == date(2007, 4, 24)
    with pytest.raises(GuidelineRefused) as refused:
        resolve(real, "MX", "GT", date(2007, 4, 23))
    for word in ("step detection, deadline", "MX as host and GT as origin", "2007-04-23", "applies_from"):
        assert word in str(refused.value)


def test_a_national_rule_begins_on_its_day_and_not_before(real: Library) -> None:
    def basis(day: date) -> str:
        deadline = resolve(real, "MX", "GT", day).step("urgent_measure").deadline
        assert deadline is not None
        return deadline.values[0].cite.basis

    assert basis(date(2026, 1, 14)) == "design_default"
    assert basis(date(2026, 1, 15)) == "national_law"


def test_a_national_rule_of_the_host_does_not_follow_its_nationals(real: Library) -> None:
    ids = [step.id for stage in resolve(real, "GT", "MX", date(2026, 6, 1)).stages for step in stage.steps]
    assert "judicial_confirmation" not in ids


def test_what_is_inserted_comes_after_its_step_and_in_its_stage(real: Library) -> None:
    procedure = resolve(real, "MX", "GT", date(2026, 6, 1))
    ids = [step.id for step in procedure.stage("protection").steps]
    assert ids[:2] == ["urgent_measure", "judicial_confirmation"]
    assert procedure.step("judicial_confirmation").after == ("urgent_measure",)
    assert procedure.step("judicial_confirmation").report_model == "national_act"


def test_the_edition_is_the_same_on_two_days_of_the_same_law_and_differs_where_the_law_differs(real: Library) -> None:
    monday, tuesday = (resolve(real, "MX", "GT", date(2026, 6, day)) for day in (1, 2))
    assert monday.edition == tuesday.edition
    assert monday.edition != resolve(real, "MX", "GT", date(2025, 6, 1)).edition
    assert monday.edition != resolve(real, "GT", "MX", date(2026, 6, 1)).edition


def test_the_consulate_that_acts_is_the_one_of_the_country_of_origin(real: Library) -> None:
    assert "DIGRACOM" in resolve(real, "MX", "GT", date(2026, 6, 1)).holders["host:consulate"].en


@pytest.mark.parametrize(
    ("host", "origin", "words"),
    [
        ("MX", "MX", "Host and origin are the same"),
        ("MX", "ZZ", "There is no country `ZZ`. Write one of: BZ, CA, CR, DO, GT, HN, MX, NI, PA, SV, US"),
    ],
)
def test_pairs_that_are_none(real: Library, host: str, origin: str, words: str) -> None:
    with pytest.raises(GuidelineRefused, match=words):
        resolve(real, host, origin, date(2026, 6, 1))


def test_a_rule_that_ended_has_no_value(real: Library) -> None:
    from guidelines.deadline import DatedTerm

    step = real.stages[1].steps[0]
    assert step.deadline
    ended = DatedTerm(applies_from=date(2026, 1, 1), term=None, cite=step.cite)
    deadline = step.deadline.model_copy(update={"values": (*step.deadline.values, ended)})
    steps = (step.model_copy(update={"deadline": deadline}), *real.stages[1].steps[1:])
    stages = (real.stages[0], real.stages[1].model_copy(update={"steps": steps}), *real.stages[2:])
    with pytest.raises(GuidelineRefused, match="step urgent_measure, deadline: No value stands on 2026-01-01"):
        resolve(real.model_copy(update={"stages": stages}), "BZ", "GT", date(2026, 1, 1))
