"""What enciphering costs: steps of a case completed with it and without, slice about, in one process.

``python -m benchmarks.encryption``; two minutes. Read the ratios (decision 22, docs/performance.md). Without: the keys
hide nothing (tests/secrecy/readable.py), Temporal has the plain converter; all else is the same, a server for each.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

from sqlmodel import SQLModel, col, func, select
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import TimeSkippingConfig, WorkflowEnvironment

from cases.tables import Step
from runtime.database import Sessions, engine, sessions
from tests.conftest import DYNAMIC
from tests.keys import DATA_CONVERTER, FILE, KEYS
from tests.secrecy.readable import PlainKeys
from tests.workflows import path
from tests.workflows.acting import PLAYED, Play
from tests.workflows.playing import playing

ROUNDS, CASES = 15, 2


async def slice_of(play: Play) -> tuple[float, float]:
    """Cases opened and carried to the hearing: seconds passed, and seconds of this process's CPU."""
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(CASES):
        other = Play(play.environment, play.database, play.host, play.origin)
        other.people = _nobody  # type: ignore[method-assign]  # they are there
        await other.open()
        await path.protect(other)
    return time.perf_counter() - wall, time.process_time() - cpu


async def _nobody() -> None:
    """Nobody is to be added."""


async def size_of(record: Sessions, file: Path) -> float:
    """Bytes of the record for each step that is finished."""
    async with record() as session:
        await (await session.connection()).exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    async with record() as session:
        done = select(func.count()).where(col(Step.status) == "finished")
        steps = (await session.exec(done)).one()
    return (await asyncio.to_thread(file.stat)).st_size / steps


async def measure(folder: Path) -> None:
    """Both sides, slice about, and their ratios."""
    async with AsyncExitStack() as stack:
        sides, sizes = [], []
        plain = PlainKeys(KEYS.store, FILE)
        for place, (keys, converter) in enumerate(((plain, pydantic_data_converter), (KEYS, DATA_CONVERTER))):
            environment = await WorkflowEnvironment.start_time_skipping_v2(
                data_converter=converter,
                dev_server_existing_path=str(Path(sys.executable).parent / "temporal"),
                ts_config=TimeSkippingConfig(enabled=False),
                dev_server_extra_args=[word for value in DYNAMIC for word in ("--dynamic-config-value", value)],
            )
            await stack.enter_async_context(environment)
            file = folder / f"{place}.db"
            made = engine(f"sqlite+aiosqlite:///{file}")
            stack.push_async_callback(made.dispose)
            async with made.begin() as connection:
                await connection.run_sync(SQLModel.metadata.create_all)
            record = sessions(made, keys)
            play = await stack.enter_async_context(playing(environment, record))
            await play.people()
            await slice_of(play)  # what is loaded and compiled once is loaded now
            sides.append(play)
            sizes.append((record, file))
        found: list[list[tuple[float, float]]] = [[], []]
        for number in range(ROUNDS):
            for place in (0, 1) if number % 2 else (1, 0):
                found[place].append(await slice_of(sides[place]))
        for place, name in enumerate(("time", "CPU")):
            ratios = sorted(on[place] / off[place] for off, on in zip(*found, strict=True))
            sys.stdout.write(
                f"{name} of a step, with over without: {statistics.median(ratios):.2f} "
                f"(half of the rounds between {ratios[ROUNDS // 4]:.2f} and {ratios[-ROUNDS // 4]:.2f})\n"
            )
        PLAYED.clear()  # the servers end, and every case with them
        without, with_ = [await size_of(record, file) for record, file in sizes]
        sys.stdout.write(
            f"record, bytes a step: {without:.0f} without, {with_:.0f} with, ratio {with_ / without:.2f}\n"
        )


def main() -> None:
    """Measure in a folder that goes."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder)))


if __name__ == "__main__":
    main()
