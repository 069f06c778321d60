"""Who looked for a child by name is kept before they are answered, without the name; who does so too often is told."""

from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.limits import Limits
from cases.actor import Role
from cases.repository.audit_of_searches import LISTED, searches_of, times_of
from cases.repository.erasing import erase
from cases.repository.searches import full_until, note_search, opened_since, searches_since
from cases.repository.similar import Found, Sought, similar
from cases.tables import Case, Notice, PersonSearch, SearchMark, UnusualSearching
from guidelines.library import library
from guidelines.oversight import DAY, HOUR
from runtime.database import engine as database_engine
from runtime.database import sessions
from runtime.room import NoRoom
from tests.api.conftest import Caller, Recorder
from tests.api.given import NOW, World, example, opened, world
from tests.keys import KEYS
from tests.runtime.postgres import KINDS, empty

LUZ = example("detection")
NAME = LUZ["child_name"]
RULE = library().oversight.unusual_searching
ASKING = library().oversight.asking
ME = "user-mx-caseworker"
NOBODY = {"origin": "GT", "name": "Pedro Páramo Inventado"}


async def kept(session: AsyncSession) -> list[tuple[str, int, int]]:
    rows = await session.exec(select(PersonSearch).order_by(col(PersonSearch.at), PersonSearch.user_id))
    return [(each.user_id, each.own, each.others) for each in rows.all()]


async def searched(session: AsyncSession, people: World, times: int, minutes_ago: int = 0, who: str = "mx") -> None:
    """That the caseworker searched so often, each time for somebody else, and found nothing."""
    at = NOW - timedelta(minutes=minutes_ago)
    for place in range(times):
        sought = Sought((f"Nombre{chr(97 + place % 26)}{chr(97 + place // 26)}",))
        await note_search(session, people.actor(f"{who}.caseworker"), sought, Found([], 0, 0), at)
    await session.commit()


async def test_a_search_is_kept_with_what_it_found_and_never_the_name(
    as_: Caller, session: AsyncSession, people: World, engine: Recorder
) -> None:
    await opened(session, people.actor("mx.caseworker"), {})
    await opened(session, people.actor("other.caseworker"), {})
    body = {"host": "MX", "origin": "GT", "report": LUZ}
    client = await as_("mx.caseworker")
    assert (await client.post("/api/v1/cases", json=body)).status_code == 409
    assert (await client.post("/cases/new", data={"origin": "GT", "name": NAME})).status_code == 200
    assert (await client.post("/cases/new", data={"origin": "GT"})).status_code == 422, "nobody was named"
    assert (await client.post("/api/v1/cases", json=body | {"confirmed_new": True})).status_code == 201
    assert await kept(session) == [(ME, 1, 1)] * 2
    connection = await session.connection()
    for table in ("person_search", "search_mark"):
        rows = (await connection.execute(text(f"SELECT * FROM {table}"))).all()
        assert rows and not any(word in str(rows).casefold() for word in NAME.casefold().split())


async def test_nobody_is_answered_where_it_cannot_be_kept(
    as_: Caller, session: AsyncSession, people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_arguments: object) -> None:
        raise NoRoom()

    monkeypatch.setattr("api.acts.searching.note_search", full)
    await opened(session, people.actor("other.caseworker"), {})
    answer = await (await as_("mx.caseworker")).post("/cases/new", data={"origin": "GT", "name": NAME})
    assert answer.status_code == 503
    assert f'name="name" value="{NAME}"' in answer.text, "it can be sent again"
    assert await kept(session) == []


async def test_an_auditor_sees_that_it_was_the_same_child_and_not_whom(
    as_: Caller, session: AsyncSession, people: World
) -> None:
    worker, colleague = people.actor("mx.caseworker"), people.actor("mx.supervisor")
    asked = (
        (worker, Sought(("Luz Ejemplo",))),
        (worker, Sought(("Otra Persona",), None, ("A-12 34",))),
        (colleague, Sought(("ejemplo  lus", "Lucecita"))),
        (worker, Sought(("Lucecita",))),
        (worker, Sought(("Sin Nombre",), None, ("a1234",))),
        (people.actor("other.caseworker"), Sought(("Luz Ejemplo",))),
    )
    for minute, (who, sought) in enumerate(asked):
        await note_search(session, who, sought, Found([], 0, minute), NOW + timedelta(minutes=minute))
    await session.commit()
    listed = await searches_of(session, people.actor("mx.auditor"), NOW - DAY)
    assert [(each.search.others, each.child) for each in listed] == [(4, 1), (3, 2), (2, 2), (1, 1), (0, 2)]
    auditor = await as_("mx.auditor")
    told = (await auditor.get("/api/v1/audit")).json()["searching"]["searchers"]
    assert [(each["user"], each["times"], each["children"]) for each in told] == [
        (ME, 4, 2),
        ("user-mx-supervisor", 1, 1),
    ]
    page = (await auditor.get("/audit")).text
    assert "4 searches, 2 children" in page and "Ejemplo" not in page.partition("<main")[2]


