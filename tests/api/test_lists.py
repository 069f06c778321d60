"""Lists: pages cover everything once, in order; every number is the length of its list; nobody sees another's."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Actor, Role
from cases.numbers import new
from cases.repository.cursor import CursorUnreadable, decode, encode
from cases.repository.reading import CaseFilter, cases_page
from cases.repository.work import COUNTED, counts, steps_page
from cases.repository.work_filter import NOBODY, StepFilter
from cases.tables import Agency, Case, Participation, Step
from runtime.database import engine, sessions
from tests.api.given import NOW
from tests.keys import KEYS

ACTOR = Actor(user="ana", agency="ours", country="MX", role=Role.CASEWORKER)

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "due": st.one_of(st.none(), st.sampled_from([-100, -1, 0, 1, 71, 72, 73])),
            "status": st.sampled_from(["open", "submitted", "finished", "waiting"]),
            "paused": st.booleans(),
            "owner": st.sampled_from([None, "ana", "luis"]),
            "side": st.sampled_from(["host", "origin", "both"]),
            "asked": st.booleans(),
            "step": st.sampled_from(["hearing", "guardian"]),
        }
    ),
    max_size=12,
)

FILTERS = st.builds(
    StepFilter,
    origin=st.sampled_from([None, "GT", "HN"]),
    owner=st.sampled_from([None, "ana", NOBODY]),
    step=st.sampled_from([None, "hearing"]),
    ours=st.booleans(),
)


async def written(session: AsyncSession, cases: list[list[dict[str, Any]]]) -> None:
    """Each list is a case of ours, but the second, which is another agency's."""
    session.add_all([Agency(id="ours", name="A", country="MX"), Agency(id="theirs", name="B", country="MX")])
    await session.flush()
    for place, rows in enumerate(cases):
        number, opened = new(), NOW - timedelta(hours=place // 2)
        session.add(
            Case(
                number=number,
                host="MX",
                origin="HN" if place % 3 else "GT",
                stage="protection",
                status="open",
                custodian="host",
                workflow="w",
                edition="e",
                sequence=1,
                opened_at=opened,
                detected_at=opened,
                view={},
            )
        )
        await session.flush()
        agency = "theirs" if place == 1 else "ours"
        session.add(Participation(case_number=number, agency_id=agency, side="host", since=opened, reason="opened"))
        for key, row in enumerate(rows):
            due = None if row["due"] is None else NOW + timedelta(hours=row["due"])
            asked = {"until": "2027-01-01T00:00:00Z"} if row["asked"] else None
            session.add(
                Step(
                    case_number=number,
                    key=f"k{key}",
                    step=row["step"],
                    side=row["side"],
                    responsible="worker",
                    round=1,
                    status=row["status"],
                    owner=row["owner"],
                    due_at=due,
                    paused=row["paused"],
                    view={"extension": asked},
                )
            )
    await session.commit()


async def all_pages(session: AsyncSession, wanted: StepFilter, limit: int) -> list[Any]:
    found, cursor = [], None
    while True:
        page = await steps_page(session, ACTOR, NOW, wanted, cursor, limit)
        assert len(page.rows) <= limit
        found += page.rows
        if page.next is None:
            return found
        cursor = page.next


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=st.lists(ROWS, min_size=1, max_size=5), wanted=FILTERS, limit=st.integers(1, 4))
async def test_pages_cover_all_once_and_counts_equal_lists(
    tmp_path_factory: pytest.TempPathFactory, cases: list[list[dict[str, Any]]], wanted: StepFilter, limit: int
) -> None:
    made = engine(f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('lists')}/record.db")
    async with made.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    async with sessions(made, KEYS)() as session:
        await written(session, cases)
        numbers = await counts(session, ACTOR, NOW, wanted)
        for state in COUNTED:
            one = StepFilter(**{**wanted.__dict__, "state": state})
            rows = await all_pages(session, one, limit)
            keys = [(row.step.case_number, row.step.key) for row in rows]
            assert len(keys) == len(set(keys)) == numbers.all[state]
            due = [(row.step.due_at is None, row.step.due_at or NOW) for row in rows]
            assert due == sorted(due)
            for (host, origin), said in numbers.by_pair.items():
                assert said[state] == sum((row.case.host, row.case.origin) == (host, origin) for row in rows)
            for owner, said in numbers.by_owner.items():
                assert said[state] == sum(row.step.owner == owner for row in rows)
            for step, said in numbers.by_step.items():
                assert said[state] == sum(row.step.step == step for row in rows)
        seen: list[str] = []
        cursor = None
        while True:
            page = await cases_page(session, ACTOR, NOW, CaseFilter(), cursor, limit)
            seen += [case.number for case in page.rows]
            if (cursor := page.next) is None:
                break
        assert len(seen) == len(set(seen)) == len(cases) - (len(cases) > 1)
    await made.dispose()


@pytest.mark.parametrize(
    ("due", "paused", "states"),
    [
        (timedelta(hours=-1), False, {"open", "overdue"}),
        (timedelta(0), False, {"open", "due_soon"}),
        (timedelta(hours=72), False, {"open", "due_soon"}),
        (timedelta(hours=72, seconds=1), False, {"open"}),
        (timedelta(hours=-1), True, {"open"}),
        (None, False, {"open"}),
    ],
)
async def test_the_edges_of_due(session: AsyncSession, due: timedelta | None, paused: bool, states: set[str]) -> None:
    hours = None if due is None else due.total_seconds() / 3600
    row = {"due": hours, "status": "open", "paused": paused, "owner": None, "side": "host", "asked": False, "step": "s"}
    await written(session, [[row]])
    found = await counts(session, ACTOR, NOW)
    assert {state for state, number in found.all.items() if number} == states


@settings(max_examples=50)
@given(st.one_of(st.none(), st.datetimes(timezones=st.just(NOW.tzinfo))), st.lists(st.text(), min_size=2, max_size=2))
def test_a_cursor_says_where_a_page_ended(at: Any, ids: list[str]) -> None:
    assert decode(encode(at, *ids), 2) == (at, ids)


@settings(max_examples=100)
@given(st.text(max_size=60))
def test_any_other_word_is_refused(cursor: str) -> None:
    try:
        decode(cursor, 2)
    except CursorUnreadable:
        return
