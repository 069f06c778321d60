"""A report beside the plan: what neither of the two can know alone."""

from typing import Any

import pytest

from cases.fitting import between
from cases.reports import report_model
from tests.cases.changed import example

STANDING = {"repatriation_plan": example("repatriation_plan")}
NO_RECORD: dict[str, Any] = {
    **dict.fromkeys(("record_number", "place", "condition", "belongings"), ""),
    **dict.fromkeys(("deliverer", "receiver", "passed_at")),
}
FIRST = example("escort_replaced")["legs"][0] | {"number": 1}
EVE = {"done_at": "2027-01-15T11:00:00Z", "introduced_at": "2027-01-15T10:00:00Z"}
LATE = {"done_at": "2027-01-15T12:30:00Z", "introduced_at": "2027-01-15T12:00:00Z"}


def faults(name: str, changes: dict[str, Any], travelling: bool) -> list[str]:
    report = report_model(name).model_validate(example(name, changes))
    return [each["loc"][0] for each in between(report, STANDING, travelling=travelling)]


URGENT = {"emergency": True, "emergency_reason": "Ill."}
ON_THE_ROAD = {"done_at": "2027-01-15T15:50:00Z"}
BOTH_LEGS = {"legs": [FIRST, FIRST | {"number": 2}]}


@pytest.mark.parametrize(
    ("name", "changes", "travelling", "fields"),
    [
        ("leg_failed", {}, True, []),
        ("leg_failed", {"leg": 3}, True, ["leg"]),
        ("wait_ended", {"leg": 3}, True, ["leg"]),
        ("escort_replaced", {}, True, []),
        ("escort_replaced", NO_RECORD, True, ["record_number"]),
        ("escort_replaced", {"legs.0.number": 1}, True, ["legs"]),
        ("escort_replaced", {"legs.0.number": 3}, True, ["legs"]),
        ("escort_replaced", NO_RECORD | BOTH_LEGS | EVE, False, []),
        ("escort_replaced", NO_RECORD | EVE, False, ["legs"]),
        ("escort_replaced", BOTH_LEGS | ON_THE_ROAD | URGENT, False, ["record_number"]),
        ("escort_replaced", NO_RECORD | BOTH_LEGS | LATE, False, ["emergency"]),
        ("escort_replaced", NO_RECORD | BOTH_LEGS | LATE | URGENT, False, []),
        ("court_stay", {}, True, []),
        ("medical_suspension", {}, True, []),
        ("medical_suspension", {"consulates_told": ""}, False, []),
        ("medical_suspension", {"consulates_told": ""}, True, ["consulates_told"]),
    ],
)  # fmt: skip
def test_beside_the_plan(name: str, changes: dict[str, Any], travelling: bool, fields: list[str]) -> None:
    assert faults(name, changes, travelling) == fields


def test_no_consulate_is_told_while_the_contact_is_shut() -> None:
    report = report_model("medical_suspension").model_validate(example("medical_suspension", {"consulates_told": ""}))
    assert between(report, STANDING, travelling=True, contact_shut=True) == []


def test_without_a_plan_nothing_is_compared() -> None:
    report = report_model("leg_failed").model_validate(example("leg_failed", {"leg": 3}))
    assert between(report, {}, travelling=True) == []
