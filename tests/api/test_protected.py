"""A protected case: only named people find it, read it, or are told of it, whatever they type."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Role
from cases.effects import NoticeWanted
from cases.link import LinkView
from cases.record import Entry, Record
from cases.repository.addressees import addressees
from cases.repository.closing_account import close_account, left_alone
from cases.repository.record import apply
from cases.repository.similar import Sought, similar
from cases.tables import Look, Participation, User
from tests.api.access_table import ON_CASES, Asks
from tests.api.conftest import Caller, Recorder
from tests.api.given import NOW, World, Written, alerted, example, opened, unusual

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
    path = asks.path.format(
        case=made.number, other=made.number, step=key, alert=alert, agency="agency-other", document="0"
    )
    body = dict(asks.body) if asks.body is not None else None
    if body is not None and body.get("report") is ...:
        body["report"] = example(key)
    for place, role in PEOPLE:
        client, cells = await as_(f"{place}.{role.value}"), cells + 1
        sent = {"data": body, "files": asks.files} if asks.files else {"json": body}
        answer = await client.request(asks.method, path, **sent)
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
    assert [each.because for each in (await similar(session, stranger, sought, NOW)).matches] == [("elsewhere",)]
    await name(session, made, ["user-mx-supervisor"])
    assert (await similar(session, stranger, sought, NOW)).matches == []
    assert (await similar(session, insider, sought, NOW)).matches == []
    found = (await similar(session, people.actor("mx.supervisor"), sought, NOW)).matches
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
    for stranger in ("user-us-caseworker", "user-other-supervisor", "user-mx-administrator", "nobody"):
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


async def test_who_was_let_in_for_a_while_does_not_take_the_case_away(
    as_: Caller, people: World, session: AsyncSession, engine: Recorder
) -> None:
    made = await opened(session, people.actor("mx.caseworker"), {}, at=NOW)
    part = Participation(
        case_number=made.number, agency_id="agency-other", side="host", since=NOW, reason="let_in", sequence=1
    )
    session.add(part)
    await session.commit()
    asked = {"people": ["user-other-supervisor"], "reason": "x"}
    answer = await (await as_("other.supervisor")).post(f"/api/v1/cases/{made.number}/protection", json=asked)
    assert answer.status_code == 403
    assert engine.reached == []


async def test_a_case_whose_named_supervisor_has_left_is_not_lost(
    as_: Caller, people: World, session: AsyncSession, engine: Recorder
) -> None:
    """Its lapses are heard by the host's supervisors; one of them enters in an emergency, and names anew."""
    made = await protected(session, people, ["user-mx-supervisor", "user-mx-caseworker"])
    head = await join(session, "user-mx-head")
    left = await session.get_one(User, "user-mx-supervisor")
    left.active = False
    session.add(left)
    await session.commit()
    for role in ("supervisor", "head_of_agency", "liaison_network"):
        wanted = NoticeWanted(kind="lapsed", side="host", role=role)
        assert {user.id for user in await addressees(session, made.view, wanted, NOW)} == {head.id}
    people.users["mx.head"] = head
    client = await as_("mx.head")
    address, asked = f"/api/v1/cases/{made.number}", {"people": [head.id], "reason": "She left."}
    assert (await client.post(f"{address}/protection", json=asked)).status_code == 404
    entered = await client.post("/api/v1/emergencies", json={"case": made.number, "reason": "Nobody is left."})
    assert entered.status_code == 200
    assert [each["id"] for each in (await client.get(f"{address}/participants")).json()["people"]] != []
    assert (await client.post(f"{address}/protection", json=asked)).status_code == 200
    assert (await client.post(f"{address}/overrides", json={})).status_code in (403, 422)
    assert [update for _, update, _, _ in engine.reached] == ["protect"]


