"""Every history that was ever kept is replayed under today's code: what runs in the field goes on as it began."""

import asyncio
from pathlib import Path

import pytest
from temporalio import workflow
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer
from temporalio.workflow import NondeterminismError

from tests.histories.keep import unkept
from tests.histories.kept import kept as all_kept
from tests.histories.kept import name, told
from tests.keys import DATA_CONVERTER
from workflows.messages import Closed, Opened
from workflows.reception import Reception
from workflows.repatriation import Repatriation
from workflows.worker import WORKFLOWS, runner

KEPT = all_kept()


def history(kept: Path) -> WorkflowHistory:
    """A kept history."""
    return WorkflowHistory.from_json(name(kept), told(kept))


def replayer(*kinds: type) -> Replayer:
    """As the workers are: the same sandbox, the same converter."""
    return Replayer(workflows=kinds, workflow_runner=runner(), data_converter=DATA_CONVERTER)


def test_histories_are_kept_of_every_workflow() -> None:
    """An empty folder would prove nothing."""
    names = [name(kept) for kept in KEPT]
    assert sum(each.endswith("_repatriation") for each in names) >= 16
    assert sum(each.endswith("_reception") for each in names) >= 2
    assert sum(each.endswith("_region_hold") for each in names) >= 1


def test_a_history_is_kept_of_every_case() -> None:
    """A new kind of turn is kept before it is released."""
    assert not unkept()


@pytest.mark.parametrize("kept", KEPT, ids=name)
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
    first = next(kept for kept in KEPT if "main_line_repatriation" in kept.name)
    with pytest.raises(NondeterminismError):
        await replayer(Hesitant, Reception).replay_workflow(history(first))
