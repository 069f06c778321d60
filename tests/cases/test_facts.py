"""From standing reports to facts."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cases.facts import facts_of, suppliers
from cases.reports import REPORTS, story
from guidelines.facts import Facts
from guidelines.safeguards import SAFEGUARDS
from tests.cases.changed import example

OF_THE_CASE = {
    *("now", "host", "origin", "consulate_suppressed", "open_holds", "withheld_from"),
    *("linked_children_ready", "linked_children_travelling"),
}


def facts(changed: dict[str, dict[str, Any]] | None = None, now: datetime = story.HANDOVER) -> Facts:
    """The whole invented case, with some reports changed."""
    reports = {name: example(name, (changed or {}).get(name)) for name in REPORTS}
    return facts_of(now=now, host="MX", origin="GT", suppressed=False, holds=(), reports=reports)


def test_every_fact_has_somebody_who_can_supply_it() -> None:
    """And nobody supplies what the guidelines do not ask."""
    assert set(suppliers()) == set(Facts.model_fields) - OF_THE_CASE


def test_where_two_supply_it_the_first_on_the_path_is_named() -> None:
    """Whoever misses the fact knows where to begin."""
    assert suppliers()["held_in_detention"] == "urgent_measure"


def test_without_reports_nothing_is_known() -> None:
    """Unknown is not false."""
    empty = facts_of(now=story.FOUND, host="MX", origin="GT", suppressed=True, holds=("court_stay",), reports={})
    by_default = {"earlier_return_reviewed", "asylum_body_told", "origin_in_doubt"}
    assert empty.model_dump(exclude_none=True).keys() == OF_THE_CASE | by_default
    assert (empty.asylum_body_told, empty.origin_in_doubt) == (False, False)
    assert (empty.consulate_suppressed, empty.open_holds) == (True, ("court_stay",))


@pytest.mark.parametrize("gate", ["consular_notice", "decision", "departure", "release"])
def test_the_invented_case_passes_every_safeguard(gate: str) -> None:
    """So the examples, together, play a whole lawful case."""
    whole = facts()
    assert {name for name, ask in SAFEGUARDS.items() if not ask(whole, gate).met} == set()


def test_the_later_report_on_where_the_child_is_holds() -> None:
    """A cell in the first hour, then a shelter; or the other way round."""
    cell = {"place_kind": "cell", "way_out": "Shelter tonight."}
    earlier = {"done_at": "2026-11-30T00:00:00Z", "passed_at": "2026-11-30T00:00:00Z"}
    assert facts({"urgent_measure": cell, "return_to_care": earlier}).held_in_detention is False
    assert facts({"return_to_care": cell}).held_in_detention is True


def test_a_return_without_consent_is_unknown_not_voluntary() -> None:
    """A stay has no consent to return."""
    stay = facts({"decision": {"decided": "victim_stay", "consent": None}})
    assert (stay.decided, stay.return_is_voluntary, stay.consent_basis_recorded) == ("victim_stay", None, None)


@pytest.mark.parametrize(
    ("report", "changes", "fact"),
    [
        ("handover", {"receiver.paper": "DPI-OTRO"}, "receiver_is_the_one_named"),
        ("handover", {"receiver_is_named_one": False}, "receiver_is_the_one_named"),
        ("handover", {"passed_at": "2027-01-15T12:00:00Z"}, "handover_in_agreed_hours"),
        ("handover", {"receiver.checked_other": False}, "identities_checked_by_both"),
        ("handover", {"deliverer.checked_other": False}, "identities_checked_by_both"),
        ("escort", {"legs": [example("escort")["legs"][0]]}, "escort_specialised_on_every_leg"),
        ("escort", {"legs.1.kind": "uniformed"}, "escort_specialised_on_every_leg"),
        ("escort", {"legs.1.trained": False}, "escort_specialised_on_every_leg"),
        ("agreement", {"signatures.0.agrees": False, "objections": "No bed."}, "all_authorities_agreed"),
        ("agreement", {"signatures": example("agreement")["signatures"][1:]}, "all_authorities_agreed"),
        ("agreement", {"guardian_acknowledges": False}, "all_authorities_agreed"),
        ("agreement", {"child_acknowledges": False}, "all_authorities_agreed"),
        ("repatriation_plan", {"visits": []}, "follow_up_scheduled"),
        ("repatriation_plan", {"visits.0.day": "2027-02-01", "visits.1.day": "2027-03-01"}, "follow_up_scheduled"),
        ("hearing", {"told": ["rights"]}, "child_informed"),
        ("hearing", {"child_understood": False}, "child_informed"),
        ("hearing", {"agrees_to_tracing": False}, "tracing_agreed"),
        ("guardian", {"accepted": False}, "guardian_appointed"),
        ("nationality", {"result": "probable", "next_way": "Civil registry."}, "nationality_confirmed"),
        ("home_study", {"able": False, "alternative": "Uncle."}, "carer_able"),
        ("home_study", {"agrees": False, "alternative": "Uncle."}, "carer_agrees"),
        ("acceptance", {"care_in_writing": False}, "care_accepted_in_writing"),
        ("travel_documents", {"papers.0.victim_mark": True}, "papers_without_victim_mark"),
        ("travel_documents", {"papers.0.photo_matches": False}, "papers_valid"),
        ("travel_documents", {"exit_allowed": False}, "papers_valid"),
        ("decision", {"consent.voluntary": False}, "return_is_voluntary"),
        ("decision", {"consent.guardian_agrees": False}, "return_is_voluntary"),
        ("decision", {"consent.informed": False}, "consent_is_informed"),
        ("decision", {"views.heard": "not_heard", "views.why_not": "Ill."}, "views_at_decision"),
        ("best_interests_determination", {"information_by_others": False}, "determination_panel_complete"),
        ("best_interests_determination", {"members.0.signed": False}, "determination_panel_complete"),
        ("child_preparation", {"wants_to_return": False, "why_not": "Afraid."}, "child_still_wants_to_return"),
    ],
)
def test_what_does_not_hold_is_false(report: str, changes: dict[str, Any], fact: str) -> None:
    """Known to be false, so that the safeguard says so and does not ask."""
    assert getattr(facts({report: changes}), fact) is False


def test_the_second_receiver_of_the_plan_is_named_too() -> None:
    """Written with other blanks and hyphens."""
    assert facts({"handover": {"receiver.paper": "dpi ejemplo 0005"}}).receiver_is_the_one_named is True


def test_a_lapsed_paper_counts_only_from_its_day() -> None:
    """Facts are as of now."""
    assert facts(now=datetime(2027, 3, 8, tzinfo=UTC)).papers_valid is False


@pytest.mark.parametrize(
    ("nationality", "settled", "confirmed", "in_doubt"),
    [
        ({}, {}, True, False),
        ({"nationality": "MX", "other_nationality": "GT"}, {}, True, False),
        ({"nationality": "HN"}, {}, False, True),
        ({"nationality": "HN", "result": "probable", "next_way": "Asked."}, {}, False, False),
        ({}, {"result": "identity_other_country", "country": "HN", "next_way": "A case."}, False, True),
        ({}, {"result": "identity_unknown", "next_way": "A stay."}, False, True),
        ({}, {"result": "identity_same_country", "country": "HN"}, False, True),
    ],
)
def test_only_the_nationality_of_the_origin_is_a_confirmation(
    nationality: dict[str, Any], settled: dict[str, Any], confirmed: bool, in_doubt: bool
) -> None:
    """A child proved to be of another country is not confirmed for this one, whoever proved it."""
    found = facts({"nationality": nationality, "identity_settled": settled})
    assert (found.nationality_confirmed, found.origin_in_doubt) == (confirmed, in_doubt)


def test_other_proof_without_a_country_confirms_none() -> None:
    """A report from before the country was asked for stays readable, and proves nothing for this case."""
    accepted = {"registry_accepts": "Registry", "registry_reference": "AC-1", "answered_at": None}
    found = facts({"nationality": {"result": "other_proof", "nationality": None} | accepted})
    assert (found.nationality_confirmed, found.origin_in_doubt) == (False, False)


def test_a_new_inquiry_takes_the_place_of_an_identity_settled_before() -> None:
    """While it runs its own hold shuts everything; what it will find is not known yet."""
    elsewhere = {"result": "identity_unknown", "next_way": "A stay."}
    failed_again = {"done_at": "2027-01-10T18:00:00Z"}
    assert facts({"identity_settled": elsewhere, "identity_failed": failed_again}).origin_in_doubt is False


def test_the_asylum_body_is_told_once_for_each_need() -> None:
    """By the claim, or after it; what was told before a need was cleared does not count for the next one."""
    before = {"decided_at": "2027-01-01T00:00:00Z"}
    untold = {"asylum_body": "", "asylum_body_told_at": None}
    early = {"told_at": "2026-12-20T00:00:00Z"}
    assert facts({"protection_need_cleared": before}).asylum_body_told is True
    assert facts({"protection_need_cleared": before, "protection_claim": untold}).asylum_body_told is True
    again = facts({"protection_need_cleared": before, "protection_claim": untold, "asylum_body_told": early})
    assert again.asylum_body_told is False
    assert facts().asylum_body_told is False, "the example's need was cleared after it was told"
