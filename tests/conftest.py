"""The real parts every test shares: one Temporal server that skips time, and a database of its own for each test."""

import asyncio
import gc
import shutil
import sys
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import SQLModel
from temporalio.testing import TimeSkippingConfig, WorkflowEnvironment

import cases.tables  # noqa: F401  every table is known before any is made
from runtime.database import Sessions, engine, sessions
from tests.keys import DATA_CONVERTER, KEYS
from tests.patient import be_patient
from tests.told import tell

DYNAMIC = (
    "frontend.WorkflowTimeSkippingEnabled=true",
    'history.timerProcessorMaxTimeShift="10ms"',
    "history.transferProcessorMaxPollRPS=1000",
    "history.timerProcessorMaxPollRPS=1000",
    "matching.numTaskqueueReadPartitions=1",
    "matching.numTaskqueueWritePartitions=1",
)

LONG = (
    "tests/scenarios/test_scenarios.py",
    "tests/scenarios/test_hard_cases.py",
    "tests/workflows/test_property.py",
    "tests/script/test_script.py",
    "tests/scenarios/test_clocks.py",
    "tests/browser/test_axe.py",
    "tests/browser/test_one_case.py",
    "tests/runtime/test_run.py",
)
"""Files that take a minute or more begin first: one met last would leave the other worker with nothing to do."""


def pytest_configure() -> None:
    """Python looks for garbage every 700 objects, and goes through all that is alive: a seventh of the run was that."""
    gc.set_threshold(20_000, 10, 10)
    be_patient()


def pytest_collection_finish() -> None:
    """What is there once all tests are known stays until the end."""
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Every scenario by its name, and the acts counted."""
    tell(terminalreporter)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of tests with one id pytest-xdist runs one, and says nothing of the others: there must be none."""
    twice = sorted(name for name, count in Counter(each.nodeid for each in items).items() if count > 1)
    if twice:
        raise pytest.UsageError(f"Give each of these tests an id of its own: {', '.join(twice)}")
    order = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda each: order.get(each.nodeid.partition("::")[0], len(LONG)))


@pytest.fixture(scope="session")
async def temporal() -> AsyncIterator[WorkflowEnvironment]:
    """One real server for the whole run; each case has a clock of its own, which stands until a test moves it."""
    extra = [word for value in DYNAMIC for word in ("--dynamic-config-value", value)]
    environment = await WorkflowEnvironment.start_time_skipping_v2(
        data_converter=DATA_CONVERTER,
        dev_server_existing_path=str(Path(sys.executable).parent / "temporal"),
        ts_config=TimeSkippingConfig(enabled=False),
        dev_server_extra_args=extra,
    )
    async with environment:
        yield environment


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with its tables and nothing in them: made once for a process, and copied for each test."""
    at = tmp_path_factory.mktemp("empty") / "record.db"

    async def make() -> None:
        made = engine(f"sqlite+aiosqlite:///{at}")
        async with made.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        await made.dispose()

    asyncio.run(make())
    return at


@pytest.fixture
async def database(empty: Path, tmp_path: Path) -> AsyncIterator[Sessions]:
    """An empty record in a SQLite file."""
    made = engine(f"sqlite+aiosqlite:///{shutil.copyfile(empty, tmp_path / 'record.db')}")
    yield sessions(made, KEYS)
    await made.dispose()