@pytest.mark.parametrize(
    ("before", "opens", "told"),
    [
        ((RULE.more_in_an_hour_than - 1, 0), 0, None),
        ((RULE.more_in_an_hour_than, 0), RULE.more_in_an_hour_than, ("often", RULE.more_in_an_hour_than + 1, 1)),
        ((0, RULE.more_without_a_case_than), 0, ("without_a_case", RULE.more_without_a_case_than + 1, 24)),
        ((0, RULE.more_without_a_case_than), 1, None),
        ((1, RULE.more_in_a_day_than - 1), RULE.more_in_a_day_than, ("often", RULE.more_in_a_day_than + 1, 24)),
    ],
)
async def test_who_searches_unusually_often_is_told_once(
    as_: Caller,
    session: AsyncSession,
    people: World,
    before: tuple[int, int],
    opens: int,
    told: tuple[str, int, float] | None,
) -> None:
    """``before``: searches just now, and two hours ago."""
    await searched(session, people, before[0])
    await searched(session, people, before[1], minutes_ago=120)
    for _ in range(opens):
        await opened(session, people.actor("mx.caseworker"), {}, at=NOW - timedelta(hours=3))
    client = await as_("mx.caseworker")
    for _ in range(2 if told else 1):
        assert (await client.post("/cases/new", data=NOBODY)).status_code == 200
    found = (await session.exec(select(UnusualSearching))).all()
    assert [(each.why, each.searches, each.hours) for each in found] == ([told] if told else [])
    notices = (await session.exec(select(Notice))).all()
    assert [(each.kind, each.recipient, each.case_number) for each in notices] == (
        [("unusual_searching", "user-mx-auditor", None)] if told else []
    )
    assert "Pedro" not in str([each.body for each in notices])


async def test_who_reviews_and_who_reads_of_it(as_: Caller, session: AsyncSession, people: World) -> None:
    await searched(session, people, RULE.more_in_an_hour_than)
    await (await as_("mx.caseworker")).post("/cases/new", data=NOBODY)
    (row,) = (await session.exec(select(UnusualSearching))).all()
    assert "unusually often" in (await (await as_("mx.auditor")).get("/outbox")).text
    assert "unusually often" not in (await (await as_("mx.supervisor")).get("/outbox")).text, "it may be they"
    for place, role in product(("mx", "other"), Role):
        if (place, role) != ("mx", Role.AUDITOR):
            client = await as_(f"{place}.{role.value}")
            answer = await client.post(f"/api/v1/audit/{row.id}/review", json={"found": "x"})
            assert answer.status_code == (404 if role is Role.AUDITOR else 403), (place, role)
    auditor = await as_("mx.auditor")
    assert "11 searches within an hour" in (await auditor.get("/audit")).text
    done = await auditor.post(f"/audit/{row.id}/review", data={"found": "A raid on a farm."})
    assert done.status_code == 303
    again = await auditor.post(f"/api/v1/audit/{row.id}/review", json={"found": "Nothing."})
    assert (again.status_code, again.json()["code"]) == (409, "already_answered")
    assert "A raid on a farm." in (await auditor.get("/audit")).text


async def test_an_erased_case_leaves_no_mark(session: AsyncSession, people: World) -> None:
    made = await opened(session, people.actor("mx.caseworker"), {})
    actor = people.actor("other.caseworker")
    for at in (NOW, NOW + timedelta(days=40)):
        await note_search(session, actor, Sought((NAME,)), await similar(session, actor, Sought((NAME,)), NOW), at)
        await note_search(session, actor, Sought(("Otra Persona",)), Found([], 0, 0), at)
    case = await session.get_one(Case, made.number)
    case.status = "closed"
    session.add(case)
    await session.commit()
    await erase(session, made.number, "x", "x", NOW)
    assert len(await kept(session)) == 4
    assert len((await session.exec(select(SearchMark))).all()) == 2, "of another child"


