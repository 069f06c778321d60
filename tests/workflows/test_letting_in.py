"""A shelter and an escort are let into a real case: from when, until when, who is told, and what ends it."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.testing import WorkflowEnvironment

from cases.actor import Actor, Function, Role
from cases.errors import NotFound
from cases.repository.people import create_agency
from cases.repository.reading import readable_case, relation
from cases.tables import LedgerEntry, Notice, Participation, User
from guidelines.library import library
from runtime.database import Sessions
from tests.workflows.acting import Play, Refused
from tests.workflows.racing import Ring, gapless, racing, receiving, releasing
from workflows import messages
from workflows.access_messages import LetIn, Protect

SHELTER = Actor(user="nurse", agency="house", country="MX", role=Role.CASEWORKER, function=Function.SHELTER)
OFFICE = Actor(user="clerk", agency="office", country="GT", role=Role.CASEWORKER)
WHY = "She lives there."


@pytest.fixture
async def ring(temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path) -> AsyncIterator[Ring]:
    """Both countries at work, a shelter in the one, an office that takes part by nobody's right in the other."""
    async with racing(temporal, database, tmp_path) as made:
        async with database() as session:
            await join(session, SHELTER, "Casa")
            await join(session, OFFICE, "Oficina", by_right=False)
            await session.commit()
        yield made


async def join(session: AsyncSession, who: Actor, name: str, by_right: bool = True) -> None:
    """An agency with one person."""
    agency = await create_agency(
        session, name=name, country=who.country, function=who.function, by_right=by_right, agency_id=who.agency
    )
    user = User(
        id=who.user, email=f"{who.user}@x.example", name=name, password_hash="-", agency_id=agency.id, role=who.role
    )
    session.add(user)


async def let_in(play: Play, who: Actor = SHELTER, by: str = "supervisor", **more: object) -> None:
    until = None if more.get("let_in") is False else play.now() + timedelta(days=10)
    act = LetIn(actor=play.actor(by), agency=who.agency, reason=WHY, **{"until": until, **more})
    await play.send("let_in", act)


async def reads(play: Play, who: Actor, at: datetime) -> bool:
    """Whether somebody may read the case at an hour."""
    async with play.database() as session:
        try:
            await readable_case(session, who, play.number, at)
        except NotFound:
            return False
        return await relation(session, who, play.number, at) is not None


async def parts(play: Play, who: Actor) -> list[Participation]:
    return [row for row in await play.rows(Participation) if row.agency_id == who.agency]


async def test_it_reads_from_then_until_its_day_and_is_told(ring: Ring) -> None:
    play = await ring.at("detected")
    before = play.now()
    assert not await reads(play, SHELTER, before)
    await let_in(play)
    (part,) = await parts(play, SHELTER)
    assert part.until is not None
    assert await reads(play, SHELTER, part.since)
    assert await reads(play, SHELTER, part.until - timedelta(seconds=1))
    assert not await reads(play, SHELTER, part.until)
    line = [row for row in await play.rows(LedgerEntry) if row.sequence == part.sequence]
    assert [(row.act, row.actor, row.details["agency"], row.details["reason"]) for row in line] == [
        ("agency_let_in", "supervisor", "house", WHY)
    ]
    assert [row.recipient for row in await play.rows(Notice) if row.kind == "let_in"] == ["nurse"]
    await gapless(play)


async def test_it_is_told_of_nothing_else(ring: Ring) -> None:
    """What is open, what lapses, what happens: the people who answer for the child hear of it, not the house."""
    play = await ring.at("detected")
    await let_in(play)
    await play.event("child_missing")
    kinds = {row.kind for row in await play.rows(Notice) if row.recipient == "nurse"}
    assert kinds == {"let_in"}
    assert "event_reported" in {row.kind for row in await play.rows(Notice) if row.recipient == "worker"}


async def test_said_again_the_later_word_holds_and_ended_it_is_over(ring: Ring) -> None:
    play = await ring.at("detected")
    await let_in(play)
    await let_in(play, until=play.now() + timedelta(days=40))
    first, second = await parts(play, SHELTER)
    assert first.until is not None and first.until <= second.since
    assert await reads(play, SHELTER, play.now() + timedelta(days=30))
    await let_in(play, let_in=False)
    assert not await reads(play, SHELTER, play.now())
    assert [row.act for row in await play.rows(LedgerEntry)][-1] == "agency_part_over"
    await gapless(play)


