"""The readings that lean on SQL's own ways, on PostgreSQL: lists, counts, cursors, the search, a repeated key."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from api.explain import explain
from cases.actor import Actor, Role
from cases.asked import Extension
from cases.counting import Between
from cases.repository.opening import KeyReused, reserve
from cases.repository.reading import CaseFilter, cases_page, readable_case
from cases.repository.similar import Sought, similar
from cases.repository.telling_counts import keep, tell
from cases.repository.work import COUNTED, counts, steps_page
from cases.repository.work_filter import StepFilter
from guidelines.library import library
from runtime.database import engine, sessions
from tests.api.given import NOW, example, opened, world
from tests.keys import KEYS
from tests.runtime.postgres import postgres

ASKED_BY = Actor(user="u", agency="a", country="MX", role=Role.CASEWORKER)
EXTENSION = Extension(until=NOW, reason="x", asked_by=ASKED_BY)


@pytest.fixture
async def session() -> AsyncIterator[AsyncSession]:
    with postgres() as address:
        made = engine(address)
        async with made.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        async with sessions(made, KEYS)() as open_session:
            yield open_session
        await made.dispose()


async def test_the_same_answers_as_on_sqlite(session: AsyncSession) -> None:
    people = await world(session, "-")
    actor = people.actor("mx.caseworker")
    steps = {
        "guardian": {"status": "open", "due_at": NOW},
        "shelter": {"status": "open", "extension": EXTENSION},
        "hearing": {"status": "submitted", "due_at": NOW.replace(day=9)},
    }
    numbers = [(await opened(session, actor, steps)).number for _ in range(3)]
    found = await counts(session, actor, NOW)
    assert found.all == {"open": 9, "due_soon": 3, "overdue": 3, "submitted": 3, "extension_asked": 3}
    for state in COUNTED:
        seen, cursor = [], None
        while True:
            page = await steps_page(session, actor, NOW, StepFilter(state=state), cursor, 2)
            seen += [(row.step.case_number, row.step.key) for row in page.rows]
            if (cursor := page.next) is None:
                break
        assert len(set(seen)) == len(seen) == found.all[state]
    listed = await cases_page(session, actor, NOW, CaseFilter(host="MX", status="open"))
    assert sorted(case.number for case in listed.rows) == sorted(numbers)
    case = await readable_case(session, actor, numbers[0], NOW)
    assert (await explain(session, actor, "host", case, NOW, "es")).stages
    matches = (await similar(session, actor, Sought((example("detection")["child_name"],)), NOW)).matches
    assert {match.case for match in matches} == set(numbers)
    first = await reserve(session, actor.user, "key", {"a": 1}, NOW)
    assert await reserve(session, actor.user, "key", {"a": 1}, NOW) == first
    with pytest.raises(KeyReused):
        await reserve(session, actor.user, "key", {"a": 2}, NOW)
    analyst = people.actor("mx.analyst")
    told = await tell(session, analyst, NOW, library())
    assert [each.table.all for each in told.tables if each.year is None] == [Between(0, 4)] * 4
    await keep(session, ("MX", "2026-12"), replace(told, tables=[]))
    assert await tell(session, analyst, NOW, library()) == told
