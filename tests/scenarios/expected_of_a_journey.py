"""What is true of a journey then: what others count on, what was undone and how, and that the child was never alone."""

from collections import Counter
from typing import Any

from cases.care import faults
from cases.tables import Custody, LedgerEntry
from tests.scenarios.expectations import expect
from tests.scenarios.world import World


def same(what: str, is_so: object, wanted: object) -> str | None:
    """None, or the sentence of what is not so."""
    return None if is_so == wanted else f"{what}: {is_so!r}, not {wanted!r}"


def said(each: dict[str, Any]) -> str:
    legs = "-".join(map(str, each["legs"]))
    return " ".join(filter(None, (each["kind"], legs, "" if legs else each["what"])))


@expect
async def promised(world: World, wanted: list[str]) -> str | None:
    """What others count on now, in the order in which it was promised: kind, legs or country."""
    standing = [each for each in (await world.case()).view["promises"] if each["state"] == "standing"]
    return same("promised", [said(each) for each in standing], wanted)


@expect
async def promises(world: World, wanted: dict[str, int]) -> str | None:
    """How many promises stand, were kept, are somebody's to undo, were undone."""
    found = Counter(each["state"] for each in (await world.case()).view["promises"])
    return same("promises", dict(found), wanted)


@expect
async def undone(world: World, wanted: list[str]) -> str | None:
    """What was undone since the turn began, line after line of the ledger: what, and how."""
    lines = [each for each in await world.rows(LedgerEntry) if each.act == "promise_undone"]
    found = [
        f"{said({'legs': [], 'what': '', **each.details, 'kind': each.details['promise']})} {each.details['how']}"
        for each in sorted(lines, key=lambda each: each.sequence)
        if each.sequence > world.began
    ]
    return same("undone", found, wanted)


@expect
async def no_gap(world: World, wanted: bool) -> str | None:
    """Somebody had the child at every minute, and nobody twice."""
    case = await world.case()
    found = faults(case.detected_at, await world.rows(Custody), case.custodian)
    return same("the chain holds", not found, wanted)
