"""What is true of the consents to share of a case: from whom all is kept back, what is not sent, what had left."""

from cases.tables import LedgerEntry, Notice
from tests.scenarios.expectations import _same, expect
from tests.scenarios.world import World


@expect
async def withheld(world: World, wanted: list[str]) -> str | None:
    """From whom everything is kept back now."""
    found = [each["recipient"] for each in (await world.case()).view["withheld"]]
    return _same("withheld from", found, wanted)


@expect
async def not_sent(world: World, wanted: list[str]) -> str | None:
    """To whom notices were still to be sent, and are not any more."""
    found = sorted({each.recipient for each in await world.rows(Notice) if each.cancelled_at})
    return _same("not sent any more", found, sorted(wanted))


@expect
async def had_left(world: World, wanted: dict[str, int]) -> str | None:
    """What the ledger says had already left when the newest consent was withdrawn, by kind."""
    told = [each for each in await world.rows(LedgerEntry) if each.details.get("kind") == "sharing_withdrawn"]
    newest = max(told, key=lambda each: each.sequence)
    return _same("had left", {each["kind"]: each["times"] for each in newest.details.get("left", [])}, wanted)
