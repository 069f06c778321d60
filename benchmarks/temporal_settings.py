"""``python -m benchmarks.temporal_settings``: steps of real cases a second, our Temporal settings against its defaults.

Two servers and two workers live side by side; slices alternate between them, so that a slow minute of the machine
falls on both. Prints one ratio a round and their median. README.md says how to read it.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import SQLModel
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from commands.embedded.child import Child
from runtime.database import engine, sessions
from runtime.temporal_server import command, until_ready
from tests.keys import DATA_CONVERTER, KEYS
from tests.runtime.postgres import free_port
from tests.workflows.acting import Play
from tests.workflows.embedded import Installation
from tests.workflows.moving import moved
from workflows import messages
from workflows.names import repatriation_id, task_queue

STEPS = ("urgent_measure", "age_assessment", "guardian", "shelter", "hearing", "protection_screening")
"""What each case goes through: one act each."""


def defaults(database: Path, port: int, ui_port: int) -> list[str]:
    """The server as it comes: its own journal, its own poll rates, four partitions."""
    ours = command(database, port, ui_port)
    kept = [at for at, word in enumerate(ours) if word not in ("--sqlite-pragma", "--dynamic-config-value")]
    return [ours[at] for at in kept if ours[at - 1] not in ("--sqlite-pragma", "--dynamic-config-value")]


@asynccontextmanager
async def side(folder: Path, tuned: bool) -> AsyncIterator[Play]:
    """A server, a worker and the people of a case, with a record of their own."""
    url = f"sqlite+aiosqlite:///{folder / 'record.db'}"
    made = engine(url)
    async with made.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    parts = Installation(folder, url, ("CR", "NI"))
    if not tuned:
        log = folder / "temporal.log"
        parts.server = Child("Temporal", defaults(folder / "temporal.db", parts.port, free_port()), log)
    try:
        await parts.start()
        await until_ready(parts.address, "default", parts.server.process)
        client = await Client.connect(parts.address, data_converter=DATA_CONVERTER)
        play = Play(WorkflowEnvironment.from_client(client), sessions(made, KEYS), "CR", "NI")
        await play.people()
        yield play
    finally:
        await parts.worker.stop()
        await parts.server.stop()
        await made.dispose()


async def one_case(people: Play) -> int:
    """A case from its opening through STEPS, each done as soon as it opens; how many steps it finished."""
    case = Play(people.environment, people.database, people.host, people.origin)
    detection = case.report("detection")
    by = datetime.now(UTC) - timedelta(days=1) - datetime.fromisoformat(detection["done_at"])
    opened = messages.Opened(
        number=case.number,
        host=case.host,
        origin=case.origin,
        actor=case.actor("worker"),
        report=moved(detection, by),
    )
    client = case.environment.client
    await client.start_workflow(
        "Repatriation", opened, id=repatriation_id(case.number), task_queue=task_queue(case.host)
    )
    await case.handle.execute_update("opened", result_type=messages.Receipt)
    for step in STEPS:
        await case.finish(step, fresh=True)
    return len(STEPS)


async def slice_of(people: Play, cases: int) -> float:
    """Steps a second while so many cases run at once."""
    begun = time.monotonic()
    done = await asyncio.gather(*(one_case(people) for _ in range(cases)))
    return sum(done) / (time.monotonic() - begun)


async def compare(rounds: int, cases: int) -> None:
    """Print each round and the medians."""
    async with AsyncExitStack() as stack:
        one, other = (Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2))
        tuned = await stack.enter_async_context(side(one, tuned=True))
        plain = await stack.enter_async_context(side(other, tuned=False))
        for people in (tuned, plain):
            await slice_of(people, 2)
        ours, theirs, ratios = [], [], []
        for turn in range(rounds):
            order = (tuned, plain) if turn % 2 == 0 else (plain, tuned)
            found = {id(people): await slice_of(people, cases) for people in order}
            ours.append(found[id(tuned)])
            theirs.append(found[id(plain)])
            ratios.append(ours[-1] / theirs[-1])
            say(f"round {turn + 1}: tuned {ours[-1]:6.1f}  defaults {theirs[-1]:6.1f} steps/s  ratio {ratios[-1]:.2f}")
    middle = statistics.median
    say(f"median: tuned {middle(ours):.1f}, defaults {middle(theirs):.1f} steps/s")
    say(f"ratio:  {middle(ratios):.2f} [{min(ratios):.2f} to {max(ratios):.2f}] with {cases} cases at once")


def say(line: str) -> None:
    """To whoever runs it."""
    print(line, flush=True)  # noqa: T201  it is what a benchmark is for


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--cases", type=int, default=6, help="cases at once in a slice")
    given = asked.parse_args()
    asyncio.run(compare(given.rounds, given.cases))
