"""The terms of the record: what is thrown away, what people are asked about, and what a law erases by itself."""

import dataclasses
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select
from temporalio.testing import ActivityEnvironment

from activities import retaining
from activities.retaining import Retaining, Swept
from cases.record import Entry, Record
from cases.record import FiledReport as Filed
from cases.repository.erasing import CannotErase, erase, hold, release
from cases.repository.record import apply
from cases.repository.retention import due_cases, keep
from cases.repository.searches import key_of, note_search
from cases.repository.similar import Found, Sought
from cases.tables import (
    Draft,
    Erasure,
    FiledReport,
    Notice,
    OpeningKey,
    PersonSearch,
    RetentionAsked,
    SearchMark,
    SignInSession,
)
from cases.tables.ciphering import keys_of
from guidelines.citation import Citation
from guidelines.library import library
from guidelines.retention import CaseTerm, Retention
from runtime.database import Sessions
from runtime.keys.ring import REGION, Erased, Keys
from runtime.keys.store import Memory
from runtime.room import NoRoom
from tests.api.given import World, Written, example, opened, world
from tests.keys import keys_of_this_test

RULES = library().retention
FOUND = datetime(2026, 12, 1, 12, tzinfo=UTC)
LONG_AGO = datetime(2020, 2, 1, 12, tzinfo=UTC)
"""Tests share their keys, and this month's is destroyed."""
CLOSED = datetime(2027, 3, 1, 12, tzinfo=UTC)
LAW = Citation(
    basis="national_law", instrument="mx_lgdnna", provision="art. 1", last_checked_on=date(2026, 11, 29)
)  # fmt: skip
"""Invented for the tests: no law was found that sets a term."""


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> Keys:
    """Keys of this test alone: those of the months of other tests are not destroyed."""
    return keys_of_this_test(monkeypatch)


@pytest.fixture
async def people(database: Sessions) -> World:
    async with database() as session:
        return await world(session, "-")


async def closed(database: Sessions, people: World, born: str | None = "2012-06-05", **report: Any) -> Written:
    """A case that was closed in March 2027."""
    async with database() as session:
        made = await opened(session, people.actor("mx.caseworker"), {}, reports=(), at=FOUND)
        made.view.status, made.view.closing = "closed", "handed_over"
        data = example("detection") | {"birth_date": born, "apparent_age": None if born else 14} | report
        filed = [record_of(people, data)]
        entry = Entry(act="finished", at=CLOSED, actor=people.actor("mx.caseworker"))
        await apply(session, Record(sequence=2, entry=entry, case=made.view, reports=filed))
        await session.commit()
    return made


def record_of(people: World, data: dict[str, Any]) -> Any:

    return Filed(
        step="detection", round=1, name="detection", data=data, author=people.actor("mx.caseworker"), at=CLOSED
    )


async def due(database: Sessions, at: str, rules: Retention = RULES) -> list[tuple[str, str]]:
    """The cases whose term is over at that day, and since when."""
    async with database() as session:
        found = await due_cases(session, rules, datetime.fromisoformat(f"{at}T12:00+00:00"))
    return [(each.case.number, f"{each.at:%Y-%m-%d}") for each in found]


async def swept(database: Sessions, at: str) -> Swept:
    """One day's look, as the activity does it at that instant."""
    environment = ActivityEnvironment()
    moment = datetime.fromisoformat(f"{at}T12:00+00:00")
    environment.info = dataclasses.replace(environment.info, started_time=moment)
    done: Swept = await environment.run(Retaining(database).sweep)
    return done


def under_a_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mexico's law sets the term."""
    term = CaseTerm(counted_from="closed_and_of_age", years=10, cite=LAW)
    rules = RULES.model_copy(update={"countries": {"MX": term}})
    changed = library().model_copy(update={"retention": rules})
    monkeypatch.setattr(retaining, "library", lambda: changed)


@pytest.mark.parametrize(
    ("born", "report", "over"),
    [
        ("2012-06-05", {}, "2040-06-05"),  # ten years after the eighteenth birthday
        ("2009-06-05", {}, "2037-06-05"),
        (None, {"apparent_age": 14}, "2040-12-01"),  # as old as it looked
        (None, {"apparent_age": 17}, "2037-12-01"),
    ],
)
async def test_the_term_is_counted_from_the_later_day(
    born: str | None, report: dict[str, Any], over: str, database: Sessions, people: World
) -> None:
    made = await closed(database, people, born, **report)
    before = (date.fromisoformat(over) - timedelta(days=1)).isoformat()
    after = (date.fromisoformat(over) + timedelta(days=1)).isoformat()
    assert await due(database, before) == []
    assert await due(database, after) == [(made.number, over)]


