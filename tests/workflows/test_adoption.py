"""Another edition, adopted by cases at every point of the path: exactly what was rehearsed happens, date by date."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from cases.adoption import Effect
from cases.repository.adopting import adoption_of
from cases.tables import Alert, LedgerEntry, Notice, Step
from guidelines.library import library
from guidelines.proposal import Proposal
from guidelines.resolve import resolve_at
from runtime.database import Sessions
from tests.workflows import path
from tests.workflows.acting import Play, Refused
from tests.workflows.kept import PLACES, another, stations, still
from tests.workflows.law import in_force, insert, proposal, term
from tests.workflows.playing import playing
from workflows import messages

CHANGED = (
    term("nationality", 5),
    term("home_study", 30),
    term("best_interests_determination", 2),
    term("decision", 3),
    term("acceptance", 4),
    term("travel_documents", 3),
    term("escort", 2, "hour"),
    term("reintegration_plan", 3),
    term("closure", 2),
    insert("hearing", "second_hearing"),
    insert("family_tracing", "second_tracing", only_if=["decision_is_stay"]),
    insert("decision", "second_notice"),
    insert("travel_documents", "second_papers"),
    insert("placement", "second_look", side="origin"),
)
"""Shorter, longer, and new steps in stages that lie behind, here or ahead of a case."""

NEAR = timedelta(seconds=5)


def law() -> Proposal:
    return proposal(*CHANGED)


async def rehearsed(play: Play) -> Effect:
    """What the act would do now, changing nothing."""
    async with play.database() as session:
        _, effect = await adoption_of(
            session, await play.case(), resolve_at(library(), play.host, play.origin, play.now()), play.now()
        )
    return effect


async def adopt(play: Play, edition: str, by: str | None = None) -> messages.Receipt:
    by = by or ("origin_supervisor" if play.in_origin else "supervisor")
    return await play.send("adopt_edition", messages.AdoptEdition(actor=play.actor(by), edition=edition))


async def views(play: Play) -> dict[str, dict[str, Any]]:
    return {row.key: row.view | {"row": (row.status, row.due_at)} for row in await play.rows(Step)}


def near(one: Any, other: Any) -> bool:
    """The same; of two instants, within the time that an act takes."""
    if one == other:
        return True
    if not (one and other):
        return False
    return abs(datetime.fromisoformat(str(one)) - datetime.fromisoformat(str(other))) < NEAR


@pytest.mark.parametrize("place", PLACES)
async def test_exactly_what_was_rehearsed_happens(
    place: str, temporal: WorkflowEnvironment, database: Sessions, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kept = await stations(temporal, tmp_path_factory.mktemp("stations"))
    async with playing(temporal, database) as world:
        await world.people()
        play = await another(temporal, database, kept[place])
        await still(play)
        before, case = await views(play), await play.case()
        with in_force(law()):
            effect = await rehearsed(play)
            assert (await views(play), (await play.case()).sequence) == (before, case.sequence)
            await adopt(play, effect.new)
        await still(play)
        after, foretold = await views(play), {each.key: each for each in effect.steps}
        assert (await play.case()).edition == effect.new != effect.old == case.edition
        assert effect.moved or effect.awaits or effect.opens or effect.too_late, "this place proves nothing"
        for key, now in after.items():
            told = foretold[key].model_dump(mode="json") if key in foretold else before[key]
            if key in effect.opens and told["status"] == "waiting":
                assert now["status"] == "open", key
                continue
            for name in ("status", "round", "stage", "side", "basis", "why", "rung", "alerts"):
                assert now[name] == told[name], (key, name)
            assert near(now["due_at"], told["due_at"]), key
            assert near(now["opens_at"], told["opens_at"]), key
        moved = {key for key in before if before[key]["due_at"] != after[key]["due_at"]} - set(effect.opens)
        assert moved == {each.key for each in effect.moved}
        opened = {key for key in after if after[key]["status"] == "open" and key not in before}
        opened |= {key for key in before if before[key]["status"] == "waiting" and after[key]["status"] == "open"}
        assert opened == set(effect.opens)
        line = next(each for each in await play.rows(LedgerEntry) if each.act == "edition_adopted")
        assert line.details == {"from": effect.old, "to": effect.new, **effect.counts}


async def test_a_case_of_the_old_edition_runs_to_its_end_under_the_new(
    temporal: WorkflowEnvironment, database: Sessions, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kept = await stations(temporal, tmp_path_factory.mktemp("stations"))
    async with playing(temporal, database) as world:
        await world.people()
        play = await another(temporal, database, kept["assessed"])
        bystander = await another(temporal, database, kept["assessed"])
        old = (await play.case()).edition
        with in_force(law()):
            await adopt(play, (await rehearsed(play)).new)
            await play.finish("second_hearing", fresh=True)
            await path.decide(play)
            await play.finish("second_notice", fresh=True)
            await path.accept(play)
            await path.prepare(play)
            await play.finish("second_papers", fresh=True)
            await path.to_handover(play)
            await path.home(play)
            for step in ("reception", "placement"):
                await play.finish(step, by="partner")
            await play.finish("second_look", by="partner", fresh=True)
            await play.finish("reintegration_plan", by="partner")
            await path.visits(play)
            await play.finish("closure", by="partner", fresh=True)
            await play.approve("closure", by="origin_supervisor")
        case = await play.case()
        assert (case.status, case.edition == old) == ("closed", False)
        assert (await bystander.case()).edition == old
        await path.decide(bystander)
        assert {row.key for row in await bystander.rows(Step)}.isdisjoint({"second_hearing", "second_papers"})


async def lapses(play: Play) -> set[str]:
    """The alerts of family tracing that stand."""
    rows = await play.rows(Alert)
    return {row.id for row in rows if row.step_key == "family_tracing" and row.cleared_at is None}


async def test_what_lapsed_stays_lapsed_and_what_was_granted_is_kept(
    temporal: WorkflowEnvironment, database: Sessions, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kept = await stations(temporal, tmp_path_factory.mktemp("stations"))
    async with playing(temporal, database) as world:
        await world.people()
        play = await another(temporal, database, kept["protected"])
        await play.finish("protection_screening")
        await play.finish("consular_notification")
        row = await play.opened("nationality")
        assert row.due_at is not None
        until = row.due_at + timedelta(days=30)
        ask = messages.AskExtension(
            actor=play.actor("worker"), step="nationality", round=1, until=until, reason="The registry is closed."
        )
        await play.send("ask_extension", ask)
        answer = messages.AnswerExtension(actor=play.actor("supervisor"), step="nationality", round=1, agreed=True)
        await play.send("answer_extension", answer)
        tracing = await play.opened("family_tracing")
        assert tracing.due_at is not None
        await play.until((tracing.due_at + timedelta(minutes=1)).isoformat())
        for _ in range(200):
            if any(each.step_key == "family_tracing" for each in await play.rows(Alert)):
                break
            await asyncio.sleep(0.05)
        await still(play)
        standing = await lapses(play)
        with in_force(proposal(term("nationality", 5), term("family_tracing", 40))):
            effect = await rehearsed(play)
            assert {each.key: each.why for each in effect.stands} == {
                "nationality": "extended",
                "family_tracing": "lapsed",
            }
            assert effect.moved == []
            await adopt(play, effect.new)
        assert (await play.step("nationality")).due_at == until
        assert (await play.step("family_tracing")).due_at == tracing.due_at
        assert await lapses(play) == standing != set()


async def test_who_may_adopt_and_what(
    temporal: WorkflowEnvironment, database: Sessions, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kept = await stations(temporal, tmp_path_factory.mktemp("stations"))
    async with playing(temporal, database) as world:
        await world.people()
        play = await another(temporal, database, kept["decided"])
        with in_force(law()):
            effect = await rehearsed(play)
            wrong = [
                ("worker", effect.new, "not_allowed"),
                ("origin_supervisor", effect.new, "not_allowed"),
                ("supervisor", effect.old, "edition_followed"),
                ("supervisor", "0" * 16, "edition_not_in_force"),
            ]
            for who, edition, code in wrong:
                with pytest.raises(Refused) as refused:
                    await adopt(play, edition, by=who)
                assert refused.value.code == code
            assert (await play.case()).edition == effect.old
            await adopt(play, effect.new)
            with pytest.raises(Refused) as refused:
                await adopt(play, effect.new)
            assert refused.value.code == "edition_followed"
        told = [each for each in await play.rows(Notice) if each.kind == "due_date_moved"]
        assert bool(told) == bool(effect.moved)
