"""Runs under the code of an earlier release, in a process of its own: opens cases, plays each to a point, and stops.

    python begin.py ADDRESS DATABASE_URL POINT...

with PYTHONPATH on the unpacked release. What it imports is that release's, the invented people of its tests included;
it makes the database as that release did, and works as its worker until it ends. The last lines it prints say where
the cases stand, one a case.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from temporalio.client import Client, WorkflowHandle
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import TimeSkipper, TimeSkippingConfig, WorkflowEnvironment

import workflows
from commands.migrate import upgrade
from runtime.database import engine, sessions
from tests.workflows import path
from tests.workflows.acting import Play
from workflows.worker import workers


class Joined(WorkflowEnvironment):
    """A server that somebody else has started, whose cases have clocks of their own."""

    def __init__(self, client: Client) -> None:
        self.skipper = TimeSkipper(client, config=TimeSkippingConfig(enabled=False))
        super().__init__(self.skipper.client)

    async def fast_forward(
        self, handle: WorkflowHandle[Any, Any], duration: timedelta | float | None = None, /
    ) -> bool:
        """Let time pass for one case."""
        return await self.skipper.fast_forward(handle, duration)


async def assessed(play: Play) -> None:
    """All is known for the determination."""
    await path.protect(play)
    await path.assess(play)
    await play.opened("best_interests_determination")


async def departed(play: Play) -> None:
    """The child is on the road."""
    await path.to_departure(play)
    await play.finish("escort")
    await play.opened("transit")


async def home(play: Play) -> None:
    """The origin's workflow has the case."""
    await path.to_departure(play)
    await path.to_handover(play)
    await path.home(play)
    await play.opened("reception")


POINTS: dict[str, Callable[[Play], Awaitable[None]]] = {each.__name__: each for each in (assessed, departed, home)}
"""Where the old code stops."""


class Further(Play):
    """Another case among the same people."""

    async def people(self) -> None:
        """They are there."""


async def begun(play: Play, point: str) -> dict[str, Any]:
    """One case, opened and played; where it then stands."""
    await play.open()
    await POINTS[point](play)
    case = await play.case()
    return {
        "point": point,
        "code": str(Path(workflows.__file__).parent.parent),
        "number": play.number,
        "sequence": case.sequence,
        "edition": case.edition,
        "passed": play.passed.total_seconds(),
        "shift": play.shift.total_seconds(),
        "in_origin": play.in_origin,
    }


async def main(address: str, url: str, *points: str) -> None:
    """Open and play, as the worker of that time."""
    await asyncio.to_thread(upgrade, url)
    environment = Joined(await Client.connect(address, data_converter=pydantic_data_converter))
    made = engine(url)
    async with AsyncExitStack() as stack:
        for worker in workers(environment.client, sessions(made), {"MX", "GT"}):
            await stack.enter_async_context(worker)
        place = (environment, sessions(made), "MX", "GT")
        await Play(*place).people()
        told = await asyncio.gather(*(begun(Further(*place), point) for point in points))
    await made.dispose()
    sys.stdout.writelines(json.dumps(each) + "\n" for each in told)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
