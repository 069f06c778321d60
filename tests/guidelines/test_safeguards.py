"""The safeguards: each met by what it asks for, broken by each thing that breaks it, never by silence."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from guidelines.facts import Facts
from guidelines.library import Library
from guidelines.safeguards import SAFEGUARDS

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
RETURN: dict[str, Any] = {"decided": "return"}

SATISFIED: list[tuple[str, str, dict[str, Any]]] = [
    ("never_in_a_cell", "departure", {"held_in_detention": False}),
    ("doubt_of_age_is_a_child", "decision", {"treated_as_child": True}),
    ("guardian_first", "decision", {"guardian_appointed": True, "guardian_has_conflict": False}),
    ("screening_before_consulate", "consular_notice", {"consulate_suppressed": False, "protection_need": False}),
    ("screening_before_consulate", "departure", RETURN | {"consulate_suppressed": False, "protection_need": False}),
    ("nothing_pending_against_return", "decision", RETURN | {"consulate_suppressed": False, "open_holds": ()}),
    (
        "nothing_pending_against_return",
        "departure",
        RETURN | {"consulate_suppressed": False, "open_holds": (), "appeal_open": False},
    ),
    (
        "child_heard_each_time",
        "decision",
        {"child_informed": True, "views_at_hearing": True, "views_at_determination": True, "views_at_decision": True},
    ),
    (
        "child_heard_each_time",
        "departure",
        {
            "child_informed": True,
            "views_at_hearing": True,
            "views_at_determination": True,
            "views_at_decision": True,
            "views_before_departure_at": NOW - timedelta(hours=24),
        },
    ),
    (
        "voluntary_and_informed",
        "decision",
        RETURN | {"return_is_voluntary": True, "consent_is_informed": True, "consent_basis_recorded": True},
    ),
    (
        "voluntary_and_informed",
        "departure",
        RETURN
        | {
            "return_is_voluntary": True,
            "consent_is_informed": True,
            "consent_basis_recorded": True,
            "child_still_wants_to_return": True,
        },
    ),
    (
        "no_return_into_red_risk",
        "departure",
        RETURN | {"risk_level": "amber", "risk_assessed_at": NOW - timedelta(days=30), "risk_valid_days": 30},
    ),
    ("able_carer_agreed", "decision", RETURN | {"carer_named": True, "carer_agrees": True, "carer_able": True}),
    (
        "able_carer_agreed",
        "departure",
        RETURN | {"carer_named": True, "carer_agrees": True, "carer_able": True, "care_accepted_in_writing": True},
    ),
    (
        "reasoned_determination_in_date",
        "decision",
        {
            "determination_reasoned": True,
            "determination_panel_complete": True,
            "determination_valid_until": NOW,
        },
    ),
    ("migration_follows_protection", "decision", {"decision_follows_protection_plan": True}),
    ("specialised_escort_on_every_leg", "departure", {"escort_specialised_on_every_leg": True}),
    (
        "receiver_named_hours_agreed",
        "departure",
        {
            "receiver_named": True,
            "handover_in_agreed_hours": True,
            "all_authorities_agreed": True,
            "reception_notified_at": NOW,
        },
    ),
    (
        "receiver_named_hours_agreed",
        "release",
        {
            "receiver_named": True,
            "handover_in_agreed_hours": True,
            "all_authorities_agreed": True,
            "reception_notified_at": NOW,
            "receiver_is_the_one_named": True,
        },
    ),
    ("handover_record_by_both", "release", {"identities_checked_by_both": True, "handover_record_complete": True}),
    ("follow_up_planned_before_travel", "departure", {"follow_up_scheduled": True}),
    ("transit_agreed", "departure", {"crossed_states_agreed": True}),
    ("papers_never_say_victim", "departure", {"papers_valid": True, "papers_without_victim_mark": True}),
    ("earlier_return_reviewed", "decision", RETURN | {"earlier_return_reviewed": True}),
    ("origin_is_the_childs_country", "consular_notice", {"origin_in_doubt": False}),
    ("origin_is_the_childs_country", "decision", RETURN | {"origin_in_doubt": False}),
    ("origin_is_the_childs_country", "departure", RETURN | {"origin_in_doubt": False}),
    ("origin_is_the_childs_country", "release", RETURN | {"origin_in_doubt": False}),
    ("receiver_may_be_told", "decision", RETURN | {"withheld_from": ()}),
    ("children_travel_together", "departure", {"linked_children_ready": True}),
    ("children_travel_together", "release", {"linked_children_travelling": True}),
]

BREAKS: list[tuple[str, str, dict[str, Any]]] = [
    ("nothing_pending_against_return", "departure", {"open_holds": ("court_stay",)}),
    ("child_heard_each_time", "departure", {"views_before_departure_at": NOW - timedelta(hours=24, seconds=1)}),
    ("child_heard_each_time", "departure", {"views_before_departure_at": NOW + timedelta(seconds=1)}),
    ("no_return_into_red_risk", "departure", {"risk_level": "red"}),
    ("no_return_into_red_risk", "departure", {"risk_assessed_at": NOW + timedelta(seconds=1)}),
    ("no_return_into_red_risk", "departure", {"risk_assessed_at": NOW - timedelta(days=30, seconds=1)}),
    ("reasoned_determination_in_date", "decision", {"determination_valid_until": NOW - timedelta(seconds=1)}),
    ("receiver_may_be_told", "decision", {"withheld_from": ("receiving_agency",)}),
    ("migration_follows_protection", "decision", {"decided": "return", "determination_recommends": "victim_stay"}),
]

PROTECTS_FROM_A_WRONG_RETURN = [
    "screening_before_consulate",
    "nothing_pending_against_return",
    "voluntary_and_informed",
    "no_return_into_red_risk",
    "able_carer_agreed",
    "origin_is_the_childs_country",
    "receiver_may_be_told",
]


def _satisfied(name: str, gate: str) -> dict[str, Any]:
    return next(known for each, at, known in SATISFIED if (each, at) == (name, gate))


@pytest.mark.parametrize(("name", "gate", "known"), SATISFIED)
def test_what_it_asks_for_meets_it(facts: Callable[..., Facts], name: str, gate: str, known: dict[str, Any]) -> None:
    assert SAFEGUARDS[name](facts(**known), gate).met


@pytest.mark.parametrize(("name", "gate", "known"), SATISFIED)
def test_each_opposite_breaks_it(facts: Callable[..., Facts], name: str, gate: str, known: dict[str, Any]) -> None:
    for fact, value in known.items():
        if isinstance(value, bool):
            assert SAFEGUARDS[name](facts(**(known | {fact: not value})), gate).state == "not_met", fact


@pytest.mark.parametrize(("name", "gate", "known"), SATISFIED)
def test_each_silence_leaves_it_unknown_and_is_named(
    facts: Callable[..., Facts], name: str, gate: str, known: dict[str, Any]
) -> None:
    for fact in known:
        verdict = SAFEGUARDS[name](facts(**(known | {fact: None})), gate)
        assert verdict.state == "unknown"
        assert fact in verdict.missing or "risk_assessed_at" in verdict.missing


@pytest.mark.parametrize(("name", "gate", "change"), BREAKS)
def test_what_breaks_it(facts: Callable[..., Facts], name: str, gate: str, change: dict[str, Any]) -> None:
    assert SAFEGUARDS[name](facts(**(_satisfied(name, gate) | change)), gate).state == "not_met"


@pytest.mark.parametrize("name", SAFEGUARDS)
def test_with_nothing_known_it_is_unknown_at_each_of_its_gates(
    real: Library, facts: Callable[..., Facts], name: str
) -> None:
    declared = next(each for each in real.safeguards if each.id == name)
    for gate in declared.gates:
        verdict = SAFEGUARDS[name](facts(), gate)
        assert verdict.state == "unknown"
        assert verdict.missing


@pytest.mark.parametrize("name", PROTECTS_FROM_A_WRONG_RETURN)
def test_a_stay_needs_no_protection_from_return(facts: Callable[..., Facts], name: str) -> None:
    stay = facts(decided="refugee", protection_need=True, risk_level="red", origin_in_doubt=True)
    assert SAFEGUARDS[name](stay, "decision").met


def test_a_need_claimed_late_shuts_the_consulate_whatever_the_screening_said(facts: Callable[..., Facts]) -> None:
    late = facts(consulate_suppressed=True, protection_need=False, decided="refugee")
    assert SAFEGUARDS["screening_before_consulate"](late, "consular_notice").state == "not_met"


def test_every_gate_a_safeguard_declares_is_tested_above(real: Library) -> None:
    tested = {name for name, _, _ in SATISFIED}
    assert tested == {each.id for each in real.safeguards}
