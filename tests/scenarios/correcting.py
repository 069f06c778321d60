"""Reports put right, in scenarios: the verbs and what is true of versions."""

from typing import Any

from sqlmodel import select

from api.acts.on_corrections import weigh
from cases.errors import Refusal
from cases.record import StepView
from cases.tables import Child, FiledReport, LedgerEntry
from tests.scenarios.acts import verb
from tests.scenarios.expectations import expect
from tests.scenarios.world import World, changed
from workflows import correction_messages as messages


async def _standing(world: World, step: str) -> FiledReport | None:
    row = StepView.model_validate((await world.step(step)).view)
    filed = [each for each in await world.rows(FiledReport) if each.step_key == step and each.name == row.report]
    return next((each for each in reversed(filed) if each.stands), filed[-1]) if filed else None


async def _seen(world: World, step: str, report: dict[str, Any] | None) -> str:
    """The mark of what follows; of what is refused, there is none to see: then the workflow refuses by itself."""
    async with world.database() as session:
        try:
            _, shown = await weigh(session, await world.case(), step, report, world.now())
        except Refusal:
            return ""
    return shown.mark


@verb
async def correct(world: World, step: str, beside: dict[str, Any]) -> object:
    """The report that stands is filed again ``with`` changes, its consequences seen (or not: ``seen: false``)."""
    await world.still()
    row = await world.step(step)
    by = beside.get("by") or ("partner" if row.side == "origin" else "worker")
    stands = await _standing(world, step)
    told = dict(stands.data) if stands else world.report(row.view["report"])
    report = changed(told, beside.get("with", {}), world.now())
    seen = "not looked at" if beside.get("seen") is False else await _seen(world, step, report)
    act = messages.Correct(
        actor=world.actor(by),
        step=step,
        round=beside.get("round", row.round),
        report=report,
        reason=beside.get("reason", "It was written down wrongly."),
        seen=seen,
    )
    return await world.send("correct", act)


@verb
async def approve_correction(world: World, step: str, beside: dict[str, Any]) -> object:
    """A correction that waits is approved, its consequences seen."""
    return await _answer(world, step, beside, approved=True)


@verb
async def refuse_correction(world: World, step: str, beside: dict[str, Any]) -> object:
    """A correction that waits is refused."""
    return await _answer(world, step, beside, approved=False)


async def _answer(world: World, step: str, beside: dict[str, Any], approved: bool) -> object:
    row = await world.step(step)
    waits = row.view["correction"] is not None
    act = messages.AnswerCorrection(
        actor=world.actor(beside.get("by", "supervisor")),
        step=step,
        round=row.round,
        approved=approved,
        reason="It was right.",
        seen=await _seen(world, step, None) if waits else "",
    )
    return await world.send("answer_correction", act)


@expect
async def versions(world: World, wanted: dict[str, int]) -> str | None:
    """How many versions of a step's report were filed, all kept; exactly the newest stands, with a reason."""
    for step, count in wanted.items():
        name = (await world.step(step)).view["report"]
        filed = [each for each in await world.rows(FiledReport) if each.step_key == step and each.name == name]
        if len(filed) != count:
            return f"{step}: {len(filed)} versions, not {count}"
        if [each.stands for each in filed] != [False] * (count - 1) + [True]:
            return f"{step}: {[each.stands for each in filed]} stand"
        if count > 1 and not filed[-1].reason:
            return f"{step}: the last version has no reason"
    return None


@expect
async def stands(world: World, wanted: dict[str, dict[str, Any]]) -> str | None:
    """What the standing report of a step says, field by field."""
    for step, fields in wanted.items():
        standing = await _standing(world, step)
        found = {name: standing.data.get(name) for name in fields} if standing else {}
        if found != fields:
            return f"{step} says {found}, not {fields}"
    return None


@expect
async def found_by_name(world: World, wanted: list[str]) -> str | None:
    """Under which names a search finds the child."""
    shown = sorted({each.said["name"] for each in await world.rows(Child) if each.kind == "name"})
    missing = sorted(set(wanted) - set(shown))
    return f"nobody finds {missing}: {shown}" if missing else None


@expect
async def corrected(world: World, wanted: dict[str, list[str]]) -> str | None:
    """What the newest ledger line of a correction says: names of ``fields``, steps ``with`` it, dates ``moved``."""
    async with world.database() as session:
        rows = await session.exec(
            select(LedgerEntry).where(LedgerEntry.case_number == world.number, LedgerEntry.act == "corrected")
        )
        newest = max(rows.all(), key=lambda row: row.sequence)
    found = {name: sorted(newest.details[name]) for name in wanted}
    return None if found == {name: sorted(each) for name, each in wanted.items()} else f"{found}, not {wanted}"
