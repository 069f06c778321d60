"""Watches over the processes: one that dies is started again, later each time, and it is said."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import typer

from commands.embedded.checks import ROOM
from commands.embedded.child import Child, how_it_ended
from commands.leaving import CannotRun
from runtime.temporal_server import TemporalServerError

FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0
"""Seconds before a dead process is started again: doubled each time."""

SETTLED = 60.0
"""Seconds after which a process counts as running well, and the wait begins anew."""

LOOK = 30.0
"""Seconds between two looks at the room that is left."""

LOW = ROOM // 3
"""Bytes: below that, room should be made soon."""

Ready = Callable[[Child], Awaitable[None]]


async def watch(child: Child, var: Path, ready: Ready | None = None, check: Callable[[], None] | None = None) -> None:
    """For ever: wait for the end of ``child``, say so, start it again (and wait until it is ``ready``).

    ``check`` is asked before each start: while it raises CannotRun, that is said and nothing is started.
    """
    wait = FIRST_WAIT
    clock = asyncio.get_running_loop().time
    while True:
        since = clock()
        code = await child.ended()
        wait = FIRST_WAIT if clock() - since > SETTLED else wait
        typer.echo(f"{child.name} {how_it_ended(code)}. Starting it again in {wait:.0f} s.{hints(child, var)}")
        await asyncio.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT)
        try:
            if check is not None:
                check()
            await child.start()
            if ready is not None:
                await ready(child)
        except (CannotRun, TemporalServerError) as why:
            typer.echo(f"{child.name} did not come up. {why}")
            await child.stop()
        else:
            typer.echo(f"{child.name} runs again.")


def hints(child: Child, var: Path) -> str:
    """Where to read why, and whether the disk is full."""
    words = f" Why: {child.log}" if child.log else ""
    if shutil.disk_usage(var).free < ROOM // 10:
        words += " The disk is full: make room."
    return words


async def watch_room(var: Path) -> None:
    """For ever: say when the room gets low, once, and when there is enough again."""
    low = False
    while True:
        free = shutil.disk_usage(var).free
        if free < LOW and not low:
            typer.echo(
                f"The disk is nearly full: {free // 1_000_000} MB free where {var} lies. Make room: on a full disk "
                "nothing more is recorded. What is recorded stays, and it goes on by itself once there is room."
            )
        elif low and free >= LOW:
            typer.echo("There is room on the disk again.")
        low = free < LOW
        await asyncio.sleep(LOOK)