async def test_of_a_grown_child_it_is_counted_from_the_closing(database: Sessions, people: World) -> None:
    made = await closed(database, people, "2009-01-05")
    async with database() as session:
        row = (await session.exec(select(FiledReport))).one()
        row.data = row.data | {"birth_date": "2006-01-05"}
        session.add(row)
        await session.commit()
    assert await due(database, "2037-03-02") == [(made.number, "2037-03-01")]


async def test_an_open_case_a_held_one_and_a_needed_one_are_not_due(database: Sessions, people: World) -> None:
    async with database() as session:
        await opened(session, people.actor("mx.caseworker"), {}, at=FOUND)
    made, now = await closed(database, people), datetime(2041, 1, 1, tzinfo=UTC)
    assert [number for number, _ in await due(database, "2041-01-01")] == [made.number]
    async with database() as session:
        await hold(session, made.number, "Juzgado 5", "Order 1", now)
        assert await due(database, "2041-01-01") == []
        await release(session, made.number, "Juzgado 5", now)
        await keep(session, made.number, datetime(2045, 1, 1, tzinfo=UTC), "Procuraduría", "A trial.", now)
    assert await due(database, "2041-01-01") == []
    assert await due(database, "2044-12-31") == []
    assert [number for number, _ in await due(database, "2045-01-02")] == [made.number]


async def test_under_a_default_of_ours_nothing_is_erased_and_people_are_asked_once(
    database: Sessions, people: World
) -> None:
    made = await closed(database, people)
    assert (await swept(database, "2040-06-04")).asked == 0
    for day, asked in (("2040-06-06", 1), ("2040-06-07", 0)):
        done = await swept(database, day)
        assert (done.erased, done.asked) == (0, asked)
    async with database() as session:
        assert (await session.exec(select(Erasure))).all() == []
        told = await session.exec(select(Notice.recipient).where(Notice.kind == "retention_due"))
        assert told.all() == ["user-mx-supervisor"]
        now = datetime(2040, 6, 8, tzinfo=UTC)
        await keep(session, made.number, datetime(2042, 1, 1, tzinfo=UTC), "Procuraduría", "A trial.", now)
    assert (await swept(database, "2041-06-06")).asked == 0
    assert (await swept(database, "2042-01-02")).asked == 1, "what was needed until then is asked about again"


