"""The chain of custody, read and checked."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from cases.care import faults, stretches

FOUND = datetime(2026, 12, 1, 15, 40, tzinfo=UTC)


@dataclass
class Given:
    sequence: int
    giver: str
    taker: str
    at: datetime
    step_key: str = "escort"


def at(minutes: int) -> datetime:
    return FOUND + timedelta(minutes=minutes)


WHOLE = (Given(4, "host", "escort", at(60)), Given(9, "escort", "escort", at(90)), Given(12, "escort", "host", at(90)))


def test_each_stretch_begins_where_the_one_before_it_ended() -> None:
    found = stretches(FOUND, reversed(WHOLE))
    assert [(each.holder, each.since, each.until) for each in found] == [
        ("host", FOUND, at(60)),
        ("escort", at(60), at(90)),
        ("escort", at(90), at(90)),
        ("host", at(90), None),
    ]
    assert [each.by.sequence for each in found if each.by] == [4, 9, 12]


def test_a_whole_chain_has_no_fault() -> None:
    assert faults(FOUND, WHOLE, "host") == []
    assert faults(FOUND, (), "host") == []


@pytest.mark.parametrize(
    ("links", "custodian", "kinds"),
    [
        ((Given(4, "origin", "escort", at(60)),), "escort", ["gap"]),
        ((Given(4, "host", "escort", at(60)), Given(5, "escort", "host", at(59))), "host", ["overlap"]),
        ((Given(4, "host", "escort", at(-1)),), "escort", ["overlap"]),
        ((Given(4, "host", "escort", at(60)),), "host", ["gap"]),
        ((), "escort", ["gap"]),
    ],
)
def test_a_gap_and_an_overlap_are_found(links: tuple[Given, ...], custodian: str, kinds: list[str]) -> None:
    assert [each.kind for each in faults(FOUND, links, custodian)] == kinds
