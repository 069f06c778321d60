"""Three children of one family, three cases: together on the road, together back, or apart by a determination."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from cases.tables import Custody, LedgerEntry
from runtime.database import Sessions
from tests.workflows.acting import TRIES, Play, Refused
from tests.workflows.failing import Failing
from tests.workflows.kept import another, stations, still
from tests.workflows.playing import crew, end
from tests.workflows.racing import Ring, gapless, racing
from workflows import link_messages, messages

TOGETHER = "children_travel_together"
DELIVERY = "deliver"
"""The activity that carries word from one case to another."""
A_RETRY = 1.0
"""Seconds after which the server hands a failed activity out again, if anybody works."""


@pytest.fixture
async def ring(temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path) -> AsyncIterator[Ring]:
    """Both countries at work, and the main line's stations."""
    async with racing(temporal, database, tmp_path) as made:
        yield made


async def link(one: Play, other: Play, by: str = "worker") -> None:
    """Say that they are brother and sister, and wait until both records say so."""
    act = link_messages.Link(actor=one.actor(by), other=other.number, kind="sibling", reason="Same mother.")
    await one.send("link", act)
    await heard(other, "linked", one)


async def heard(play: Play, act: str, other: Play) -> LedgerEntry:
    """The line by which the other's word stands in this record."""
    for _ in range(TRIES):
        lines: list[LedgerEntry] = await play.rows(LedgerEntry)
        for entry in lines:
            if entry.act == act and entry.details.get("other") == other.number:
                return entry
        await asyncio.sleep(0.02)
    raise AssertionError(f"no {act} about {other.number} in the record of {play.number}")


async def siblings(ring: Ring, *stations: str) -> list[Play]:
    """Children of one family at these points of the path; the first is linked with each of the others."""
    found = [await ring.at(station) for station in stations]
    for other in found[1:]:
        await link(found[0], other)
    for one in found:
        for other in found:
            if one is not other:
                await heard(one, "linked", other)
    return found


async def part(play: Play, other: Play) -> None:
    """A supervisor says that this child does not wait for the other."""
    act = link_messages.Separate(actor=play.actor("supervisor"), other=other.number, report=play.fresh("separation"))
    await play.send("separate", act)


async def determine_again(play: Play) -> None:
    """The best interests are determined anew, now that it is known who belongs together; the rest stands."""
    await play.wait(minutes=5)
    step = await play.step("best_interests_determination")
    act = messages.Reopen(
        actor=play.actor("supervisor"), step=step.key, round=step.round, reason="Brother found.", alone=True
    )
    await play.send("reopen", act)
    await play.finish("best_interests_determination", fresh=True)


async def depart(play: Play) -> None:
    """The shelter hands the child to the escort."""
    await play.finish("escort")


def fellows(view: dict[str, Any]) -> set[str]:
    """Whom a case says it belongs to."""
    return {each["number"] for each in view["links"] if each["separated_at"] is None}


async def test_who_is_linked_with_one_is_linked_with_all(ring: Ring) -> None:
    """Two acts join three cases, each once, and each record says so."""
    family = await siblings(ring, "protected", "protected", "protected")
    for play in family:
        await still(play)
        assert fellows((await play.case()).view) == {each.number for each in family if each is not play}
        lines = [each.details["other"] for each in await play.rows(LedgerEntry) if each.act == "linked"]
        assert len(lines) == len(set(lines)) == 2
        await gapless(play)
    with pytest.raises(Refused, match="event_not_possible"):
        await link(family[1], family[2])


async def test_nobody_leaves_before_all_may_and_then_all_may(ring: Ring) -> None:
    """The one who is ready waits for the one who is not; nobody has to go first."""
    ready, _ = await siblings(ring, "ready", "accepted")
    with pytest.raises(Refused, match="safeguard_not_met") as refused:
        await depart(ready)
    assert [(each["id"], each["state"]) for each in refused.value.details["verdicts"]] == [(TOGETHER, "unknown")]
    one, other = await siblings(ring, "ready", "ready")
    await depart(one)
    await depart(other)
    for play in (one, other):
        assert (await play.case()).custodian == "escort"


