"""What a consent to share is worth: it stands until it is withdrawn, replaced, over, or was never the guardian's."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cases.consents import consents
from cases.reports.sharing_events import SharingConsented, SharingWithdrawn
from tests.cases.changed import example

TODAY = datetime(2027, 1, 20, 12, tzinfo=UTC)
GIVEN = "2026-12-03T15:50:00Z"
GUARDIANS: dict[str, Any] = {"given_by": "by_guardian", "child_said": "She agrees."}


def given(**changes: Any) -> SharingConsented:
    return SharingConsented.model_validate(example("sharing_consented", changes))


def withdrawn(**changes: Any) -> SharingWithdrawn:
    return SharingWithdrawn.model_validate(example("sharing_withdrawn", changes))


def states(said: list[SharingConsented], taken: list[SharingWithdrawn], **more: Any) -> list[str]:
    return [each.state for each in consents(said, taken, today=more.pop("today", TODAY), **more)]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "withdrawn"),
        ({"purpose": "return_and_reception"}, "withdrawn"),
        ({"purpose": "proceedings"}, "stands"),
        ({"recipient": "family"}, "stands"),
        ({"withdrawn_at": "2026-12-03T15:49:00Z"}, "stands"),
        ({"recipient_name": "Another office"}, "stands"),
    ],
)
def test_a_withdrawal_ends_what_it_is_about_and_nothing_else(changes: dict[str, Any], state: str) -> None:
    assert states([given()], [withdrawn(**changes)]) == [state]


def test_a_new_consent_after_a_withdrawal_stands() -> None:
    again = given(given_at="2027-01-15T10:00:00Z", done_at="2027-01-15T11:00:00Z")
    assert states([given(), again], [withdrawn()]) == ["withdrawn", "stands"]


def test_a_later_one_for_the_same_replaces_it() -> None:
    later = given(given_at="2026-12-20T10:00:00Z", done_at="2026-12-20T11:00:00Z")
    other = given(purpose="proceedings")
    assert states([given(), other, later], []) == ["replaced", "stands", "stands"]


@pytest.mark.parametrize(("day", "state"), [(20, "stands"), (21, "expired")])
def test_it_holds_on_its_last_day_and_not_on_the_next(day: int, state: str) -> None:
    found = consents([given(until="2027-01-20")], [], today=datetime(2027, 1, day, 9, tzinfo=UTC))
    assert found[0].state == state


def test_the_guardians_word_ends_with_the_birthday_and_the_childs_own_goes_on() -> None:
    birthday = datetime(2027, 1, 10, tzinfo=UTC)
    assert states([given(**GUARDIANS), given(recipient="family")], [], of_age_since=birthday) == ["of_age", "stands"]


def test_who_was_no_guardian_consented_to_nothing() -> None:
    found_out = datetime(2026, 12, 20, tzinfo=UTC)
    assert states([given(**GUARDIANS), given(recipient="family")], [], impostor_since=[found_out]) == [
        "impostor",
        "stands",
    ]
    real = given(**GUARDIANS, given_at="2026-12-28T10:00:00Z", done_at="2026-12-28T11:00:00Z")
    assert states([real], [], impostor_since=[found_out]) == ["stands"]


def test_what_ended_it_first_is_what_ended_it() -> None:
    (found,) = consents([given(until="2027-01-05")], [withdrawn()], today=TODAY)
    assert (found.state, found.ended_at and found.ended_at.date().isoformat()) == ("expired", "2027-01-05")
