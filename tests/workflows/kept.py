"""A case set down at a point of its path and taken up from there, as often as a test likes, each time as another case.

The record holds all that a workflow knows (its view, its steps, its edition): what continue-as-new carries over is
built from it here. So a test begins at the border after a tenth of a second, and not after thirty acts.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel, insert
from temporalio.client import WorkflowUpdateFailedError
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment

from cases.record import CaseView, StepView
from cases.tables import (
    Alert,
    Child,
    Custody,
    FiledReport,
    LedgerEntry,
    Letter,
    Participation,
    Procedure,
    StateKept,
    Step,
    StepKept,
)
from cases.tables.ciphering import enciphered
from runtime.database import Sessions, engine, sessions
from tests.keys import KEYS
from tests.workflows import path
from tests.workflows.acting import Play
from tests.workflows.playing import playing
from workflows import messages
from workflows.names import reception_id, repatriation_id, task_queue
from workflows.reception import Reception
from workflows.repatriation import Repatriation

OF_A_CASE = (Step, FiledReport, LedgerEntry, Participation, Custody, Alert, Letter, Child, StateKept, StepKept)
"""Notices are left behind: they were sent."""


@dataclass(frozen=True)
class Kept:
    """All rows of a case, and how far its clock had come."""

    number: str
    rows: tuple[tuple[type[SQLModel], dict[str, Any]], ...]
    passed: timedelta
    shift: timedelta
    in_origin: bool


async def keep(play: Play) -> Kept:
    """Set a case down. Nothing may be on its way to be opened."""
    case = await play.case()
    async with play.database() as session:
        procedure = await session.get(Procedure, case.edition)
    assert procedure is not None
    rows: list[SQLModel] = [procedure, case]
    for table in OF_A_CASE:
        rows += await play.rows(table)
    kept = tuple((type(row), row.model_dump()) for row in rows)
    return Kept(play.number, kept, play.passed, play.shift, play.in_origin)


async def take_up(play: Play, kept: Kept) -> Play:
    """Go on with a kept case under this play's own number; its people must be there."""
    await set_down(play, kept)
    play.shift, play.in_origin = kept.shift, kept.in_origin
    await begin(play, await state_of(play))
    await play.handle.execute_update("opened", result_type=messages.Receipt, rpc_timeout=timedelta(seconds=20))
    if kept.passed:
        await play.wait(seconds=kept.passed.total_seconds())
    return play


async def set_down(play: Play, kept: Kept) -> None:
    """The record of a kept case under this play's own number: for one that is closed, all there is."""
    async with play.database() as session:
        connection = await session.connection()
        for table, rows in groupby(kept.rows, key=itemgetter(0)):
            values = [_as_new(table, renumbered(each, kept.number, play.number)) for _, each in rows]
            known = await session.get(Procedure, values[0]["edition"]) if "content" in values[0] else None
            if known is not None:
                continue
            await connection.execute(insert(table), values)
        await session.commit()


def _as_new(table: type[SQLModel], row: dict[str, Any]) -> dict[str, Any]:
    """A row that the database numbers takes the next number there; what is confidential goes in enciphered."""
    new = {name: value for name, value in row.items() if name != "id" or not isinstance(value, int)}
    return enciphered(KEYS, table, new)


async def state_of(play: Play) -> messages.State:
    """What a workflow knows of this case, from its record."""
    case, steps = await play.case(), await play.rows(Step)
    async with play.database() as session:
        procedure = await session.get(Procedure, case.edition)
    assert procedure is not None
    return messages.State(
        case=CaseView.model_validate(case.view),
        procedure=procedure.content,
        steps={row.key: StepView.model_validate(row.view) for row in in_order(procedure.content, steps)},
        sequence=case.sequence,
    )


def in_order(procedure: dict[str, Any], steps: list[Step]) -> list[Step]:
    """As the procedure lays them out."""
    order = [step["id"] for stage in procedure["stages"] for step in stage["steps"]]
    return sorted(steps, key=lambda row: order.index(row.step) if row.step in order else len(order))


