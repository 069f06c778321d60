"""The journey with a failure in every activity of it, and with a failure on every leg: the record is the same."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from cases.care import faults
from cases.tables import Custody, FiledReport, LedgerEntry, Notice, Step
from guidelines.procedure import Procedure
from runtime.database import Sessions
from tests.workflows import path
from tests.workflows.acting import Play
from tests.workflows.failing import Failing
from tests.workflows.invariants import hold, seen
from tests.workflows.kept import Kept, another, stations, still
from tests.workflows.playing import crew, end, playing

BOOKED = {0: "Carro Ejemplo 1", 1: "Puente Ejemplo 2"}
SOME = 5
"""Writes that were done and not heard of, in one journey, at least."""

Journey = Callable[[Play], Awaitable[None]]
UNDOING = "record promise_undone cancel_bookings"

WAIT = {"next": "waits", "wait_place": "protection_office", "wait_with": "Elena"}


async def planned(play: Play) -> None:
    """From the acceptance to the eve: with something booked for each leg."""
    await play.finish("travel_documents")
    plan = play.report("repatriation_plan")
    for leg, carrier in BOOKED.items():
        plan["legs"][leg]["carrier"] = carrier
    await play.finish("repatriation_plan", report=plan)
    await play.approve("repatriation_plan", by="partner")
    await play.finish("agreement")
    await play.approve("agreement", by="partner")
    await play.finish("child_preparation")
    await play.opened("escort")


async def broken_off(play: Play) -> None:
    """A whole journey: prepared, departed, told of on the way, stopped by a court, undone, given back."""
    await planned(play)
    await play.finish("escort")
    await play.opened("transit")
    await play.wait(minutes=20)
    await play.event("leg_failed")
    await play.event("court_stay")
    await still(play)
    await play.wait(minutes=10)
    await play.finish("return_to_care", fresh=True)
    await play.finish("cancel_bookings", fresh=True)
    await play.finish("confirm_placement", by="partner", fresh=True)
    await still(play)


async def arrived(play: Play) -> None:
    """A whole journey to its end: across the border, both halves signed, taken over."""
    await planned(play)
    await path.to_handover(play)
    await path.home(play)
    await play.opened("reception")
    await still(play)


JOURNEYS: tuple[Journey, ...] = (broken_off, arrived)


async def record(play: Play) -> dict[str, Any]:
    """What the record says, without numbers and hours."""
    ledger = sorted(await play.rows(LedgerEntry), key=lambda row: row.sequence)
    assert [row.sequence for row in ledger] == list(range(1, len(ledger) + 1))
    steps, notices = await play.rows(Step), await play.rows(Notice)
    reports = sorted(await play.rows(FiledReport), key=lambda row: row.sequence)
    links = sorted(await play.rows(Custody), key=lambda row: row.sequence)
    promises = (await play.case()).view["promises"]
    return {
        "acts": Counter((row.act, row.step_key, row.round, str(row.details), row.actor) for row in ledger),
        "steps": {row.key: (row.status, row.round, row.view["outcome"]) for row in steps},
        "reports": Counter((row.step_key, row.name, row.round, row.stands) for row in reports),
        "custody": [(row.giver, row.taker, row.step_key) for row in links],
        "told": Counter((row.kind, row.recipient) for row in notices),
        "promises": [(row["kind"], row["legs"], row["what"], row["state"], row["how"]) for row in promises],
    }


@pytest.mark.timeout(400)
async def test_each_activity_fails_before_its_work_or_after_it_and_the_record_is_the_same(
    temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a journey that is broken off, and in one that arrives; what has failed in the first works in the second."""
    kept, failing = await stations(temporal, tmp_path), Failing()
    monkeypatch.setattr("workflows.worker.Worker", partial(Worker, interceptors=[failing]))
    async with playing(temporal, database) as world:
        await world.people()
        for journey in JOURNEYS:
            well, ill = [await another(temporal, database, kept["accepted"]) for _ in range(2)]
            await journey(well)
            failing.on = True
            await journey(ill)
            failing.on = False
            expected, found = await record(well), await record(ill)
            for part, wanted in expected.items():
                assert found[part] == wanted, (journey.__name__, part)
    assert {name.split()[0] for name in failing.failed} >= {"record", "judge", "clock"}
    assert set(failing.failed.values()) == {1}
    assert len([name for name in failing.unheard if name.startswith("record")]) > SOME