async def test_one_at_risk_keeps_all(ring: Ring) -> None:
    """A red risk of one blocks the joint journey; a determination that they part opens it for the others."""
    one, other, at_risk = await siblings(ring, "ready", "ready", "ready")
    step = await at_risk.step("risk_assessment")
    again = messages.Reopen(
        actor=at_risk.actor("supervisor"), step=step.key, round=step.round, reason="A threat arrived.", alone=True
    )
    await at_risk.send("reopen", again)
    await at_risk.finish("risk_assessment", fresh=True, level="red")
    for play in (one, other):
        with pytest.raises(Refused, match="safeguard_not_met") as refused:
            await depart(play)
        assert [(each["id"], each["state"]) for each in refused.value.details["verdicts"]] == [(TOGETHER, "not_met")]
    for play in (one, other):
        with pytest.raises(Refused, match="determined_before"):
            await part(play, at_risk)
        await determine_again(play)
        report = play.fresh("separation")
        with pytest.raises(Refused, match="not_allowed"):
            await play.send(
                "separate", link_messages.Separate(actor=play.actor("worker"), other=at_risk.number, report=report)
            )
        await part(play, at_risk)
        await heard(at_risk, "separated", play)
    for play in (one, other):
        await depart(play)
    assert fellows((await at_risk.case()).view) == set()
    assert fellows((await one.case()).view) == {other.number}


async def test_what_stops_one_on_the_road_brings_all_back(ring: Ring) -> None:
    """A court's stay for one: both come back into care, each by a record that both sides sign, without a gap."""
    family = await siblings(ring, "ready", "ready")
    for play in family:
        await depart(play)
    stopped, other = family
    await stopped.event("court_stay")
    assert (await heard(other, "fellow_stopped", stopped)).details == {"other": stopped.number}
    for play in family:
        await play.opened("return_to_care")
        await play.finish("return_to_care", fresh=True)
        await still(play)
        chain = sorted(await play.rows(Custody), key=lambda link: link.sequence)
        assert [(each.giver, each.taker) for each in chain] == [("host", "escort"), ("escort", "host")]
        assert (await play.case()).custodian == "host"
        await gapless(play)
    assert [hold["kind"] for hold in (await stopped.case()).view["holds"]] == ["court_stay"]
    assert (await other.case()).view["holds"] == []
    assert (await other.opened("repatriation_plan")).round == 2


async def test_two_that_link_one_another_at_one_instant_do_not_wait_for_each_other(ring: Ring) -> None:
    """Word is never sent while the lock is held: both records say it once."""
    one, other = await ring.at("protected"), await ring.at("protected")
    act = link_messages.Link(actor=one.actor("worker"), other=other.number, kind="group", reason="Found together.")
    await asyncio.gather(
        one.send("link", act), other.send("link", act.model_copy(update={"other": one.number})), return_exceptions=True
    )
    for play, fellow in ((one, other), (other, one)):
        await heard_once(play, fellow)


async def test_word_is_delivered_after_the_worker_was_away(
    temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An errand is in the state until it is delivered: the worker goes with it undelivered, and the next one brings it.

    The first worker records the act and cannot reach the other case; it stops. While nobody works nothing is told.
    """
    kept, failing = await stations(temporal, tmp_path), Failing()
    monkeypatch.setattr("workflows.worker.Worker", partial(Worker, interceptors=[failing]))
    async with crew(temporal, database):
        await Play(temporal, database, "MX", "GT").people()
        one, other = [await another(temporal, database, kept["protected"]) for _ in range(2)]
        failing.on, failing.forever = True, DELIVERY
        await link_alone(one, other)
        async with asyncio.timeout(60):
            while not failing.failed[DELIVERY]:
                await asyncio.sleep(0.05)
    failing.on = False
    await asyncio.sleep(3 * A_RETRY)
    assert fellows((await one.case()).view) == {other.number}
    assert not [each for each in await other.rows(LedgerEntry) if each.act == "linked"]
    async with crew(temporal, database):
        await heard_once(other, one)
        await heard_once(one, other)
        assert fellows((await other.case()).view) == {one.number}
        for play in (one, other):
            await gapless(play)
        await end(one, other)


async def link_alone(one: Play, other: Play) -> None:
    """Say it, and wait for nobody."""
    act = link_messages.Link(actor=one.actor("worker"), other=other.number, kind="group", reason="Found together.")
    await one.send("link", act)


async def heard_once(play: Play, fellow: Play) -> None:
    """The fellow's word stands in this record, and only once."""
    await heard(play, "linked", fellow)
    await still(play)
    assert len([each for each in await play.rows(LedgerEntry) if each.act == "linked"]) == 1
