"""Named stretches of the path, each going on from the one before; played once in a run and taken up from there."""

from collections.abc import Awaitable, Callable
from typing import Any

from tests.scenarios.world import World, changed
from tests.workflows import path
from tests.workflows.kept import Kept, keep, take_up


async def _nothing(world: World) -> None:
    """The case was opened a moment ago."""


async def _screened(world: World) -> None:
    await world.finish("protection_screening")


async def _assessed(world: World) -> None:
    for step, who in path.ASSESSMENT[1:]:
        told: dict[str, Any] = {"nationality": world.origin} if step == "nationality" else {}
        await world.finish(step, by=who, **told)


async def _determined(world: World) -> None:
    await world.finish("best_interests_determination")


async def _decided_to_return(world: World) -> None:
    await world.finish("decision")
    await world.approve("decision", by="supervisor")


async def _referred(world: World) -> None:
    await world.finish("referral")


async def _accepted(world: World) -> None:
    await world.finish("acceptance", by="partner")


async def _planned(world: World) -> None:
    await world.finish("travel_documents")
    # The example's last leg ends in GT.
    ends: dict[str, Any] = {
        "legs.1.country": world.origin,
        "handover.country": world.origin,
    }
    await world.finish("repatriation_plan", **ends)
    await world.approve("repatriation_plan", by="partner")


async def _agreed(world: World) -> None:
    await world.finish("agreement")
    await world.approve("agreement", by="partner")


async def _ready_to_depart(world: World) -> None:
    await world.finish("child_preparation")
    await world.opened("escort")
    await world.until(world.report("escort")["done_at"])


async def _departed(world: World) -> None:
    await world.finish("escort")


async def _at_the_border(world: World) -> None:
    await world.finish("transit")
    await world.opened("handover")
    await world.until(world.report("handover_release")["done_at"])


async def _released(world: World) -> None:
    await path.release(world)


async def _home(world: World) -> None:
    await path.receive(world)
    await world.taken_over()


async def _received(world: World) -> None:
    await world.finish("reception", by="partner")


async def _placed(world: World) -> None:
    await world.finish("placement", by="partner")


async def _visited(world: World) -> None:
    await world.finish("reintegration_plan", by="partner")
    await path.visits(world)


STRETCHES: dict[str, Callable[[World], Awaitable[None]]] = {
    "opened": _nothing,
    "protected": path.protect,
    "screened": _screened,
    "assessed": _assessed,
    "determined": _determined,
    "decided_to_return": _decided_to_return,
    "referred": _referred,
    "accepted": _accepted,
    "planned": _planned,
    "agreed": _agreed,
    "ready_to_depart": _ready_to_depart,
    "departed": _departed,
    "at_the_border": _at_the_border,
    "released": _released,
    "home": _home,
    "received": _received,
    "placed": _placed,
    "visited": _visited,
}
"""Where a story may begin. The names say what has been done."""

_PLAYED: dict[tuple[str, ...], Kept] = {}


async def come_to(world: World, stretch: str, opening: dict[str, Any] | None = None) -> None:
    """Bring a case of this world's two countries to the end of a stretch.

    ``opening``: what the report that opens the case says otherwise.
    """
    names, begun = list(STRETCHES), (world.host, world.origin, str(opening or {}))
    way = names[: names.index(stretch) + 1]
    known = [name for name in way if (*begun, name) in _PLAYED]
    if known:
        await world.people()
        await take_up(world, _PLAYED[*begun, known[-1]])
    else:
        told = changed(world.report("detection"), opening or {}, world.now())
        await world.open(**{field: told[field] for field in {each.partition(".")[0] for each in opening or {}}})
    await world.still()
    for name in way[len(known) :]:
        await STRETCHES[name](world)
        await world.still()
        _PLAYED[*begun, name] = await keep(world)
    await world.turn()


async def go_through(world: World, stretch: str) -> None:
    """Play one stretch from where the case stands (a second time, mostly)."""
    await STRETCHES[stretch](world)
