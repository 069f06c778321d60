"""Every scenario of the folder, played on a real server whose time is skipped."""

import asyncio
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from runtime.database import Sessions
from tests.scenarios.acts import ACTS
from tests.scenarios.expectations import EXPECTATIONS
from tests.scenarios.reading import Scenario, all_scenarios
from tests.scenarios.stretches import come_to
from tests.scenarios.world import World
from tests.workflows.acting import Refused, playing

PATIENCE = 3.0
"""Seconds of real time within which something must have become true."""


@pytest.mark.parametrize("scenario", all_scenarios(), ids=lambda scenario: scenario.name)
async def test_scenario(scenario: Scenario, temporal: WorkflowEnvironment, database: Sessions) -> None:
    async with playing(temporal, database, scenario.host, scenario.origin):
        world = World(temporal, database, scenario.host, scenario.origin)
        await come_to(world, scenario.given)
        for who in scenario.without:
            await world.present(who, active=False)
        try:
            await tell(world, scenario)
        except (AssertionError, Refused) as wrong:
            pytest.fail(f"{scenario.name}: {wrong}", pytrace=False)


async def tell(world: World, scenario: Scenario) -> None:
    """The story, turn by turn. Raises AssertionError for what is not so."""
    for number, turn in enumerate(scenario.story, 1):
        if turn.when:
            await world.turn()
        for act in turn.when:
            try:
                await do(world, dict(act))
            except Refused as refused:
                raise AssertionError(f"turn {number}, {act}: refused, {refused}") from refused
        await world.still()
        for name, wanted in turn.then.items():
            wrong = await hold(world, name, wanted)
            assert wrong is None, f"turn {number}, {name}: {wrong}. Now open: {await world.board()}"


async def do(world: World, act: dict[str, Any]) -> None:
    """One act. What is refused must be refused for that, and for nothing else."""
    verb = next(key for key in act if key in ACTS)
    what = act.pop(verb)
    code = act.pop("refused", None)
    if code is None:
        await ACTS[verb](world, what, act)
        await world.still()
        return
    try:
        await ACTS[verb](world, what, act)
    except Refused as refused:
        assert refused.code == code, f"{verb} {what}: refused as {refused}, not as {code}"
        _reasons(act, refused)
    else:
        raise AssertionError(f"{verb} {what} was not refused: it should have been, as {code}")


def _reasons(act: dict[str, Any], refused: Refused) -> None:
    details = refused.details
    if "naming" in act:
        named = [each["id"] for each in details.get("verdicts", [])] or details.get("open") or details.get("missing")
        if not named:
            named = [each["loc"][-1] for each in details.get("faults", [])] or [details.get("field")]
        assert sorted(named) == sorted(act["naming"]), f"refused for {named}, not for {act['naming']}"
    if "missing" in act:
        facts = [fact for each in details["verdicts"] for fact in each["missing"]]
        assert sorted(set(facts)) == sorted(act["missing"]), f"missing {facts}, not {act['missing']}"


async def hold(world: World, name: str, wanted: Any) -> str | None:
    """One expectation, now or in a moment: None, or what is not so."""
    until = asyncio.get_running_loop().time() + PATIENCE
    while (wrong := await EXPECTATIONS[name](world, wanted)) is not None:
        if asyncio.get_running_loop().time() > until:
            return wrong
        await asyncio.sleep(0.05)
    return None