async def begin(play: Play, state: messages.State) -> None:
    """Start the workflow in charge from a state."""
    client = play.environment.client
    if play.in_origin:
        handed = messages.Handed(state=state)
        queue = task_queue(play.origin)
        await client.start_workflow(Reception.run, handed, id=reception_id(play.number), task_queue=queue)
        return
    opened = messages.Opened(
        number=play.number, host=play.host, origin=play.origin, actor=play.actor("worker"), report={}, state=state
    )
    queue = task_queue(play.host)
    await client.start_workflow(Repatriation.run, opened, id=repatriation_id(play.number), task_queue=queue)


def renumbered(value: Any, old: str, new: str) -> Any:
    """The same with another case number, wherever it stands."""
    if isinstance(value, dict):
        return {key: renumbered(each, old, new) for key, each in value.items()}
    if isinstance(value, list):
        return [renumbered(each, old, new) for each in value]
    return value.replace(old, new) if isinstance(value, str) else value


async def _homeward(play: Play) -> None:
    await path.home(play)
    await play.opened("reception")


async def _placed(play: Play) -> None:
    for step in ("reception", "placement"):
        await play.finish(step, by="partner")
    await play.opened("reintegration_plan")


async def _visited(play: Play) -> None:
    await play.finish("reintegration_plan", by="partner")
    for row in await play.rows_of("follow_up"):
        while (await play.step(row.key)).status == "waiting":
            await play.wait(days=7)
        await play.finish(row.key, by="partner", fresh=True)
    await play.opened("closure")


async def _staying(play: Play) -> None:
    """The other end: the child stays where it was found."""
    await play.finish("best_interests_determination", recommends="victim_stay")
    await play.finish("decision", decided="victim_stay", consent=None)
    await play.approve("decision", by="supervisor")
    await play.opened("stay_arrangement")


async def _ready(play: Play) -> None:
    await path.prepare(play)
    await play.opened("escort")


async def _accepted(play: Play) -> None:
    await path.accept(play)
    await play.opened("travel_documents")


async def _decided(play: Play) -> None:
    await path.decide(play)
    await play.opened("referral")


async def _assessed(play: Play) -> None:
    await path.assess(play)
    await play.opened("best_interests_determination")


async def _protected(play: Play) -> None:
    await path.protect(play)
    await play.opened("protection_screening")


async def _detected(play: Play) -> None:
    await play.open()
    await play.opened("urgent_measure")


STATIONS: dict[str, Callable[[Play], Awaitable[None]]] = {
    "detected": _detected,
    "protected": _protected,
    "assessed": _assessed,
    "decided": _decided,
    "accepted": _accepted,
    "ready": _ready,
    "at_the_border": path.to_handover,
    "home": _homeward,
    "placed": _placed,
    "visited": _visited,
}
"""The main line, point by point."""

PLACES = (*STATIONS, "staying")
"""Where a kept case can be taken up."""

_PLAYED: dict[str, Kept] = {}


async def stations(environment: WorkflowEnvironment, folder: Path) -> dict[str, Kept]:
    """The main line (and where it leaves it, to stay) played once in a run, and set down at every station."""
    if not _PLAYED:
        made = engine(f"sqlite+aiosqlite:///{folder / 'stations.db'}")
        async with made.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        async with playing(environment, sessions(made, KEYS)) as play:
            for name, go in STATIONS.items():
                await go(play)
                await still(play)
                _PLAYED[name] = await keep(play)
            stays = await another(environment, play.database, _PLAYED["assessed"])
            await _staying(stays)
            await still(stays)
            _PLAYED["staying"] = await keep(stays)
        await made.dispose()
    return _PLAYED


async def still(play: Play) -> None:
    """Wait until nothing moves by itself any more: nobody holds the case, and the country in charge has taken it.

    Twice asked, for who waits to take the case next may be answered in the same breath as we.
    """
    seen = [-2, -1]
    for _ in range(300):
        case = await play.case()
        passed = case.custodian == "origin" and not case.workflow.endswith("-reception")
        if seen == [case.sequence] * 2 and not passed:
            return
        seen = [seen[1], case.sequence]
        play.in_origin = case.workflow.endswith("-reception")
        try:
            await play.handle.execute_update("opened", result_type=messages.Receipt)
        except (RPCError, WorkflowUpdateFailedError):
            await asyncio.sleep(0.1)
    raise AssertionError("the case does not come to rest")


async def another(environment: WorkflowEnvironment, database: Sessions, kept: Kept) -> Play:
    """Another child's case at the same point, MX to GT."""
    play = Play(environment, database, "MX", "GT")
    return await take_up(play, kept)
