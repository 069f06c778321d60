"""A stage: its steps side by side, each waiting for those it comes after."""

import asyncio

from workflows.file import CaseFile
from workflows.step import live


class TurnBack(Exception):
    """The story begins again from the top; what stands is passed over."""


async def run_stage(file: CaseFile, name: str) -> None:
    """Run a stage until every step of it is settled. Raises TurnBack when an event, or a step sent back, says so."""
    keys = [view.key for view in file.steps.values() if view.stage == name]
    if file.turned:
        raise TurnBack
    while any(not file.settled(file.steps[key].step) for key in keys):
        if file.case.stage != name:
            async with file.lock:
                file.case.stage = name
                await file.write("stage_entered", actor=None, details={"stage": name})
        await asyncio.gather(*(live(file, key) for key in keys))
        if file.turned:
            raise TurnBack
        keys = [view.key for view in file.steps.values() if view.stage == name]
