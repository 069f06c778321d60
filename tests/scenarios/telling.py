"""A scenario told on a real server whose time is skipped: turn by turn, act by act, and what must hold after it."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from runtime.database import Sessions
from tests.scenarios.acts import ACTS
from tests.scenarios.expectations import EXPECTATIONS
from tests.scenarios.reading import Scenario
from tests.scenarios.stretches import come_to
from tests.scenarios.world import FIRST, World
from tests.workflows.acting import Refused
from tests.workflows.playing import playing

PATIENCE = 3.0
"""Seconds of real time within which something must have become true."""


async def play(
    scenario: Scenario,
    temporal: WorkflowEnvironment,
    database: Sessions,
    record_property: Callable[[str, object], None],
) -> None:
    """Play it, and fail with the sentence of what is not so."""
    record_property("acts", sum(len(turn.when) for turn in scenario.story))
    async with playing(temporal, database, scenario.host, scenario.origin):
        world = World(temporal, database, scenario.host, scenario.origin)
        await come_to(world, scenario.given, scenario.opening)
        for name, given in scenario.others.items():
            await come_to(world.beside(name), given)
        for who in scenario.without:
            await world.present(who, active=False)
        wrong = await tell(world, scenario)
    if wrong:
        pytest.fail(wrong, pytrace=False)


async def tell(world: World, scenario: Scenario) -> str | None:
    """The story, turn by turn: None, or the sentence of what is not so."""
    for number, turn in enumerate(scenario.story, 1):
        for each in world.cases.values() if turn.when else ():
            await each.turn()
        for act in turn.when:
            wrong = await do(world, dict(act))
            if wrong:
                return f"turn {number}, {act}: {wrong}. Now open: {await world.board()}"
        for each in world.cases.values():
            await each.still()
        for name, wanted in turn.then.items():
            wrong = await hold(world, name, wanted)
            if wrong:
                return f"turn {number}, {name}: {wrong}. Now open: {await world.board()}"
    return None


async def do(world: World, act: dict[str, Any]) -> str | None:
    """One act. What is refused must be refused for that, and for nothing else."""
    world = world.cases[act.pop("case", FIRST)]
    verb = next(key for key in act if key in ACTS)
    what, code = act.pop(verb), act.pop("refused", None)
    try:
        await ACTS[verb](world, what, act)
    except Refused as refused:
        return reasons(act, refused) if refused.code == code else f"refused, {refused}"
    except AssertionError as wrong:
        return str(wrong)
    finally:
        world.stirred()
    await world.still()
    return f"was not refused: it should have been, as {code}" if code else None


def reasons(act: dict[str, Any], refused: Refused) -> str | None:
    """Whether a refusal names exactly what it should."""
    details = refused.details
    named = [each["id"] for each in details.get("verdicts", [])] or details.get("open") or details.get("missing")
    if not named:
        named = [each["loc"][-1] for each in details.get("faults", [])] or [details.get("field")]
    facts = {fact for each in details.get("verdicts", []) for fact in each["missing"]}
    if "naming" in act and sorted(named) != sorted(act["naming"]):
        return f"refused for {named}, not for {act['naming']}"
    if "missing" in act and facts != set(act["missing"]):
        return f"missing {sorted(facts)}, not {act['missing']}"
    return None


async def hold(world: World, name: str, wanted: Any) -> str | None:
    """One expectation, now or in a moment: None, or what is not so."""
    until = asyncio.get_running_loop().time() + PATIENCE
    while (wrong := await EXPECTATIONS[name](world, wanted)) is not None:
        if asyncio.get_running_loop().time() > until:
            return wrong
        await asyncio.sleep(0.05)
    return None