async def test_a_law_erases_by_itself_and_says_by_which_text(
    database: Sessions, people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await closed(database, people)
    under_a_law(monkeypatch)
    assert (await swept(database, "2040-06-04")).erased == 0
    assert (await swept(database, "2040-06-06")).erased == 1
    assert (await swept(database, "2040-06-07")).erased == 0
    async with database() as session:
        done = await session.get_one(Erasure, made.number)
        assert "mx_lgdnna, art. 1" in done.reason and "2040-06-05" in done.reason
        row = (await session.exec(select(FiledReport))).one()
        assert row.data == {}, "its key is gone"


async def test_a_law_erases_nothing_that_a_court_holds(
    database: Sessions, people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await closed(database, people)
    under_a_law(monkeypatch)
    async with database() as session:
        await hold(session, made.number, "Juzgado 5", "Order 1", CLOSED)
    assert (await swept(database, "2050-01-01")).erased == 0
    async with database() as session:
        assert (await session.exec(select(RetentionAsked))).all() == []


@pytest.mark.parametrize("why", ["no_room", "put_back", "older_copy"])
async def test_an_erasure_that_was_begun_is_finished(
    why: str, database: Sessions, people: World, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No room between the record and the key; a copy of the key folder put back, or one from before the case."""
    made, at = await closed(database, people), datetime(2027, 4, 1, tzinfo=UTC)
    copy = keys.store.get(made.number)
    async with database() as session:
        with monkeypatch.context() as full:
            if why == "no_room":
                full.setattr(keys, "destroy", no_room)
            with pytest.raises(NoRoom) if why == "no_room" else nullcontext():
                await erase(session, made.number, "Juzgado 5", "Order 1", at)
    if why != "no_room":
        monkeypatch.setattr(keys, "store", Memory())
        if why == "put_back" and copy:
            keys.store.add(made.number, copy)
    assert not keys.is_erased(made.number)
    assert [(await swept(database, "2027-04-03")).finished for _ in range(2)] == [1, 0]
    with pytest.raises(Erased) as told:
        keys.encipher(made.number, b"x", "y")
    assert told.value.at == at, "as of the erasure"


async def test_an_erasure_that_is_asked_for_again_is_finished(
    database: Sessions, people: World, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, at = await closed(database, people), datetime(2027, 4, 1, tzinfo=UTC)
    with monkeypatch.context() as full:
        full.setattr(keys, "destroy", no_room)
        async with database() as session:
            with pytest.raises(NoRoom):
                await erase(session, made.number, "Juzgado 5", "Order 1", at)
    async with database() as session:
        again = await erase(session, made.number, "Juzgado 6", "Order 2", at + timedelta(days=1))
    assert (again.by, again.at) == ("Juzgado 5", at) and keys.is_erased(made.number)


def no_room(_name: str, _now: datetime) -> bool:
    """The key folder is full."""
    raise NoRoom()


async def test_the_key_of_a_month_goes_also_where_no_mark_names_it(database: Sessions, keys: Keys) -> None:
    """Its marks went with their cases; other keys stay."""
    for name in (key_of(LONG_AGO), key_of(CLOSED), "searches-x", REGION):
        keys.blind("sought", "x", name)
    assert (await swept(database, "2027-03-02")).thrown_away["search_marks"] == 0
    gone = {name for name in keys.store.names() if keys.is_erased(name)}
    assert gone == {key_of(LONG_AGO)}


async def test_what_nobody_needs_is_thrown_away_and_nothing_else(database: Sessions, people: World) -> None:
    made = await closed(database, people)
    async with database() as session:
        open_case = await opened(session, people.actor("mx.caseworker"), {}, at=CLOSED)
        user = people.users["mx.caseworker"].id
        for number in (made.number, open_case.number):
            session.add(Draft(case_number=number, step_key="decision", user_id=user, round=1, data={}, saved_at=FOUND))
        for token, ends in (("old", CLOSED - timedelta(days=31)), ("new", CLOSED)):
            session.add(SignInSession(token_hash=token, user_id=user, csrf="x", created_at=FOUND, expires_at=ends))
        for key, made_at in (("old", CLOSED - timedelta(days=91)), ("new", CLOSED)):
            session.add(OpeningKey(user_id=user, key=key, case_number=made.number, body_hash="x", created_at=made_at))
        await session.commit()
        for at in (LONG_AGO, CLOSED):
            await note_search(session, people.actor("mx.caseworker"), Sought(("Luz",)), Found([], 0, 0), at)
        await session.commit()
    first = await swept(database, "2027-03-02")
    assert first.thrown_away == {"drafts": 0, "documents": 0, "sessions": 1, "opening_keys": 1, "search_marks": 1}
    later = await swept(database, "2027-04-02")
    assert (later.thrown_away["drafts"], later.thrown_away["search_marks"]) == (1, 0)
    async with database() as session:
        assert keys_of(session).is_erased(key_of(LONG_AGO)) and not keys_of(session).is_erased(key_of(CLOSED))
        assert [each.key for each in (await session.exec(select(SearchMark))).all()] == [key_of(CLOSED)]
        await note_search(session, people.actor("mx.caseworker"), Sought(("Luz",)), Found([], 0, 0), LONG_AGO)
        assert len((await session.exec(select(SearchMark))).all()) == 1, "by a clock that is wrong: no mark"
        assert len((await session.exec(select(PersonSearch))).all()) == 3, "that somebody searched stays"
        assert [each.case_number for each in (await session.exec(select(Draft))).all()] == [open_case.number]


async def test_only_a_closed_case_is_kept(database: Sessions, people: World) -> None:
    async with database() as session:
        made = await opened(session, people.actor("mx.caseworker"), {}, at=FOUND)
        for number in (made.number, "K7QM-4RTX-5"):
            with pytest.raises(CannotErase):
                await keep(session, number, CLOSED, "x", "x", FOUND)
