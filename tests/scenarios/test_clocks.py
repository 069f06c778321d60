"""Every clock of the main line at its four edges, and across a holiday of either country."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import SQLModel
from temporalio.testing import WorkflowEnvironment

from cases.tables import LedgerEntry
from guidelines.library import library
from guidelines.resolve import resolve
from runtime.database import Sessions, engine, sessions
from tests.scenarios.dates import last_second, months_after, working_days_after, works, zone_of
from tests.scenarios.late import LATE, Late, Seen
from tests.scenarios.stretches import come_to
from tests.scenarios.world import World
from tests.workflows.playing import playing

HOST, ORIGIN = "MX", "GT"
PROCEDURE = resolve(library(), HOST, ORIGIN, datetime.now(UTC).date())


def clocks() -> list[str]:
    """Every step and visit that has a clock and opens on the main line, from the procedure."""
    elsewhere = {"asylum_body_notice", "stay_arrangement", "deferral_review", "host_closure"}
    elsewhere |= {"detection"}  # over before there is a case: test_the_clock_of_the_detection
    steps = [step for stage in PROCEDURE.stages for step in stage.steps if step.id not in elsewhere]
    return [key for step in steps for key in ([visit.id for visit in step.series] or [step.id])]


@pytest.fixture(scope="session")
async def late(temporal: WorkflowEnvironment, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """The late plays, each in a database of its own."""
    seen: dict[str, Seen] = {}
    for given, last in LATE.items():
        made = engine(f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('late') / 'record.db'}")
        async with made.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        async with playing(temporal, sessions(made), HOST, ORIGIN):
            found = await Late(World(temporal, sessions(made), HOST, ORIGIN)).play(given, last)
        await made.dispose()
        seen = found | seen
    return seen


def told(seen: Seen, after: timedelta) -> list[str]:
    """The roles that must have been told so long after the lapse: a post nobody holds passes the word on at once."""
    step = PROCEDURE.step(seen.row.step)
    visits = {visit.id: visit.deadline for visit in step.series}
    deadline = visits.get(seen.row.key, step.deadline)
    assert deadline is not None
    found, at, heard = [], timedelta(), True
    for rung in PROCEDURE.ladder(deadline.ladder).rungs:
        at += timedelta(hours=rung.wait_hours) if heard else timedelta()
        if at <= after:
            found.append(rung.tell)
        heard = not (rung.tell == "head_of_agency" and seen.row.side == "origin")  # nobody is that in these worlds
    return found


@pytest.mark.parametrize("key", clocks())
async def test_a_clock_at_its_edges(key: str, late: dict[str, Seen]) -> None:
    seen = late[key]
    nothing: dict[str, list[str]] = {side: [] for side in ("day before", "due") if side in seen.alerts}
    lapsed = {"lapsed": told(seen, timedelta()), "day after": told(seen, timedelta(days=1))}
    assert seen.alerts == nothing | lapsed
    assert set(seen.status.values()) == {"open"}, "silence has decided something"
    assert len(seen.told_of_lapse) == len(set(seen.told_of_lapse)) > 0, "told twice, or nobody"
    if "due" in seen.alerts:
        assert seen.reminded_by_due == len(seen.row.view["reminders"])
    if key not in LATE.values():
        assert seen.finished == 0, "the step is done and its alerts stand"


@pytest.mark.parametrize("key", clocks())
async def test_a_date_reckoned_by_hand(key: str, late: dict[str, Seen]) -> None:
    row = late[key].row
    because = row.view["because"]
    sign = 1 if because["direction"] == "after" else -1
    amount, unit = because["term"]["amount"], because["term"]["unit"]
    start = datetime.fromisoformat(because["started_at"])
    assert row.due_at == by_hand(start, sign * amount, unit, because["countries"], because["calendar"])


@pytest.mark.parametrize(("late", "seconds"), [(False, -60), (False, 0), (True, 1), (True, 90_000)])
async def test_the_clock_of_the_detection(
    late: bool, seconds: int, temporal: WorkflowEnvironment, database: Sessions
) -> None:
    """Two hours after the child was found. It is over before the case opens: it can be late, and ring for nobody."""
    async with playing(temporal, database, HOST, ORIGIN):
        world = World(temporal, database, HOST, ORIGIN)
        report = world.fresh("detection")
        done = datetime.fromisoformat(report["done_at"])
        found = done - timedelta(hours=2, seconds=seconds)
        await world.open(**report | {"detected_at": found.isoformat(), "reported_at": found.isoformat()})
        await world.still()
        row = await world.step("detection")
        because = row.view["because"]
        assert row.due_at == by_hand(found, 2, "hour", [], because["calendar"])
        assert (because["starts"], because["basis"], row.status) == ("detected", "design_default", "finished")
        first = next(each for each in await world.rows(LedgerEntry) if each.act == "case_opened")
        assert ("late" in first.details) == late
        if late:
            said = {name: datetime.fromisoformat(at) for name, at in first.details["late"].items()}
            assert said == {"due_at": row.due_at, "done_at": done}
        await world.wait(hours=3)
        await world.still()
        entries = [each for each in await world.rows(LedgerEntry) if each.step_key == "detection"]
        assert [each.act for each in entries] == ["case_opened"], "a step that is done neither reminds nor rings"
        assert await world.alerts("detection", standing=False) == []


def by_hand(start: datetime, amount: int, unit: str, countries: list[str], calendar: str) -> datetime:
    """A due date apart from the engine's own arithmetic."""
    if unit == "hour":
        return start + timedelta(hours=amount)
    zone = zone_of(ORIGIN if calendar == "origin" else HOST)
    day = start.astimezone(zone).date()
    if unit == "calendar_day":
        return last_second(day + timedelta(days=amount), zone)
    if unit == "month":
        return last_second(months_after(day, amount), zone)
    return last_second(working_days_after(day, abs(amount), countries, 1 if amount > 0 else -1), zone)


