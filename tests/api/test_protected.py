"""A protected case: only named people find it, read it, or are told of it, whatever they type."""

from itertools import product
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Role
from cases.effects import NoticeWanted
from cases.record import Entry, Record
from cases.repository.addressees import addressees
from cases.repository.record import apply
from cases.repository.similar import Sought, similar
from tests.api.access_table import ON_CASES, Asks
from tests.api.conftest import Caller, Recorder
from tests.api.given import NOW, World, Written, alerted, example, opened

NAMED = ["user-mx-supervisor", "user-gt-caseworker"]
PEOPLE = [(place, role) for place, role in product(("mx", "gt"), Role) if f"user-{place}-{role.value}" not in NAMED]


async def protected(session: AsyncSession, people: World, named: list[str] = NAMED) -> Written:
    """A case in which both countries take part, and of which these people alone may know."""
    made = await opened(
        session, people.actor("mx.caseworker"), {"guardian": {"status": "open"}}, at=NOW, origin_takes_part=True
    )
    await name(session, made, named)
    return made


async def name(session: AsyncSession, made: Written, named: list[str]) -> None:
    """Write as the workflow writes it."""
    made.view.named = named
    made.sequence += 1
    await apply(session, Record(sequence=made.sequence, entry=Entry(act="protected", at=NOW), case=made.view))
    await session.commit()


@pytest.mark.parametrize("asks", ON_CASES, ids=lambda asks: asks.name)
async def test_nobody_else_learns_that_there_is_one(
    asks: Asks, as_: Caller, people: World, session: AsyncSession, engine: Recorder, record_property: Any
) -> None:
    """Every route, everybody of both agencies who is not named, auditors too: there is nothing."""
    made, cells = await protected(session, people), 0
    key, side = next(iter(asks.steps.items()))
    alert = await alerted(session, made, key, side) if "{alert}" in asks.path else ""
    path = asks.path.format(case=made.number, other=made.number, step=key, alert=alert, agency="agency-other")
    body = dict(asks.body) if asks.body is not None else None
    if body is not None and body.get("report") is ...:
        body["report"] = example(key)
    for place, role in PEOPLE:
        client, cells = await as_(f"{place}.{role.value}"), cells + 1
        answer = await client.request(asks.method, path, json=body)
        assert answer.status_code == 404, f"{role.value} of {place}: {answer.status_code} {answer.text[:200]}"
    assert engine.reached == []
    record_property("cells", cells)


async def test_lists_counts_and_the_search_hold_nothing_of_it(
    as_: Caller, people: World, session: AsyncSession
) -> None:
    made = await protected(session, people)
    for place, role in PEOPLE:
        client = await as_(f"{place}.{role.value}")
        assert (await client.get("/api/v1/cases")).json()["cases"] == []
        assert (await client.get("/api/v1/steps")).json()["steps"] == []
        assert set((await client.get("/api/v1/steps/counts")).json()["all"].values()) <= {0}
    for named in ("mx.supervisor", "gt.caseworker"):
        client = await as_(named)
        assert [each["number"] for each in (await client.get("/api/v1/cases")).json()["cases"]] == [made.number]
        assert (await client.get(f"/api/v1/cases/{made.number}")).status_code == 200


async def test_who_types_the_child_is_told_nothing(people: World, session: AsyncSession) -> None:
    """Not even that there is a case somewhere, which is said of any other."""
    made = await opened(session, people.actor("mx.caseworker"), {}, at=NOW)
    detected = example("detection")
    sought = Sought((detected["child_name"],))
    stranger, insider = people.actor("us.caseworker"), people.actor("mx.partner")
    assert [each.because for each in await similar(session, stranger, sought, NOW)] == [("elsewhere",)]
    await name(session, made, ["user-mx-supervisor"])
    assert await similar(session, stranger, sought, NOW) == []
    assert await similar(session, insider, sought, NOW) == []
    found = await similar(session, people.actor("mx.supervisor"), sought, NOW)
    assert [each.case for each in found] == [made.number]


async def test_protection_ends_and_names_change(as_: Caller, people: World, session: AsyncSession) -> None:
    made = await protected(session, people)
    address = f"/api/v1/cases/{made.number}"
    await name(session, made, ["user-mx-caseworker"])
    assert (await (await as_("mx.caseworker")).get(address)).status_code == 200
    assert (await (await as_("mx.supervisor")).get(address)).status_code == 404
    await name(session, made, [])
    for who in ("mx.caseworker", "mx.supervisor", "gt.partner"):
        assert (await (await as_(who)).get(address)).status_code == 200


async def test_only_people_who_take_part_are_named(
    as_: Caller, people: World, session: AsyncSession, engine: Recorder
) -> None:
    made = await opened(session, people.actor("mx.caseworker"), {}, at=NOW, origin_takes_part=True)
    client, address = await as_("mx.supervisor"), f"/api/v1/cases/{made.number}/protection"
    for stranger in ("user-us-caseworker", "user-other-supervisor", "user-mx-auditor", "nobody"):
        answer = await client.post(address, json={"people": [NAMED[0], stranger], "reason": "x"})
        assert (answer.status_code, answer.json()["code"]) == (422, "no_such_person")
    assert engine.reached == []
    assert (await client.post(address, json={"people": NAMED, "reason": "An uncle works there."})).status_code == 200
    assert [(update, message.people) for _, update, message, _ in engine.reached] == [("protect", NAMED)]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (NoticeWanted(kind="lapsed", side="host", role="worker"), {"user-mx-supervisor"}),
        (NoticeWanted(kind="lapsed", side="host", role="supervisor"), {"user-mx-supervisor"}),
        (NoticeWanted(kind="lapsed", side="origin", role="worker"), {"user-gt-caseworker"}),
        (NoticeWanted(kind="lapsed", side="origin", role="supervisor"), {"user-mx-supervisor"}),
        (NoticeWanted(kind="lapsed", side="host", role="liaison_network"), {"user-mx-supervisor"}),
        (NoticeWanted(kind="assigned", side="host", role="worker", user="user-mx-caseworker"), {"user-mx-supervisor"}),
    ],
)
async def test_a_lapse_is_heard_by_somebody_named_and_by_nobody_else(
    wanted: NoticeWanted, told: set[str], people: World, session: AsyncSession
) -> None:
    """Where nobody who is named holds the role, a named supervisor hears of it: no silence decides for the child."""
    made = await protected(session, people)
    assert {user.id for user in await addressees(session, made.view, wanted, NOW)} == told
