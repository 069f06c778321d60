"""Every clock at its four edges, between countries of one hour and of several, and across their holidays."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import SQLModel
from temporalio.testing import WorkflowEnvironment

from cases.tables import LedgerEntry
from guidelines.library import library
from guidelines.procedure import Procedure
from guidelines.resolve import resolve
from runtime.database import Sessions, engine, sessions
from tests.keys import KEYS
from tests.scenarios.dates import last_second, months_after, working_days_after, works, zone_of
from tests.scenarios.late import LATE, Late, Seen
from tests.scenarios.stretches import come_to
from tests.scenarios.world import World
from tests.workflows.playing import playing

pytestmark = pytest.mark.timeout(600)  # the first one waits until every tale is told: on a busy machine, minutes

Key = tuple[str, str, str]
"""Host, origin, and the key of a step or visit."""

OFF_THE_MAIN_LINE: list[Key] = [
    ("US", "HN", "hhs_notification"),
    ("US", "HN", "hhs_custody"),
    ("US", "HN", "protection_screening"),
    ("US", "HN", "decision"),
    ("US", "HN", "deferral_review"),
    ("US", "HN", "stay_arrangement"),
    ("US", "HN", "host_closure"),
    ("MX", "GT", "visit_red_flag_1"),
    ("MX", "DO", "protection_screening"),
    ("MX", "DO", "asylum_body_notice"),
]
"""What the main line of MX and GT does not have, or has in one hour for both countries."""

LESS_THAN_A_DAY = {"asylum_body_notice"}


def rules(host: str, origin: str) -> Procedure:
    """The rules between two countries today."""
    return resolve(library(), host, origin, datetime.now(UTC).date())


def clocks() -> list[Key]:
    """Every step and visit that has a clock and opens on the main line, from the procedure; and the others."""
    elsewhere = {key for _, _, key in OFF_THE_MAIN_LINE} - {"protection_screening", "decision"}
    elsewhere |= {"detection"}  # over before there is a case: test_the_clock_of_the_detection
    steps = [step for stage in rules("MX", "GT").stages for step in stage.steps if step.id not in elsewhere]
    keys = [key for step in steps for key in ([visit.id for visit in step.series] or [step.id])]
    return [*(("MX", "GT", key) for key in keys), *OFF_THE_MAIN_LINE]


@pytest.fixture(scope="session")
async def late(temporal: WorkflowEnvironment, tmp_path_factory: pytest.TempPathFactory) -> dict[Key, Seen]:
    """The late tales, each in a database of its own."""
    seen: dict[Key, Seen] = {}
    for tale in LATE:
        made = engine(f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('late') / 'record.db'}")
        async with made.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        place = (tale.host, tale.origin)
        async with playing(temporal, sessions(made, KEYS), *place):
            found = await Late(World(temporal, sessions(made, KEYS), *place), tale).play()
        await made.dispose()
        seen = {(*place, key): each for key, each in found.items()} | seen
    return seen


def told(procedure: Procedure, seen: Seen, after: timedelta) -> list[str]:
    """The roles that must have been told so long after the lapse: a post nobody holds passes the word on at once."""
    step = procedure.step(seen.row.step)
    visits = {visit.id: visit.deadline for visit in (*step.series, *([step.extra] if step.extra else []))}
    deadline = visits.get(seen.row.view["visit"] or "", step.deadline)
    assert deadline is not None
    found, at, heard = [], timedelta(), True
    for rung in procedure.ladder(deadline.ladder).rungs:
        at += timedelta(hours=rung.wait_hours) if heard else timedelta()
        if at <= after:
            found.append(rung.tell)
        heard = not (rung.tell == "head_of_agency" and seen.row.side == "origin")  # nobody is that in these worlds
    return found


@pytest.mark.parametrize("key", clocks(), ids="-".join)
async def test_a_clock_at_its_edges(key: Key, late: dict[Key, Seen]) -> None:
    seen, procedure = late[key], rules(*key[:2])
    nothing: dict[str, list[str]] = {side: [] for side in ("day before", "due") if side in seen.alerts}
    lapsed = {
        "lapsed": told(procedure, seen, timedelta()),
        "day after": told(procedure, seen, timedelta(days=1)),
    }
    if key in OFF_THE_MAIN_LINE:
        assert set(nothing) == {"day before", "due"} - ({"day before"} if key[2] in LESS_THAN_A_DAY else set())
    assert seen.alerts == nothing | lapsed
    assert set(seen.status.values()) == {"open"}, "silence has decided something"
    assert len(seen.told_of_lapse) == len(set(seen.told_of_lapse)) > 0, "told twice, or nobody"
    if "due" in seen.alerts:
        assert seen.reminded_by_due == len(seen.row.view["reminders"])
    if key not in {(tale.host, tale.origin, tale.last) for tale in LATE}:
        assert seen.finished == 0, "the step is done and its alerts stand"


@pytest.mark.parametrize("key", clocks(), ids="-".join)
async def test_a_date_reckoned_by_hand(key: Key, late: dict[Key, Seen]) -> None:
    row = late[key].row
    because = row.view["because"]
    sign = 1 if because["direction"] == "after" else -1
    amount, unit = because["term"]["amount"], because["term"]["unit"]
    start = datetime.fromisoformat(because["started_at"])
    zone = zone_of(key[1] if because["calendar"] == "origin" else key[0])
    assert row.due_at == by_hand(start, sign * amount, unit, because["countries"], zone)


@pytest.mark.parametrize(("late", "seconds"), [(False, -60), (False, 0), (True, 1), (True, 90_000)])
async def test_the_clock_of_the_detection(
    late: bool, seconds: int, temporal: WorkflowEnvironment, database: Sessions
) -> None:
    """Two hours after the child was found. It is over before the case opens: it can be late, and ring for nobody."""
    async with playing(temporal, database, "MX", "GT"):
        world = World(temporal, database, "MX", "GT")
        report = world.fresh("detection")
        done = datetime.fromisoformat(report["done_at"])
        found = done - timedelta(hours=2, seconds=seconds)
        await world.open(**report | {"detected_at": found.isoformat(), "reported_at": found.isoformat()})
        await world.still()
        row = await world.step("detection")
        because = row.view["because"]
        assert row.due_at == by_hand(found, 2, "hour", [], zone_of("MX"))
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


def by_hand(start: datetime, amount: int, unit: str, countries: list[str], zone: ZoneInfo) -> datetime:
    """A due date apart from the engine's own arithmetic."""
    if unit == "hour":
        return start + timedelta(hours=amount)
    day = start.astimezone(zone).date()
    if unit == "calendar_day":
        return last_second(day + timedelta(days=amount), zone)
    if unit == "month":
        return last_second(months_after(day, amount), zone)
    return last_second(working_days_after(day, abs(amount), countries, 1 if amount > 0 else -1), zone)