def next_holiday(after: date, of: str, not_of: str) -> date:
    """A weekday on which one country rests and the other works."""
    for count in range(1, 600):
        day = after + timedelta(days=count)
        if day.weekday() < 5 and not works(day, of) and works(day, not_of):
            return day
    raise AssertionError(f"{of} has no holiday of its own in twenty months")


CALENDARS = {
    "consular_notification": ("host", 3),
    "family_tracing": ("origin", 15),
    "risk_assessment": ("both", 15),
}


@pytest.mark.parametrize(("resting", "working"), [(HOST, ORIGIN), (ORIGIN, HOST)])
async def test_a_clock_across_a_holiday_of_one_country(
    resting: str, working: str, temporal: WorkflowEnvironment, database: Sessions
) -> None:
    """The screening ends on the eve: who rests gets a day more, a joint clock rests with either country."""
    async with playing(temporal, database, HOST, ORIGIN):
        world = World(temporal, database, HOST, ORIGIN)
        await come_to(world, "protected")
        rest = next_holiday((world.now() + timedelta(days=2)).date(), resting, working)
        eve = last_second(rest - timedelta(days=1), zone_of(resting)) - timedelta(hours=3)
        await world.until(eve.isoformat())
        await world.finish("protection_screening", fresh=True)
        await world.still()
        for key, (calendar, amount) in CALENDARS.items():
            row = await world.opened(key)
            countries = {"host": [HOST], "origin": [ORIGIN], "both": [HOST, ORIGIN]}[calendar]
            start = datetime.fromisoformat(row.view["because"]["started_at"])
            assert row.due_at == by_hand(start, amount, "working_day", countries, calendar), key
            skipped = {(each["day"], each["country"]) for each in holidays_of(row.view["because"])}
            assert ((rest.isoformat(), resting) in skipped) == (resting in countries), key
        row = await world.step("consular_notification")
        assert row.due_at is not None
        await world.until((row.due_at - timedelta(minutes=1)).isoformat())
        await world.still()
        assert await world.alerts("consular_notification") == []
        await world.wait(minutes=2)
        await world.still()
        assert [each.role for each in await world.alerts("consular_notification")] == ["worker"]


def holidays_of(because: dict[str, Any]) -> list[dict[str, Any]]:
    """The holidays a date was moved by, as its reason names them."""
    return list(because["holidays"])
