"""A record that cannot be written for a moment: the worker says so in its log, and tries again."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.secrecy.planted import Planted
from tests.secrecy.world import RECORD
from workflows import messages

TRIES = 1000


async def stumble(play: Planted, folder: Path, step: str) -> None:
    """A step is given to a colleague, with a reason, while no line can be added to the ledger."""
    reason = play.reason("giving a step to another, as the record fails")
    on = await play.on(step, "supervisor")
    with _no_ledger(folder / RECORD):
        act = asyncio.create_task(play.send("assign", messages.Assign(**on, owner="other_worker", reason=reason)))
        for _ in range(TRIES):
            if "ledger_entry" in (folder / "worker.log").read_text(encoding="utf-8"):
                break
            await asyncio.sleep(0.02)
    await act
    assert "ledger_entry" in (folder / "worker.log").read_text(encoding="utf-8"), "the worker logged no failure"


@contextmanager
def _no_ledger(record: Path) -> Iterator[None]:
    _rename(record, "ledger_entry", "ledger_away")
    try:
        yield
    finally:
        _rename(record, "ledger_away", "ledger_entry")


def _rename(record: Path, one: str, other: str) -> None:
    with closing(sqlite3.connect(record, timeout=10)) as connection:
        connection.execute(f"ALTER TABLE {one} RENAME TO {other}")
