"""The conditions: met, not met, and unknown, which is never met."""

from collections.abc import Callable
from typing import Any, get_args

import pytest

from guidelines.conditions import CONDITIONS
from guidelines.facts import Facts, Outcome

CLEAR = {"consulate_suppressed": False, "protection_need": False}
TABLE: list[tuple[str, dict[str, Any], str]] = [
    ("consular_contact_allowed", CLEAR, "met"),
    ("consular_contact_allowed", CLEAR | {"protection_need": True}, "not_met"),
    ("consular_contact_allowed", {"consulate_suppressed": True}, "not_met"),
    ("consular_contact_allowed", {"consulate_suppressed": False}, "unknown"),
    ("consular_contact_allowed", {"protection_need": False}, "unknown"),
    ("consulate_may_be_told", {"withheld_from": ()}, "met"),
    ("consulate_may_be_told", {"withheld_from": ("family",)}, "met"),
    ("consulate_may_be_told", {"withheld_from": ("consulate",)}, "not_met"),
    ("receiving_agency_may_be_told", {"withheld_from": ("consulate",)}, "met"),
    ("receiving_agency_may_be_told", {"withheld_from": ("receiving_agency",)}, "not_met"),
    ("family_may_be_told", {"withheld_from": ()}, "met"),
    ("family_may_be_told", {"withheld_from": ("consulate", "family")}, "not_met"),
    ("protection_need_found", {"protection_need": True}, "met"),
    ("protection_need_found", {"consulate_suppressed": True}, "met"),
    ("protection_need_found", CLEAR, "not_met"),
    ("child_agrees_to_tracing", {"tracing_agreed": True}, "met"),
    ("child_agrees_to_tracing", {"tracing_agreed": False}, "not_met"),
    ("risk_is_not_red", {"risk_level": "amber"}, "met"),
    ("risk_is_not_red", {"risk_level": "red"}, "not_met"),
    ("decision_is_return", {"decided": "return"}, "met"),
    ("decision_is_return", {"decided": "deferred"}, "not_met"),
    ("decision_is_stay", {"decided": "refugee"}, "met"),
    ("decision_is_stay", {"decided": "third_country"}, "met"),
    ("decision_is_stay", {"decided": "return"}, "not_met"),
    ("decision_is_stay", {"decided": "not_a_victim"}, "not_met"),
    ("decision_is_deferred", {"decided": "deferred"}, "met"),
    ("decision_is_deferred", {"decided": "return"}, "not_met"),
    ("case_ends_in_host_country", {"decided": "not_a_victim"}, "met"),
    ("case_ends_in_host_country", {"decided": "victim_stay"}, "met"),
    ("case_ends_in_host_country", {"decided": "return"}, "not_met"),
    ("case_ends_in_host_country", {"decided": "deferred"}, "not_met"),
]


@pytest.mark.parametrize(("name", "known", "state"), TABLE)
def test_a_condition(facts: Callable[..., Facts], name: str, known: dict[str, Any], state: str) -> None:
    assert CONDITIONS[name](facts(**known)).state == state


@pytest.mark.parametrize("name", CONDITIONS)
def test_with_nothing_known_a_condition_is_unknown_and_says_what_is_missing(
    facts: Callable[..., Facts], name: str
) -> None:
    verdict = CONDITIONS[name](facts())
    assert verdict.state == "unknown"
    assert verdict.missing


@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_each_outcome_leads_exactly_one_way(facts: Callable[..., Facts], outcome: str) -> None:
    ways = ("decision_is_return", "decision_is_deferred", "case_ends_in_host_country")
    assert sum(CONDITIONS[way](facts(decided=outcome)).met for way in ways) == 1
