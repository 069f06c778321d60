"""The data itself: complete against the matrix, cited honestly, in both languages, with a holder for every role."""

import re
from datetime import date

import pytest

from guidelines.checks import every_step
from guidelines.citation import Citation
from guidelines.deadline import DatedTerm, Deadline, Saying
from guidelines.freshness import stale
from guidelines.library import FOLDER, Library
from guidelines.model import Words
from guidelines.resolve import resolve
from guidelines.walk import walk

MATRIX = {
    "A1 detection": ["detection"],
    "A2 immediate protection": ["urgent_measure"],
    "A3 age": ["age_assessment"],
    "A4 guardian": ["guardian"],
    "A5 shelter, care": ["shelter"],
    "A6 inform, hear": ["hearing"],
    "B1 protection screen": ["protection_screening"],
    "B2 consulate, nationality": ["consular_notification", "nationality"],
    "B3 tracing": ["family_tracing"],
    "B4 risk": ["risk_assessment"],
    "B5 family study": ["home_study"],
    "B6 BIA": ["best_interests_assessment"],
    "B7 BID": ["best_interests_determination"],
    "C1 decision": ["decision", "stay_arrangement", "deferral_review"],
    "C2 request": ["referral", "acceptance"],
    "D1 documents": ["travel_documents"],
    "D2 plan": ["repatriation_plan"],
    "D3 agreement": ["agreement"],
    "D4 preparation": ["child_preparation"],
    "E1 escort and custody": ["escort"],
    "E2 transit": ["transit"],
    "E3 handover": ["handover"],
    "F1 reception": ["reception"],
    "F2 placement": ["placement"],
    "F3 reintegration plan": ["reintegration_plan"],
    "F4 follow-up": ["follow_up"],
    "F5 closure": ["closure", "host_closure"],
}
"""Rows of the step matrix (domain 1.y) and the steps that carry each."""


def test_the_twenty_seven_rows_of_the_matrix_are_all_there_and_nothing_else(real: Library) -> None:
    assert len(MATRIX) == 27
    regional = [step.id for stage in real.stages for step in stage.steps]
    assert sorted(regional) == sorted(step for steps in MATRIX.values() for step in steps)


def test_every_step_has_a_clock_and_says_what_happens_when_it_is_blocked(real: Library) -> None:
    for _, step in every_step(real):
        assert step.deadline or step.series, step.id
        assert step.if_blocked, step.id


def test_a_default_is_never_cited_as_law_and_always_explained(real: Library) -> None:
    for place, cite in walk(Citation, real):
        if cite.basis == "design_default":
            assert cite.note, place
            assert cite.instrument is None, place


def test_nothing_cites_the_2007_text_which_nobody_could_read(real: Library) -> None:
    assert real.instrument("rcm_2007").not_read
    assert "rcm_2007" not in {cite.instrument for _, cite in walk(Citation, real)}


def test_only_these_terms_are_more_than_our_default(real: Library) -> None:
    found = {
        (value.cite.instrument, value.term.amount, value.term.unit)
        for _, value in walk(DatedTerm, real)
        if value.cite.basis != "design_default" and value.term
    }
    assert found == {
        ("iom_reintegration", 1, "month"),
        ("mx_lgdnna", 3, "hour"),
        ("mx_lgdnna", 24, "hour"),
        ("us_tvpra", 48, "hour"),
        ("us_tvpra", 72, "hour"),
    }


def test_without_delay_is_a_saying_and_not_a_number(real: Library) -> None:
    steps = {step.id: step for _, step in every_step(real)}
    for name in ("guardian", "consular_notification"):
        assert "vccr_1963" in {saying.cite.instrument for _, saying in walk(Saying, steps[name])}


def test_every_sentence_stands_in_both_languages(real: Library) -> None:
    for place, words in walk(Words, real):
        assert words.en.strip(), place
        assert words.es.strip(), place
        if len(words.en.split()) > 3:
            assert words.en != words.es, f"{place}: not translated"


@pytest.mark.parametrize("side", ["host", "origin"])
def test_every_role_has_a_holder_in_every_country(real: Library, side: str) -> None:
    roles = [role.id for role in real.vocabulary.roles if role.every_country]
    for code in real.countries:
        other = "GT" if code != "GT" else "MX"
        pair = (code, other) if side == "host" else (other, code)
        holders = resolve(real, *pair, date(2026, 6, 1)).holders
        assert {f"{side}:{role}" for role in roles} <= holders.keys()


def test_who_is_responsible_for_a_step_is_a_role_with_a_holder(real: Library) -> None:
    roles = {role.id for role in real.vocabulary.roles if role.every_country}
    assert {step.responsible for _, step in every_step(real)} <= roles


def test_a_holder_says_where_it_comes_from_and_whether_it_was_found(real: Library) -> None:
    for country in real.countries.values():
        for authority in country.authorities:
            assert authority.source
            assert not (authority.verified and "general knowledge" in authority.source), authority.name.en


def test_only_two_safeguards_may_be_set_aside(real: Library) -> None:
    assert [each.id for each in real.safeguards if each.overridable] == [
        "receiver_named_hours_agreed",
        "follow_up_planned_before_travel",
    ]


def test_the_gates_stand_at_four_steps(real: Library) -> None:
    assert {step.gate: step.id for _, step in every_step(real) if step.gate} == {
        "consular_notice": "consular_notification",
        "decision": "decision",
        "departure": "escort",
        "release": "handover",
    }


def test_a_reminder_comes_before_every_end(real: Library) -> None:
    assert all(deadline.remind_before for _, deadline in walk(Deadline, real))


def test_ladders_tell_at_the_hours_that_their_comments_say(real: Library) -> None:
    def hours(name: str) -> list[float]:
        ladder = next(each for each in real.ladders if each.id == name)
        return [sum(rung.wait_hours for rung in ladder.rungs[: n + 1]) for n in range(len(ladder.rungs))]

    assert hours("standard") == [0, 24, 48, 72, 120]
    assert hours("urgent") == [0, 1, 4, 12, 24]
    assert hours("consular") == [0, 0, 0, 336]


def test_every_interruption_that_holds_is_lifted_by_another(real: Library) -> None:
    held = {each.id for each in real.interruptions if each.hold}
    assert held <= {each.lifts for each in real.interruptions}


def test_what_shuts_the_departure_can_be_lifted_at_the_door(real: Library) -> None:
    """A hold lasts into the stage of the gate it shuts: there must be a way out of it there."""
    shutting = {each.id for each in real.interruptions if each.hold and "departure" in each.hold.gates}
    lifted = {each.lifts for each in real.interruptions if "transfer" in each.possible_in}
    assert shutting - lifted == set()


def test_eleven_countries(real: Library) -> None:
    assert sorted(real.countries) == ["BZ", "CA", "CR", "DO", "GT", "HN", "MX", "NI", "PA", "SV", "US"]


def test_what_is_older_than_a_year_is_listed_and_a_year_to_the_day_is_not(real: Library) -> None:
    assert stale(real, date(2027, 11, 24)) == []
    old = stale(real, date(2027, 11, 25))
    assert len(old) == sum(cite.last_checked_on == date(2026, 11, 24) for _, cite in walk(Citation, real))
    assert "stages detection" in old[0].place


def test_nothing_here_reads_the_clock_of_the_machine() -> None:
    for path in FOLDER.glob("*.py"):
        assert not re.search(r"\b(now|today|utcnow|time)\(\)", path.read_text()), path.name