@pytest.mark.parametrize("leg", [1, 2])
@pytest.mark.parametrize("way", ["goes_on", "waits", "turns_back"])
async def test_a_failure_at_each_leg_leaves_nothing_behind(
    temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path, leg: int, way: str
) -> None:
    kept = await stations(temporal, tmp_path)
    async with playing(temporal, database) as world:
        await world.people()
        play = await another(temporal, database, kept["accepted"])
        await planned(play)
        await play.finish("escort")
        await play.opened("transit")
        await play.wait(minutes=20)
        changes: dict[str, Any] = {"leg": leg, "next": way}
        if way == "waits":
            changes |= WAIT | {"wait_until": _ahead(play, 4)}
        if way == "turns_back":
            changes |= {"expected_back_at": _ahead(play, 2)}
        await play.event("leg_failed", **changes)
        await nothing_orphaned(play, kept["accepted"])
        states = {each["what"]: each["state"] for each in await promises(play) if each["kind"] == "booking"}
        owed, standing = "owed", {"goes_on": "standing", "waits": "standing", "turns_back": "owed"}[way]
        assert states[BOOKED[leg - 1]] == owed
        assert states[BOOKED[2 - leg]] == (standing if leg == 1 else "kept")
        if way == "waits":
            await play.event("wait_ended", leg=leg)
        if way == "turns_back":
            await play.wait(minutes=10)
            await play.finish("return_to_care", fresh=True)
            await play.opened("repatriation_plan")
        else:
            await play.finish("transit", fresh=True)
            await play.opened("handover")
        await nothing_orphaned(play, kept["accepted"])


async def promises(play: Play) -> list[dict[str, Any]]:
    """The promises of the case as they stand."""
    found: list[dict[str, Any]] = (await play.case()).view["promises"]
    return found


async def nothing_orphaned(play: Play, begun: Kept) -> None:
    """Every invariant, and the chain of custody: somebody has the child, and everything that is left has an owner."""
    await still(play)
    now = await seen(play.database, play.number)
    hold(now, Procedure.model_validate(begun.rows[0][1]["content"]), len(now.custody))
    assert not faults(now.case.detected_at, now.custody, now.case.custodian)


def _ahead(play: Play, hours: int) -> str:
    return (play.now() + timedelta(hours=hours)).isoformat()


async def test_workers_that_go_in_the_middle_of_an_undoing_leave_the_rest_to_the_next(
    temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is told twice, and nothing is forgotten."""
    kept, failing = await stations(temporal, tmp_path), Failing()
    monkeypatch.setattr("workflows.worker.Worker", partial(Worker, interceptors=[failing]))
    async with crew(temporal, database):
        await Play(temporal, database, "MX", "GT").people()
        play = await another(temporal, database, kept["accepted"])
        await planned(play)
        failing.on, failing.forever = True, UNDOING
        flying = asyncio.create_task(play.event("court_stay"))
        async with asyncio.timeout(60):
            while not failing.failed[UNDOING]:
                await asyncio.sleep(0.05)
    failing.on = False
    async with crew(temporal, database):
        await flying
        await still(play)
        ledger = sorted(await play.rows(LedgerEntry), key=lambda row: row.sequence)
        undone = [row.details["promise"] for row in ledger if row.act == "promise_undone"]
        # Nobody of that ministry is here to read a message: telling the consulate in person is then owed.
        assert undone == ["reception", "consulate", "consulate", "escort", "booking", "booking", "placement"]
        told = Counter((row.kind, row.recipient) for row in await play.rows(Notice) if row.kind == "journey_off")
        assert set(told.values()) == {1}
        await nothing_orphaned(play, kept["accepted"])
        await end(play)