def next_holiday(after: date, resting: list[str], working: list[str]) -> date:
    """A weekday on which some countries rest and the others work."""
    for count in range(1, 600):
        day = after + timedelta(days=count)
        rests = all(not works(day, each) for each in resting)
        if day.weekday() < 5 and rests and all(works(day, each) for each in working):
            return day
    raise AssertionError(f"{resting} have no holiday of their own in twenty months")


CALENDARS = {
    "consular_notification": ("host", 3),
    "family_tracing": ("origin", 15),
    "risk_assessment": ("both", 15),
}

HOLIDAYS = [
    (pair, resting)
    for pair in (("MX", "GT"), ("US", "HN"), ("CA", "DO"))
    for resting in ([pair[0]], [pair[1]], list(pair))
    if pair != ("CA", "DO") or len(resting) == 1
]
"""Two countries, and which of them rest."""


@pytest.mark.parametrize(("pair", "resting"), HOLIDAYS, ids="-".join)
async def test_a_clock_across_a_holiday(
    pair: tuple[str, str], resting: list[str], temporal: WorkflowEnvironment, database: Sessions
) -> None:
    """The screening ends on the eve: who rests gets a day more, a joint clock rests with either country."""
    host, origin = pair
    async with playing(temporal, database, host, origin):
        world = World(temporal, database, host, origin)
        await come_to(world, "protected")
        working = [each for each in pair if each not in resting]
        rest = next_holiday((world.now() + timedelta(days=2)).date(), resting, working)
        eve = last_second(rest - timedelta(days=1), zone_of(resting[0])) - timedelta(hours=3)
        await world.until(eve.isoformat())
        await world.finish("protection_screening", fresh=True)
        await world.still()
        for key, (calendar, amount) in CALENDARS.items():
            row = await world.opened(key)
            countries = {"host": [host], "origin": [origin], "both": [host, origin]}[calendar]
            start = datetime.fromisoformat(row.view["because"]["started_at"])
            zone = zone_of(origin if calendar == "origin" else host)
            assert row.due_at == by_hand(start, amount, "working_day", countries, zone), key
            skipped = {(each["day"], each["country"]) for each in holidays_of(row.view["because"])}
            assert {each for each in pair if (rest.isoformat(), each) in skipped} == {*resting} & {*countries}, key
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
