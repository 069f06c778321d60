"""A child who comes of age while the case runs: warned in time, planned for, and heard as an adult from that day."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from temporalio.testing import WorkflowEnvironment

from cases.tables import LedgerEntry, Notice
from runtime.database import Sessions
from tests.workflows import path
from tests.workflows.acting import Play, Refused
from tests.workflows.kept import still
from tests.workflows.playing import playing

MEXICO = timedelta(hours=6)
"""Mexico City keeps UTC-6 all the year."""


@pytest.fixture
async def play(temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path) -> AsyncIterator[Play]:
    """A world of its own."""
    async with playing(temporal, database) as made:
        yield made


def born(days_before_majority: int) -> tuple[str, datetime]:
    """A date of birth, and the first instant of the eighteenth birthday so many days from today."""
    day = datetime.now(UTC).date() + timedelta(days=days_before_majority)
    if (day.month, day.day) == (2, 29):
        day += timedelta(days=1)
    return day.replace(year=day.year - 18).isoformat(), datetime.combine(day, datetime.min.time(), UTC) + MEXICO


async def acts(play: Play) -> list[str]:
    """What the ledger says, in order."""
    rows = sorted(await play.rows(LedgerEntry), key=lambda row: row.sequence)
    return [row.act for row in rows]


async def test_the_plan_opens_six_months_before_the_birthday(play: Play) -> None:
    """Nobody is surprised by a date that was known from the first day."""
    birth, majority = born(200)
    await play.open(birth_date=birth)
    await still(play)
    assert "transition_plan" not in await play.board()
    await play.wait(days=25)
    row = await play.opened("transition_plan")
    assert row.due_at == majority - timedelta(seconds=1)
    assert row.opened_at is not None
    assert timedelta(days=170) < majority - row.opened_at < timedelta(days=185)
    assert "came_of_age" not in await acts(play)


async def test_on_the_birthday_the_guardians_word_gives_way_to_the_young_adults_own(play: Play) -> None:
    """The decision stays shut until the young adult consents in person; nothing else is lost."""
    birth, majority = born(12)
    await play.open(birth_date=birth)
    await play.opened("transition_plan")
    await path.protect(play)
    await path.assess(play)
    await play.finish("best_interests_determination")
    await play.until((majority + timedelta(minutes=5)).isoformat())
    await still(play)
    assert (await acts(play)).count("came_of_age") == 1
    told = {notice.recipient for notice in await play.rows(Notice) if notice.kind == "came_of_age"}
    assert {"worker", "supervisor"} <= told
    assert not told & {"partner", "origin_worker", "origin_supervisor"}
    with pytest.raises(Refused, match="safeguard_not_met") as refused:
        await play.finish("decision", fresh=True)
    assert refused.value.details["verdicts"] == [
        {"id": "guardian_first", "state": "unknown", "missing": ["own_consent_recorded"], "against": []}
    ]
    await play.finish("transition_plan", fresh=True)
    await play.finish("decision", fresh=True)
    await play.approve("decision", by="supervisor")
    await play.opened("referral")


async def test_who_does_not_want_to_go_is_heard_anew(play: Play) -> None:
    """The plan says no: what was decided for the child is decided again."""
    birth, _ = born(60)
    await play.open(birth_date=birth)
    await path.to_decision(play)
    await play.opened("referral")
    await play.finish("transition_plan", fresh=True, wish="refuses", consent_reference="")
    assert (await play.opened("hearing")).round == 2
    assert (await play.case()).decided is None


async def test_a_corrected_birth_date_moves_the_plan(play: Play) -> None:
    """The age assessment establishes another day: the plan waits for that one."""
    birth, _ = born(30)
    await play.open(birth_date=birth)
    first = await play.opened("transition_plan")
    later, majority = born(75)
    await play.finish("urgent_measure")
    await play.finish("age_assessment", birth_date=later, age=None)
    await still(play)
    moved = await play.step("transition_plan")
    assert moved.due_at == majority - timedelta(seconds=1) != first.due_at
    assert first.due_at is not None
    await play.until(f"{date.fromisoformat(first.due_at.date().isoformat()) + timedelta(days=2)}T00:00:00+00:00")
    await still(play)
    assert "came_of_age" not in await acts(play)


async def test_the_plan_goes_on_in_the_country_of_origin(play: Play) -> None:
    """Custody passes, and with it the plan: the host has no duty left that it could not do."""
    birth, _ = born(150)
    await play.open(birth_date=birth)
    await path.to_departure(play)
    await path.to_handover(play)
    assert (await play.opened("transition_plan")).side == "host"
    await path.home(play)
    await still(play)
    row = await play.opened("transition_plan")
    assert (row.side, row.owner) == ("origin", None)
    await play.finish("transition_plan", by="partner", fresh=True, wish="not_asked", consent_reference="")
