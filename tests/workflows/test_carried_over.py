"""A history that has grown long starts afresh where the story turns, and nothing of the case is lost."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from temporalio.testing import TimeSkippingConfig, WorkflowEnvironment

from runtime.database import Sessions
from tests.conftest import DYNAMIC
from tests.keys import DATA_CONVERTER
from tests.workflows.path import home, to_departure, to_handover, visited
from tests.workflows.playing import playing

SHORT = ("limit.historyCount.suggestContinueAsNew=40",)


@pytest.fixture
async def forgetful() -> AsyncIterator[WorkflowEnvironment]:
    """A server that suggests to start afresh after a few dozen events."""
    environment = await WorkflowEnvironment.start_time_skipping_v2(
        data_converter=DATA_CONVERTER,
        dev_server_existing_path=str(Path(sys.executable).parent / "temporal"),
        ts_config=TimeSkippingConfig(enabled=False),
        dev_server_extra_args=[w for value in (*DYNAMIC, *SHORT) for w in ("--dynamic-config-value", value)],
    )
    async with environment:
        yield environment


async def test_a_turned_case_goes_on_in_a_new_run(forgetful: WorkflowEnvironment, database: Sessions) -> None:
    async with playing(forgetful, database) as play:
        await play.open()
        first = (await play.handle.describe()).run_id
        await to_departure(play)
        await play.event("court_stay")
        await play.opened("repatriation_plan")
        assert (await play.handle.describe()).run_id != first
        assert "court_stay_review" in await play.board()
        await play.finish("tell_in_person", fresh=True)
        await play.event("court_stay_lifted")
        for step in ("repatriation_plan", "agreement"):
            await play.finish(step)
            await play.approve(step, by="partner")
        await play.finish("child_preparation")
        await to_handover(play)
        await home(play)
        await visited(play)
        assert (await play.case()).status == "closed"