async def test_closing_an_account_names_the_cases_that_are_left_alone(people: World, session: AsyncSession) -> None:
    """Not the one that another supervisor may know of, nor one in which the closed person was not named."""
    alone = await protected(session, people, ["user-mx-supervisor", "user-mx-caseworker"])
    head = await join(session, "user-mx-head")
    await protected(session, people, ["user-mx-supervisor", head.id])
    await protected(session, people, [head.id])
    email = people.users["mx.supervisor"].email
    assert await left_alone(session, email) == []
    await close_account(session, email)
    await session.commit()
    assert await left_alone(session, email) == [alone.number]


async def join(session: AsyncSession, user: str) -> User:
    """Another supervisor of the host's agency."""
    head = User(
        id=user, email=f"{user}@x.example", name="Head", password_hash="-", agency_id="agency-mx", role="supervisor"
    )
    session.add(head)
    await session.commit()
    return head


async def test_the_number_of_a_protected_sister_stands_nowhere(
    as_: Caller, people: World, session: AsyncSession
) -> None:
    """In the ledger of the other child's case neither."""
    sister = await protected(session, people, ["user-mx-supervisor"])
    by = people.actor("mx.supervisor")
    made = await opened(session, by, {}, at=NOW, origin_takes_part=True)
    made.view.links = [LinkView(number=sister.number, kind="sibling", since=NOW, by=by)]
    made.sequence += 1
    entry = Entry(act="linked", at=NOW, actor=by, details={"other": sister.number, "kind": "sibling"})
    await apply(session, Record(sequence=made.sequence, entry=entry, case=made.view))
    await session.commit()
    for who in ("mx.caseworker", "gt.partner"):
        client = await as_(who)
        for path in ("/ledger", ""):
            assert sister.number not in (await client.get(f"/api/v1/cases/{made.number}{path}")).text
        assert sister.number not in (await client.get(f"/cases/{made.number}/story")).text
    assert sister.number in (await (await as_("mx.supervisor")).get(f"/api/v1/cases/{made.number}/ledger")).text
    extract = await (await as_("mx.supervisor")).get(f"/cases/{made.number}/extract")
    assert sister.number not in extract.text


async def test_the_past_stays_readable_to_who_is_named(as_: Caller, people: World, session: AsyncSession) -> None:
    made = await opened(session, people.actor("mx.caseworker"), {}, at=NOW - timedelta(days=2))
    await name(session, made, ["user-mx-supervisor"])
    day = f"?as_known={(NOW - timedelta(days=1)).date()}"
    assert (await (await as_("mx.supervisor")).get(f"/api/v1/cases/{made.number}{day}")).status_code == 200
    assert (await (await as_("mx.caseworker")).get(f"/api/v1/cases/{made.number}{day}")).status_code == 404


async def test_why_it_was_protected_is_told_to_the_named_alone(
    as_: Caller, people: World, session: AsyncSession
) -> None:
    made = await opened(session, people.actor("mx.caseworker"), {}, at=NOW)
    made.sequence += 1
    said = {"people": ["user-mx-supervisor"], "reason": "Her uncle is the caseworker."}
    entry = Entry(act="protected", at=NOW, actor=people.actor("mx.supervisor"), details=said)
    await apply(session, Record(sequence=made.sequence, entry=entry, case=made.view))
    await session.commit()
    address = f"/api/v1/cases/{made.number}/ledger"
    assert "uncle" in (await (await as_("mx.supervisor")).get(address)).text
    assert "uncle" not in (await (await as_("mx.caseworker")).get(address)).text


async def test_the_audit_page_does_not_number_it(as_: Caller, people: World, session: AsyncSession) -> None:
    made = await protected(session, people)
    plain = await opened(session, people.actor("mx.caseworker"), {}, at=NOW)
    for number in (made.number, plain.number):
        session.add(
            Look(
                case_number=number,
                user_id="user-mx-caseworker",
                agency_id="agency-mx",
                side="host",
                what="case",
                at=NOW,
            )
        )
    await unusual(session)
    (found,) = (await (await as_("mx.auditor")).get("/api/v1/audit")).json()["unusual"]
    assert found["numbers"] == [plain.number]
