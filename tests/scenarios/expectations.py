"""What is true then. Each expectation is a word of the YAML files: it answers None, or says what is not so."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from cases.repository.disclosures import disclosures_of, marks_of
from cases.tables import Custody, FiledReport, LedgerEntry, Letter, Notice, Participation, Step
from tests.scenarios.dates import due_by_hand
from tests.scenarios.world import World

Expectation = Callable[[World, Any], Awaitable[str | None]]

EXPECTATIONS: dict[str, Expectation] = {}


def expect(function: Expectation) -> Expectation:
    """Register an expectation under its own name."""
    EXPECTATIONS[function.__name__] = function
    return function


def _same(what: str, is_so: object, wanted: object) -> str | None:
    return None if is_so == wanted else f"{what}: {is_so!r}, not {wanted!r}"


def _status(status: str) -> None:
    async def in_status(world: World, keys: str | list[str]) -> str | None:
        wanted = [keys] if isinstance(keys, str) else keys
        found = {key: (await world.step(key)).status for key in wanted}
        return _same(status, found, dict.fromkeys(wanted, status))

    EXPECTATIONS[status] = in_status


for _name in ("open", "waiting", "submitted", "finished", "not_applicable"):
    _status(_name)


@expect
async def only_open(world: World, keys: list[str]) -> str | None:
    """Exactly these are somebody's open duty."""
    return _same("open or submitted", sorted(await world.board()), sorted(keys))


@expect
async def rounds(world: World, wanted: dict[str, int]) -> str | None:
    """In which round steps are."""
    return _same("rounds", {key: (await world.step(key)).round for key in wanted}, wanted)


@expect
async def outcome(world: World, wanted: dict[str, str | None]) -> str | None:
    """How steps ended."""
    return _same("outcome", {key: (await world.step(key)).view["outcome"] for key in wanted}, wanted)


@expect
async def owner(world: World, wanted: dict[str, str | None]) -> str | None:
    """Whose steps are."""
    return _same("owner", {key: (await world.step(key)).owner for key in wanted}, wanted)


@expect
async def side(world: World, wanted: dict[str, str]) -> str | None:
    """Which side carries steps."""
    return _same("side", {key: (await world.step(key)).side for key in wanted}, wanted)


@expect
async def basis(world: World, wanted: dict[str, str]) -> str | None:
    """On what the clocks of steps rest."""
    return _same("basis", {key: (await world.step(key)).view["basis"] for key in wanted}, wanted)


@expect
async def due(world: World, wanted: dict[str, dict[str, Any]]) -> str | None:
    """When steps are due: ``{from: guardian, hours: 48}``, reckoned here by hand."""
    for key, rule in wanted.items():
        row = await world.step(key)
        by_hand = await due_by_hand(world, row, rule)
        if row.due_at is None or abs((row.due_at - by_hand).total_seconds()) > 1:
            return f"{key} is due at {row.due_at}, not at {by_hand}"
    return None


@expect
async def opened_late(world: World, hours: int | None) -> str | None:
    """By how many hours the report that opened the case came late, as its first line says; null: it came in time."""
    first = next(each for each in await world.rows(LedgerEntry) if each.act == "case_opened")
    late = first.details.get("late")
    if late is None:
        return _same("opened late", None, hours)
    by = datetime.fromisoformat(late["done_at"]) - datetime.fromisoformat(late["due_at"])
    return _same("opened late", round(by.total_seconds() / 3600), hours)


@expect
async def no_date(world: World, keys: list[str]) -> str | None:
    """These steps have no date."""
    return _same("date", {key: (await world.step(key)).due_at for key in keys}, dict.fromkeys(keys))


@expect
async def stopped(world: World, keys: list[str]) -> str | None:
    """Exactly the clocks of these open steps stand still."""
    return _same("stopped", sorted(row.key for row in await world.rows(Step) if row.paused), sorted(keys))


@expect
async def reminded(world: World, wanted: dict[str, int]) -> str | None:
    """How often somebody was reminded of steps."""
    entries = [each for each in await world.rows(LedgerEntry) if each.act == "reminded"]
    return _same("reminded", {key: sum(each.step_key == key for each in entries) for key in wanted}, wanted)


@expect
async def told(world: World, wanted: dict[str, list[str]]) -> str | None:
    """Exactly who was told what since the turn began."""
    new = [each for each in await world.rows(Notice) if each.id not in world.notices_before]
    found = {kind: sorted(each.recipient for each in new if each.kind == kind) for kind in wanted}
    return _same("told", found, {kind: sorted(people) for kind, people in wanted.items()})


@expect
async def nobody_told(world: World, people: list[str]) -> str | None:
    """These people were told nothing since the turn began."""
    new = [each for each in await world.rows(Notice) if each.id not in world.notices_before]
    return _same("told", sorted({each.recipient for each in new} & set(people)), [])


