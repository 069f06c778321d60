"""Several cases in one story: of one family, or of one child. What links them, and what is true then."""

import asyncio
from typing import Any

from cases.tables import LedgerEntry
from tests.scenarios.acts import verb
from tests.scenarios.expectations import EXPECTATIONS, expect
from tests.scenarios.world import World, changed
from tests.workflows.acting import TRIES
from workflows import link_messages

NAMING = ("link", "separate", "join_duplicate", "link_episode")
"""The verbs that name another case of the story."""


async def heard(world: World, act: str, other: World) -> None:
    """Wait for the line by which the other case's word stands in this one's ledger."""
    for _ in range(TRIES):
        lines: list[LedgerEntry] = await world.rows(LedgerEntry)
        if any(each.act == act and each.details.get("other") == other.number for each in lines):
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"no {act} of the other case is in the record")


@verb
async def link(world: World, other: str, beside: dict[str, Any]) -> object:
    """The other case belongs to this one, ``as`` sibling, family or group; both records say so when this returns."""
    fellow, actor = world.cases[other], world.actor(beside.get("by", "worker"))
    act = link_messages.Link(
        actor=actor, other=fellow.number, kind=beside.get("as", "sibling"), reason="The same mother."
    )
    receipt = await world.send("link", act)
    await heard(fellow, "linked", world)
    return receipt


@verb
async def separate(world: World, other: str, beside: dict[str, Any]) -> object:
    """A determination says that this child does not travel with the other."""
    report = changed(world.fresh("separation"), beside.get("with", {}), world.now())
    actor, fellow = world.actor(beside.get("by", "supervisor")), world.cases[other]
    receipt = await world.send("separate", link_messages.Separate(actor=actor, other=fellow.number, report=report))
    await heard(fellow, "separated", world)
    return receipt


@verb
async def join_duplicate(world: World, other: str, beside: dict[str, Any]) -> object:
    """This case was opened twice: it ends, and the other goes on."""
    fellow, actor = world.cases[other], world.actor(beside.get("by", "supervisor"))
    act = link_messages.JoinDuplicate(actor=actor, goes_on=fellow.number, reason="The same fingerprints.")
    receipt = await world.send("join_duplicate", act)
    await heard(fellow, "duplicate_taken_over", world)
    return receipt


@verb
async def link_episode(world: World, other: str, beside: dict[str, Any]) -> object:
    """The other case is an earlier one of the same child."""
    earlier, actor = world.cases[other], world.actor(beside.get("by", "worker"))
    act = link_messages.LinkEpisode(actor=actor, other=earlier.number, reason="The same child.")
    receipt = await world.send("link_episode", act)
    await heard(earlier, "later_episode_linked", world)
    return receipt


@expect
async def of_others(world: World, wanted: dict[str, dict[str, Any]]) -> str | None:
    """What is true of the other cases, each by its name."""
    for name, then in wanted.items():
        for expectation, value in then.items():
            wrong = await EXPECTATIONS[expectation](world.cases[name], value)
            if wrong:
                return f"{name}: {wrong}; open there: {await world.cases[name].board()}"
    return None


@expect
async def belongs_with(world: World, wanted: dict[str, str]) -> str | None:
    """To which cases this one belongs, and as what; those from which it parted are not among them."""
    named = {each.number: name for name, each in world.cases.items()}
    view = (await world.case()).view
    found = {named[each["number"]]: each["kind"] for each in view["links"] if each["separated_at"] is None}
    return None if found == wanted else f"belongs with {found}, not {wanted}"


@expect
async def whole_ledger(world: World, wanted: bool) -> str | None:
    """Every act of this case is in its ledger, once and in order: also of a case that was closed."""
    numbers = sorted(each.sequence for each in await world.rows(LedgerEntry))
    whole = numbers == list(range(1, (await world.case()).sequence + 1))
    return None if whole is wanted else f"the ledger has the numbers {numbers}"