async def test_searching_stops_for_a_while_and_nothing_typed_is_lost(
    app: FastAPI, as_: Caller, session: AsyncSession, people: World
) -> None:
    rule = library().oversight.asking
    app.state.limits = Limits(rule)
    await searched(session, people, rule.searches_an_hour, minutes_ago=50)
    client = await as_("mx.caseworker")
    answer = await client.post("/cases/new", data=NOBODY)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "600")
    assert "You can look again in 10 minutes, or open the case without." in answer.text
    assert f'value="{NOBODY["name"]}"' in answer.text
    refused = await client.post("/api/v1/cases", json={"host": "MX", "origin": "GT", "report": LUZ})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "600")
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["details"] == {"seconds": 600, "what": "searches"}
    assert len(await kept(session)) == rule.searches_an_hour, "nothing of it was done"
    app.state.clock = lambda: NOW + timedelta(minutes=10)
    assert (await client.post("/cases/new", data=NOBODY)).status_code == 200
    assert (await (await as_("mx.supervisor")).post("/cases/new", data=NOBODY)).status_code == 200


@pytest.fixture(params=KINDS)
async def on(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncSession]:
    """A record of each kind."""
    with empty(request.param, tmp_path) as url:
        made = database_engine(url)
        async with made.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        async with sessions(made, KEYS)() as session:
            yield session
        await made.dispose()


async def test_both_databases_count_alike(on: AsyncSession) -> None:
    people = await world(on, "-")
    made = await opened(on, people.actor("mx.caseworker"), {}, at=NOW - HOUR)
    await searched(on, people, 3, minutes_ago=30)
    await searched(on, people, 2, minutes_ago=90)
    await note_search(on, people.actor("mx.caseworker"), Sought((NAME,)), Found([], 0, 1), NOW)
    assert [await searches_since(on, ME, NOW - since) for since in (HOUR, DAY)] == [4, 6]
    assert [await opened_since(on, ME, NOW - since) for since in (HOUR, DAY)] == [0, 1]
    assert await full_until(on, ME, 4, HOUR, NOW) == NOW + timedelta(minutes=30)
    assert await full_until(on, ME, 5, HOUR, NOW) is None
    found = await searches_of(on, people.actor("mx.auditor"), NOW - DAY)
    assert (found[0].search.others, len({each.child for each in found})) == (1, 4)
    case = await on.get_one(Case, made.number)
    case.status = "closed"
    on.add(case)
    await on.commit()
    await erase(on, made.number, "x", "x", NOW)
    assert (await searches_of(on, people.actor("mx.auditor"), NOW - DAY))[0].child is None


async def test_many_names_in_one_search_are_not_many_searches(
    as_: Caller, session: AsyncSession, people: World, engine: Recorder
) -> None:
    """Hers is the last of a list: whoever tries names out asks for them one by one, and is counted."""
    await opened(session, people.actor("other.caseworker"), {})
    list_ = [f"Nombre Inventado {chr(97 + place)}" for place in range(ASKING.names_a_search)]
    body = {"host": "MX", "origin": "GT", "report": LUZ | {"child_name": list_[0], "aliases": [*list_[1:], NAME]}}
    client = await as_("mx.caseworker")
    assert (await client.post("/api/v1/cases", json=body)).status_code == 201
    typed = NOBODY | {"other_names": ", ".join((*list_, NAME))}
    refused = await client.post("/cases/new", data=typed)
    assert refused.status_code == 422
    assert "Write 5 at most" in refused.text and typed["other_names"] in refused.text
    few = await client.post("/cases/new", data=NOBODY | {"other_names": NAME})
    assert "There may be a case" in few.text


async def test_nobody_hides_behind_who_searches_more(session: AsyncSession, people: World) -> None:
    await searched(session, people, 20, minutes_ago=2880)
    other = people.actor("mx.supervisor")
    for place in range(LISTED + 30):
        await note_search(session, other, Sought(("Luz",)), Found([], 0, 0), NOW - timedelta(minutes=place))
    await session.commit()
    auditor = people.actor("mx.auditor")
    listed = [each.search.user_id for each in await searches_of(session, auditor, NOW - timedelta(days=30))]
    assert (listed.count(ME), listed.count(other.user)) == (20, LISTED)
    assert await times_of(session, auditor, NOW - timedelta(days=30)) == {ME: 20, other.user: LISTED + 30}
