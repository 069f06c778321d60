"""A country may only protect more."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidelines.country import Overlay
from guidelines.library import Library, library
from guidelines.refusal import GuidelineRefused
from guidelines.resolve import resolve

DAY = date(2026, 6, 1)
CITE = {"basis": "design_default", "note": {"en": "A test.", "es": "Una prueba."}, "last_checked_on": DAY}


def _with(step: str, **change: Any) -> Library:
    """The library in which Belize, as host, changes a step."""
    real = library()
    replace = {"op": "replace", "as": "host", "step": step, "applies_from": date(2020, 1, 1), "cite": CITE} | change
    overlay = Overlay.model_validate({"country": "BZ", "changes": [replace]})
    return real.model_copy(update={"overlays": real.overlays | {"BZ": overlay}})


def _clock(amount: int, unit: str, **other: Any) -> dict[str, Any]:
    value = {"applies_from": date(2020, 1, 1), "term": {"amount": amount, "unit": unit}, "cite": CITE}
    usual = {"calendar": "host", "on_lapse": "escalate", "ladder": "standard", "values": [value]}
    return usual | other


@pytest.mark.parametrize(
    ("step", "change", "words"),
    [
        ("age_assessment", {"deadline": _clock(25, "hour", starts="urgent_measure.finished")}, "25 hour can end later"),
        (
            "age_assessment",
            {"deadline": _clock(1, "calendar_day", starts="urgent_measure.finished")},
            "1 calendar_day can end later than the regional 24 hour",
        ),
        ("decision", {"deadline": _clock(9, "working_day", starts="best_interests_determination.finished")}, "later"),
        ("age_assessment", {"deadline": _clock(1, "hour", starts="opened")}, "it starts at `opened`"),
        ("age_assessment", {"deadline": _clock(1, "hour", starts="hearing.finished")}, "can come later"),
        (
            "age_assessment",
            {"deadline": _clock(1, "hour", starts="urgent_measure.finished", direction="before")},
            "counts before the moment",
        ),
        (
            "urgent_measure",
            {"deadline": _clock(3, "hour", starts="detection.finished")},
            "its ladder `standard` tells `supervisor` of a lapse later than `urgent`",
        ),
        (
            "age_assessment",
            {"deadline": _clock(24, "hour", starts="urgent_measure.finished", ladder="consular")},
            "tells `head_of_agency` of a lapse later than `standard`, or never",
        ),
        (
            "agreement",
            {"deadline": _clock(4, "working_day", starts="departure", direction="before", calendar="both")},
            "4 working_day can end later",
        ),
        (
            "referral",
            {"deadline": _clock(3, "working_day", starts="decision.finished", calendar="both")},
            "can end later",
        ),
        ("travel_documents", {"evidence": ("travel_document",)}, "it no longer asks for `exit_permission`"),
    ],
)
def test_what_protects_less_is_refused(step: str, change: dict[str, Any], words: str) -> None:
    with pytest.raises(GuidelineRefused) as refused:
        resolve(_with(step, **change), "BZ", "GT", DAY)
    assert words in str(refused.value)
    assert f"countries/BZ/overlay.yaml, change of {step}" in str(refused.value)


@pytest.mark.parametrize(
    ("step", "change"),
    [
        ("age_assessment", {"deadline": _clock(24, "hour", starts="urgent_measure.finished")}),
        ("age_assessment", {"deadline": _clock(24, "hour", starts="detected")}),
        ("age_assessment", {"deadline": _clock(24, "hour", starts="detection.finished", ladder="urgent")}),
        ("decision", {"deadline": _clock(239, "hour", starts="best_interests_determination.finished")}),
        ("decision", {"deadline": _clock(8, "calendar_day", starts="best_interests_determination.finished")}),
        ("home_study", {"deadline": _clock(20, "working_day", starts="risk_assessment.finished", calendar="origin")}),
        ("home_study", {"deadline": _clock(5, "calendar_day", starts="opened", calendar="origin")}),
        ("travel_documents", {"evidence": ("exit_permission", "travel_document", "signed_agreement")}),
        ("agreement", {"deadline": _clock(6, "working_day", starts="departure", direction="before", calendar="both")}),
        ("decision", {"responsible": "judge"}),
    ],
)
def test_what_protects_as_much_or_more_is_accepted(step: str, change: dict[str, Any]) -> None:
    changed = resolve(_with(step, **change), "BZ", "GT", DAY).step(step)
    assert changed != resolve(library(), "BZ", "GT", DAY).step(step)


@given(hours=st.integers(0, 100))
def test_hours_are_accepted_up_to_the_regional_ones(hours: int) -> None:
    changed = _with("age_assessment", deadline=_clock(hours, "hour", starts="urgent_measure.finished"))
    if hours <= 24:
        assert resolve(changed, "BZ", "GT", DAY)
    else:
        with pytest.raises(GuidelineRefused):
            resolve(changed, "BZ", "GT", DAY)


def test_a_change_that_names_no_value_for_the_day_is_refused() -> None:
    late = {"applies_from": date(2030, 1, 1), "term": {"amount": 1, "unit": "hour"}, "cite": CITE}
    clock = _clock(1, "hour", starts="urgent_measure.finished", values=[late])
    with pytest.raises(GuidelineRefused, match="change of age_assessment: No value stands on 2026-06-01"):
        resolve(_with("age_assessment", deadline=clock), "BZ", "GT", DAY)


def test_when_a_national_rule_ends_the_regional_one_stands_again() -> None:
    clock = _clock(12, "hour", starts="urgent_measure.finished")
    changed = _with("age_assessment", deadline=clock, applies_until=DAY)
    regional = resolve(library(), "BZ", "GT", DAY).step("age_assessment")
    assert resolve(changed, "BZ", "GT", DAY).step("age_assessment") != regional
    assert resolve(changed, "BZ", "GT", date(2026, 6, 2)).step("age_assessment") == regional
