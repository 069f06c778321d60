"""Every history that was ever kept is replayed under today's code: what runs in the field goes on as it began."""

import asyncio
import gzip
from pathlib import Path

import pytest
from temporalio import workflow
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer
from temporalio.workflow import NondeterminismError

from runtime.temporal import DATA_CONVERTER
from tests.histories.keep import unkept
from workflows.messages import Closed, Opened
from workflows.reception import Reception
from workflows.repatriation import Repatriation
from workflows.worker import WORKFLOWS, runner

KEPT = sorted((Path(__file__).resolve().parent.parent / "histories").glob("*.json.gz"))


def history(kept: Path) -> WorkflowHistory:
    """A kept history."""
    return WorkflowHistory.from_json(kept.name.removesuffix(".json.gz"), gzip.decompress(kept.read_bytes()).decode())


def replayer(*kinds: type) -> Replayer:
    """As the workers are: the same sandbox, the same converter."""
    return Replayer(workflows=kinds, workflow_runner=runner(), data_converter=DATA_CONVERTER)


def test_histories_are_kept_of_every_workflow() -> None:
    """An empty folder would prove nothing."""
    names = [kept.name for kept in KEPT]
    assert sum(name.endswith("_repatriation.json.gz") for name in names) >= 16
    assert sum(name.endswith("_reception.json.gz") for name in names) >= 2
    assert sum(name.endswith("_region_hold.json.gz") for name in names) >= 1


def test_a_history_is_kept_of_every_case() -> None:
    """A new kind of turn is kept before it is released."""
    assert not unkept()


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.name.removesuffix(".json.gz"))
async def test_it_goes_on_as_it_began(kept: Path) -> None:
    """Nothing that the history tells is told otherwise today."""
    await replayer(*WORKFLOWS).replay_workflow(history(kept))


@workflow.defn(name="Repatriation", sandboxed=False)
class Hesitant(Repatriation):
    """The same story, but it waits a moment at its beginning: what a careless change would be."""

    @workflow.init
    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)

    @workflow.run
    async def run(self, opened: Opened) -> Closed:
        """Wait, then go on as before."""
        await asyncio.sleep(1)
        return await super().run(opened)


async def test_a_changed_story_is_found_out() -> None:
    """The replay can fail."""
    told = next(kept for kept in KEPT if "main_line_repatriation" in kept.name)
    with pytest.raises(NondeterminismError):
        await replayer(Hesitant, Reception).replay_workflow(history(told))