async def test_its_part_ends_by_itself_some_days_after_the_child_has_arrived(ring: Ring) -> None:
    play = await ring.at("at_the_border")
    await let_in(play, until=play.now() + timedelta(days=100))
    for update, act in (releasing(play), receiving(play)):
        await play.send(update, act)
    (part,) = await parts(play, SHELTER)
    custody = play.now()
    assert part.until is not None
    longest = library().need_to_know.let_in.after_arrival
    assert timedelta() <= custody + longest - part.until < timedelta(minutes=1)
    assert not await reads(play, SHELTER, part.until)


async def test_an_agency_that_is_not_there_by_right_is_let_in_by_its_own_country(ring: Ring) -> None:
    """And where nothing may be told to that country any more, its part is over with the others'."""
    play = await ring.at("decided")
    assert [row.agency_id for row in await play.rows(Participation) if row.side == "origin"] == ["agency-GT"]
    await let_in(play, OFFICE, by="origin_supervisor")
    assert await reads(play, OFFICE, play.now())
    await play.event("protection_claim")
    assert not await reads(play, OFFICE, play.now())
    with pytest.raises(Refused) as refused:
        await let_in(play, OFFICE, by="origin_supervisor")
    assert refused.value.code == "not_found"


@pytest.mark.parametrize(
    ("station", "by", "agency", "code"),
    [
        ("detected", "worker", "house", "not_allowed"),
        ("detected", "origin_supervisor", "office", "not_found"),
        ("detected", "supervisor", "agency-MX", "part_by_right"),
    ],
)
async def test_who_may_not(station: str, by: str, agency: str, code: str, ring: Ring) -> None:
    play = await ring.at(station)
    with pytest.raises(Refused) as refused:
        await play.send("let_in", LetIn(actor=play.actor(by), agency=agency, reason=WHY))
    assert refused.value.code == code


async def test_the_house_itself_lets_nobody_in_and_decides_nothing(ring: Ring) -> None:
    """The workflow asks what the agency does, too: an API that forgot to ask is not the only door."""
    play = await ring.at("detected")
    boss = SHELTER.model_copy(update={"role": Role.SUPERVISOR})
    with pytest.raises(Refused) as refused:
        await play.send("let_in", LetIn(actor=boss, agency="office", reason=WHY))
    assert refused.value.code == "not_allowed"


async def test_a_case_is_protected_and_steps_of_others_are_free_again(ring: Ring) -> None:
    """Whoever protects it stays named; who is not named owns nothing in it and is told nothing more."""
    play = await ring.at("protected")
    row = await play.step("protection_screening")
    mine = messages.Assign(actor=play.actor("other_worker"), step=row.key, round=row.round, owner="other_worker")
    await play.send("assign", mine)
    boss = play.actor("supervisor")
    await play.send("protect", Protect(actor=boss, people=["worker"], reason="An uncle works there."))
    case = await play.case()
    assert (case.protected, case.view["named"]) == (True, ["supervisor", "worker"])
    assert (await play.step("protection_screening")).owner is None
    assert not await reads(play, play.actor("other_worker"), play.now())
    assert not await reads(play, play.actor("head"), play.now())
    assert await reads(play, play.actor("worker"), play.now())
    before = len(await play.rows(Notice))
    await play.event("child_missing")
    told = {row.recipient for row in (await play.rows(Notice))[before:]}
    assert told and told <= {"supervisor", "worker"}
    await play.send("protect", Protect(actor=boss, people=[], reason="He left."))
    assert await reads(play, play.actor("other_worker"), play.now())
    assert [row.act for row in await play.rows(LedgerEntry) if "protect" in row.act] == [
        "protected",
        "protection_ended",
    ]
    await gapless(play)


@pytest.mark.parametrize("by", ["worker", "origin_supervisor"])
async def test_only_a_supervisor_of_the_host_protects_it(by: str, ring: Ring) -> None:
    play = await ring.at("decided")
    with pytest.raises(Refused) as refused:
        await play.send("protect", Protect(actor=play.actor(by), people=[by], reason=WHY))
    assert refused.value.code == "not_allowed"