@expect
async def alerts(world: World, wanted: dict[str, list[str]]) -> str | None:
    """The roles told of the lapse of steps, in order, as long as its cause is there."""
    standing = {key: [each.role for each in await world.alerts(key)] for key in wanted}
    return _same("alerts", standing, wanted)


@expect
async def no_alerts(world: World, wanted: bool) -> str | None:
    """Nothing is late."""
    return _same("no alerts", await world.alerts() == [], wanted)


@expect
async def alerts_ever(world: World, wanted: dict[str, int]) -> str | None:
    """How many alerts steps ever raised, cleared ones counted."""
    found = {key: len(await world.alerts(key, standing=False)) for key in wanted}
    return _same("alerts ever", found, wanted)


@expect
async def acknowledged(world: World, wanted: dict[str, str | None]) -> str | None:
    """Who has seen the newest alert of steps; it still stands."""
    return _same("seen by", {key: (await world.alerts(key))[-1].acknowledged_by for key in wanted}, wanted)


@expect
async def custody(world: World, wanted: list[str]) -> str | None:
    """The chain of custody, link by link, each signed by two."""
    links = await world.rows(Custody)
    if any(link.released_by == link.received_by for link in links):
        return "a link of the chain was signed by one person"
    return _same("custody", [f"{link.giver} to {link.taker}" for link in links], wanted)


def _of_case(name: str) -> None:
    async def case_has(world: World, wanted: object) -> str | None:
        return _same(name, getattr(await world.case(), name), wanted)

    EXPECTATIONS[name] = case_has


for _name in ("stage", "status", "decided", "closing", "suppressed", "custodian"):
    _of_case(_name)


@expect
async def held_by(world: World, wanted: list[str]) -> str | None:
    """The interruptions that stop something now."""
    return _same("held by", [hold["kind"] for hold in (await world.case()).view["holds"]], wanted)


@expect
async def letters(world: World, wanted: int) -> str | None:
    """How many letters to the consulate were ever rendered (each in two languages)."""
    return _same("letters", len({each.round for each in await world.rows(Letter)}), wanted)


@expect
async def void_letters(world: World, wanted: dict[str, int]) -> str | None:
    """How many letters (each in two languages) are void, by the kind of event that made them so."""
    void = {(each.round, each.voided_by) for each in await world.rows(Letter) if each.voided_at}
    found = {kind: sum(by == kind for _, by in void) for kind in {by for _, by in void} if kind}
    return _same("void letters", found, wanted)


@expect
async def disclosed_before(world: World, wanted: dict[str, int]) -> str | None:
    """How often what had been disclosed before the newest claim or failure, by kind."""
    async with world.database() as session:
        case = await world.case()
        told, marks = await disclosures_of(session, case), await marks_of(session, case)
    before = [each.kind for each in told if marks and each.at < marks[-1].at]
    return _same("disclosed before", {kind: before.count(kind) for kind in sorted(set(before))}, wanted)


@expect
async def location_withheld(world: World, wanted: bool) -> str | None:
    """Whether the origin is not shown where the child is."""
    return _same("location withheld", (await world.case()).view["location_withheld"], wanted)


@expect
async def origin(world: World, wanted: str) -> str | None:
    """Whether the origin's agencies take part: ``never``, ``takes_part``, ``no_more``."""
    rows = [row for row in await world.rows(Participation) if row.side == "origin"]
    present = any(row.until is None for row in rows)
    return _same("origin", "takes_part" if present else "no_more" if rows else "never", wanted)


@expect
async def ledger(world: World, wanted: list[str]) -> str | None:
    """These acts, in this order, among what was recorded since the turn began."""
    acts = [each.act for each in await world.rows(LedgerEntry) if each.sequence > world.began]
    rest = iter(acts)
    return None if all(act in rest for act in wanted) else f"ledger: {acts}, not in order {wanted}"


@expect
async def reports(world: World, wanted: dict[str, dict[str, int]]) -> str | None:
    """How many reports of steps are kept, and how many stand."""
    rows = await world.rows(FiledReport)
    found = {}
    for key in wanted:
        of_it = [row for row in rows if row.step_key == key]
        found[key] = {"kept": len(of_it), "standing": sum(row.stands for row in of_it)}
    return _same("reports", found, wanted)


@expect
async def opens(world: World, wanted: dict[str, dict[str, Any]]) -> str | None:
    """When waiting steps will open."""
    for key, rule in wanted.items():
        row = await world.step(key)
        by_hand = await due_by_hand(world, row, rule)
        at = row.view["opens_at"] and datetime.fromisoformat(row.view["opens_at"])
        if at is None or abs((at - by_hand).total_seconds()) > 1:
            return f"{key} opens at {at}, not at {by_hand}"
    return None
