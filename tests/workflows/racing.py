"""Two people, one case, one instant: both acts are sent at once, on the way that the API takes."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from temporalio.testing import WorkflowEnvironment

from api.acts.acting import why_ended
from api.engine import Ended, Engine
from cases.errors import Refusal
from cases.tables import FiledReport, LedgerEntry
from runtime.database import Sessions
from tests.workflows.acting import Play
from tests.workflows.invariants import seen
from tests.workflows.kept import Kept, another, stations
from tests.workflows.playing import playing
from workflows import messages

Act = tuple[str, messages.Act]
"""The name of an update and its message."""

Told = messages.Receipt | Refusal

TURNS = range(5)
"""How often each race is run; in every other one the second act is sent first."""


LATE = {"step_not_open", "stale_round"}
"""What somebody is told whose step went on without them."""


class Ring:
    """Where cases race: each a copy of the main line at a station."""

    def __init__(self, environment: WorkflowEnvironment, database: Sessions, kept: dict[str, Kept]) -> None:
        self.environment, self.database, self.kept = environment, database, kept

    async def at(self, station: str) -> Play:
        """Another case at a station."""
        return await self.go_on(self.kept[station])

    async def go_on(self, kept: Kept) -> Play:
        """Another case where one was set down."""
        return await another(self.environment, self.database, kept)


@asynccontextmanager
async def racing(environment: WorkflowEnvironment, database: Sessions, folder: Path) -> AsyncIterator[Ring]:
    """The workers of both countries and their people, and the main line's stations."""
    kept = await stations(environment, folder)
    async with playing(environment, database) as play:
        await play.people()
        yield Ring(environment, database, kept)


async def gapless(play: Play) -> None:
    """Every act once, in order, and the case knows the last."""
    now = await seen(play.database, play.number)
    assert [entry.sequence for entry in now.ledger] == list(range(1, now.case.sequence + 1))


async def race(play: Play, one: Act, other: Act, turn: int) -> tuple[Told, Told]:
    """Send both at the same instant; what each was told, in the order given."""
    told = await asyncio.gather(*(sent(play, *act) for act in ((other, one) if turn % 2 else (one, other))))
    return (told[1], told[0]) if turn % 2 else (told[0], told[1])


async def sent(
    play: Play, update: str, message: messages.Act, update_id: str | None = None, seconds: float = 20
) -> Told:
    """One act, its answer awaited so long. What is neither a receipt nor a typed refusal is a bug and goes up."""
    engine, in_charge = Engine(play.environment.client, timedelta(seconds=seconds)), play.handle.id
    try:
        return await engine.send(in_charge, update, message, update_id or secrets.token_hex(8))
    except Refusal as refusal:
        return refusal
    except Ended:
        return why_ended(await play.case(), in_charge, await engine.knows(in_charge))


def won(told: Told) -> bool:
    """Whether it was recorded."""
    return isinstance(told, messages.Receipt)


def code(told: Told) -> str:
    """What the refused one was told."""
    assert isinstance(told, Refusal), told
    return told.code


async def written(play: Play, act: str, step: str | None = None, after: int = 0) -> int:
    """How often an act stands in the ledger (after an entry)."""
    return sum(
        entry.act == act and entry.sequence > after and step in (None, entry.step_key)
        for entry in await play.rows(LedgerEntry)
    )


async def standing(play: Play, step: str) -> list[FiledReport]:
    """The reports of a step that stand."""
    return [row for row in await play.rows(FiledReport) if row.step_key == step and row.stands]


async def finishing(play: Play, step: str, by: str, **changes: Any) -> Act:
    """The act that finishes an open step, with its example as done a minute ago."""
    row = await play.opened(step)
    report = play.fresh(row.view["report"], **changes)
    return "finish", messages.Finish(actor=play.actor(by), step=step, round=row.round, report=report)


async def answering(play: Play, step: str, by: str, approved: bool) -> Act:
    """The act that approves what was submitted, or sends it back."""
    row = await play.step(step)
    reason = "" if approved else "The reasons say nothing of the child's views."
    act = messages.Approve(actor=play.actor(by), step=step, round=row.round, approved=approved, reason=reason)
    return "approve", act


async def reopening(play: Play, step: str, by: str) -> Act:
    """The act that sends a finished step back."""
    row = await play.step(step)
    return "reopen", messages.Reopen(actor=play.actor(by), step=step, round=row.round, reason="A new fact.")


def happening(play: Play, kind: str, by: str) -> Act:
    """The act that reports an event of this minute."""
    return "report_event", messages.ReportEvent(actor=play.actor(by), kind=kind, report=play.fresh(kind))


def releasing(play: Play, by: str = "worker") -> Act:
    """The first half of the handover."""
    return "release", messages.Release(actor=play.actor(by), report=play.report("handover_release"))


def receiving(play: Play, by: str = "partner") -> Act:
    """The second half."""
    return "receive", messages.Receive(actor=play.actor(by), report=play.report("handover_receipt"))


def refusing(play: Play, by: str = "partner") -> Act:
    """The receiving side does not take the child."""
    return "refuse_handover", messages.RefuseHandover(actor=play.actor(by), report=play.fresh("handover_refusal"))
