"""A case read in an emergency: for a reason, a few hours, reading only, others told at once, reviewed afterwards."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.access import WORKERS
from cases.actor import Function, Role
from cases.record import Entry, Record
from cases.repository.erasing import erase
from cases.repository.record import apply
from cases.tables import Agency, EmergencyAccess, Notice, Participation, User
from guidelines.library import library
from tests.api.access_table import ON_CASES
from tests.api.conftest import Caller, Recorder
from tests.api.functions import case_of
from tests.api.given import NOW, World, Written, example, opened
from tests.api.test_protected import protected

ADDRESS = "/api/v1/emergencies"
READING = {"read", "read_whole", "read_ledger", "read_looks"}
WHY = "A hospital in Tapachula called: she arrived alone."
LASTS = timedelta(hours=library().oversight.emergency.hours)


async def case(session: AsyncSession, people: World, origin: bool = True) -> Written:
    changes = {"guardian": {"status": "open", "opened_at": NOW}}
    return await opened(session, people.actor("mx.caseworker"), changes, at=NOW, origin_takes_part=origin)


def body(made: Written) -> dict[str, str]:
    return {"case": made.number, "reason": WHY}


async def test_who_may_and_who_may_not(as_: Caller, people: World, session: AsyncSession) -> None:
    """Every role of every agency. A case of other countries is not there, whatever one types; who takes part needs no
    emergency."""
    made = await case(session, people)
    for place, role in product(("mx", "gt", "other", "us"), Role):
        answer = await (await as_(f"{place}.{role.value}")).post(ADDRESS, json=body(made))
        wanted = 403 if role not in WORKERS else {"us": 404, "other": 200}.get(place, 409)
        assert answer.status_code == wanted, f"{role.value} of {place}: {answer.text[:200]}"


async def test_abroad_only_while_that_country_takes_part(as_: Caller, people: World, session: AsyncSession) -> None:
    made = await case(session, people, origin=False)
    assert (await (await as_("gt.supervisor")).post(ADDRESS, json=body(made))).status_code == 404


@pytest.mark.parametrize("number", ["K7QM-4RTX-5", "no number at all", "", "0" * 41])
async def test_what_is_not_there_is_not_there(number: str, as_: Caller, people: World) -> None:
    answer = await (await as_("other.caseworker")).post(ADDRESS, json={"case": number, "reason": WHY})
    assert answer.status_code in (404, 422)


async def test_it_is_read_from_then_on_and_nothing_is_done_in_it(
    as_: Caller, people: World, session: AsyncSession, engine: Recorder
) -> None:
    """Every route about a case: those that read answer, all others refuse and reach nobody."""
    made = await case(session, people)
    client = await as_("other.supervisor")
    assert (await client.get(f"/api/v1/cases/{made.number}")).status_code == 404
    entered = (await client.post(ADDRESS, json=body(made))).json()
    assert (entered["case"], entered["until"]) == (made.number, (NOW + LASTS).isoformat().replace("+00:00", "Z"))
    for asks in ON_CASES:
        path = asks.path.format(
            case=made.number, other=made.number, step="guardian", alert="x", agency="agency-mx", document="0"
        )
        sent = dict(asks.body) if asks.body is not None else None
        if sent is not None and sent.get("report") is ...:
            sent["report"] = example("guardian")
        answer = await client.request(asks.method, path, **asks.sent(sent))
        reads = asks.method == "GET" and set(asks.acts) <= READING
        assert answer.status_code in asks.answers if reads else answer.status_code in (403, 404, 409, 422), asks.name
    assert engine.reached == []
    shown = (await client.get(f"/api/v1/cases/{made.number}")).json()
    assert shown["events"] == [] and {act for step in shown["steps"] for act in step["acts"]} == set()


async def change(session: AsyncSession, made: Written, **view: Any) -> None:
    """Write the case as it stands now, as its workflow does."""
    made.view = made.view.model_copy(update=view)
    made.sequence += 1
    await apply(session, Record(sequence=made.sequence, entry=Entry(act="x", at=NOW), case=made.view))
    await session.commit()


async def test_contact_that_is_shut_ends_the_reading_abroad(as_: Caller, people: World, session: AsyncSession) -> None:
    """At once, and not when the hours are over: the child asked for protection from that country."""
    made = await case(session, people)
    await office(session)
    client = await as_("us.caseworker")
    assert (await client.post(ADDRESS, json=body(made))).status_code == 200
    assert (await client.get(f"/api/v1/cases/{made.number}")).status_code == 200
    await change(session, made, origin_takes_part=False, suppressed=True)
    for path in ("", "/ledger"):
        assert (await client.get(f"/api/v1/cases/{made.number}{path}")).status_code == 404


async def test_names_that_are_set_end_the_reading(as_: Caller, people: World, session: AsyncSession) -> None:
    made = await case(session, people)
    client = await as_("other.supervisor")
    assert (await client.post(ADDRESS, json=body(made))).status_code == 200
    await change(session, made, named=["user-mx-supervisor"])
    assert (await client.get(f"/api/v1/cases/{made.number}")).status_code == 404


async def office(session: AsyncSession) -> None:
    """The agency of the US in the tests' world is one of GT's, which takes part in no case by right."""
    agency = await session.get_one(Agency, "agency-us")
    agency.country = "GT"
    session.add(agency)
    await session.commit()


async def test_asked_again_it_is_the_same_emergency(as_: Caller, people: World, session: AsyncSession) -> None:
    made = await case(session, people)
    client = await as_("other.caseworker")
    first, again = [(await client.post(ADDRESS, json=body(made))).json() for _ in range(2)]
    assert first == again
    assert len((await session.exec(select(EmergencyAccess))).all()) == 1


async def test_no_page_offers_an_act_and_no_list_names_the_staff(
    as_: Caller, people: World, session: AsyncSession
) -> None:
    made = await case(session, people)
    client = await as_("other.supervisor")
    await client.post(ADDRESS, json=body(made))
    listed = (await client.get(f"/api/v1/cases/{made.number}/participants")).json()
    assert (listed["people"], listed["could_be_let_in"]) == ([], [])
    for path in ("", "/participants", "/consents", "/steps/guardian"):
        html = (await client.get(f"/cases/{made.number}{path}")).text
        main = html[html.index("<main") : html.index("</main>")]
        assert 'method="post"' not in main, path


async def test_a_case_that_was_erased_since_is_reviewed_too(as_: Caller, people: World, session: AsyncSession) -> None:
    made = await case(session, people)
    await (await as_("other.caseworker")).post(ADDRESS, json=body(made))
    await change(session, made, status="closed")
    await erase(session, made.number, "Juzgado 5", "Order 1", NOW + timedelta(days=1))
    auditor = await as_("other.auditor")
    (waiting,) = (await auditor.get("/api/v1/audit")).json()["emergencies"]
    answer = await auditor.post(f"/api/v1/audit/{waiting['id']}/review", json={"found": "It was an order."})
    assert answer.status_code == 204


async def test_it_ends_by_its_hour(as_: Caller, people: World, session: AsyncSession, app: FastAPI) -> None:
    made = await case(session, people)
    client = await as_("other.caseworker")
    await client.post(ADDRESS, json=body(made))
    assert (await client.get(f"/api/v1/cases/{made.number}")).status_code == 200
    row = (await session.exec(select(EmergencyAccess))).one()
    row.since, row.until = NOW - LASTS, NOW
    session.add(row)
    await session.commit()
    assert (await client.get(f"/api/v1/cases/{made.number}")).status_code == 404
    assert (await client.get("/api/v1/cases")).json()["cases"] == []


async def test_others_are_told_at_once_and_an_auditor_says_what_was_found(
    as_: Caller, people: World, session: AsyncSession
) -> None:
    made = await case(session, people)
    await (await as_("other.caseworker")).post(ADDRESS, json=body(made))
    told = await session.exec(select(Notice.recipient).where(Notice.kind == "emergency_access"))
    assert set(told.all()) == {"user-mx-supervisor", "user-other-supervisor", "user-other-auditor"}
    of_the_case = (await (await as_("mx.caseworker")).get(f"/api/v1/cases/{made.number}/participants")).json()
    assert [(each["name"], each["reason"], each["told"]) for each in of_the_case["emergencies"]] == [
        ("Caseworker OTHER", WHY, 3)
    ]
    abroad = (await (await as_("gt.caseworker")).get(f"/api/v1/cases/{made.number}/participants")).json()
    assert abroad["emergencies"] == []
    auditor = await as_("other.auditor")
    (waiting,) = (await auditor.get("/api/v1/audit")).json()["emergencies"]
    assert (await (await as_("mx.auditor")).get("/api/v1/audit")).json()["emergencies"] == []
    review = f"/api/v1/audit/{waiting['id']}/review"
    assert (await (await as_("mx.auditor")).post(review, json={"found": "x"})).status_code == 404
    assert (await auditor.post(review, json={"found": "The hospital confirms it."})).status_code == 204
    again = await auditor.post(review, json={"found": "Something else."})
    assert (again.status_code, again.json()["code"]) == (409, "already_answered")
    (done,) = (await auditor.get("/api/v1/audit")).json()["emergencies"]
    assert (done["found"], done["reviewed_by_name"]) == ("The hospital confirms it.", "Auditor OTHER")


async def test_the_look_is_kept_as_any_other(as_: Caller, people: World, session: AsyncSession) -> None:
    made = await case(session, people)
    client = await as_("other.caseworker")
    await client.post(ADDRESS, json=body(made))
    await client.get(f"/api/v1/cases/{made.number}")
    readers = (await (await as_("mx.supervisor")).get(f"/api/v1/cases/{made.number}/readers")).json()["readers"]
    assert "Caseworker OTHER" in {each["name"] for each in readers}


async def test_where_nobody_could_be_told_nobody_enters(as_: Caller, people: World, session: AsyncSession) -> None:
    made = await case(session, people)
    others = await session.exec(
        select(User).where(col(User.role).in_((Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR)))
    )
    for user in others.all():
        user.active = False
        session.add(user)
    await session.commit()
    answer = await (await as_("other.caseworker")).post(ADDRESS, json=body(made))
    assert (answer.status_code, answer.json()["code"]) == (409, "nobody_to_tell")
    assert (await session.exec(select(EmergencyAccess))).all() == []


async def test_a_protected_case_is_entered_only_by_a_supervisor_who_takes_part(
    as_: Caller, people: World, session: AsyncSession
) -> None:
    """Whom the names keep out may be the one who asks."""
    made = await protected(session, people, ["user-mx-caseworker"])
    part = Participation(
        case_number=made.number, agency_id="agency-other", side="host", since=NOW, reason="let_in", sequence=1
    )
    session.add(part)  # let in for a while: not by right
    await session.commit()
    for who in ("other.supervisor", "other.caseworker", "gt.supervisor", "mx.partner"):
        assert (await (await as_(who)).post(ADDRESS, json=body(made))).status_code == 404, who
    client = await as_("mx.supervisor")
    assert (await client.post(ADDRESS, json=body(made))).status_code == 200
    assert (await client.get(f"/api/v1/cases/{made.number}")).status_code == 200
    told = await session.exec(select(Notice.recipient).where(Notice.kind == "emergency_access"))
    assert set(told.all()) == {"user-mx-auditor"}, "of those who are named, nobody is a supervisor"


@pytest.mark.parametrize("function", [each for each in Function if each is not Function.PROTECTION])
async def test_only_who_answers_for_children(
    function: Function, as_: Caller, people: World, session: AsyncSession
) -> None:
    made = await case(session, people)
    agency = await session.get_one(Agency, "agency-other")
    agency.function = function.value
    session.add(agency)
    await session.commit()
    assert (await (await as_("other.supervisor")).post(ADDRESS, json=body(made))).status_code == 403


async def test_a_shelter_whose_part_is_over_does_not_come_back_that_way(
    as_: Caller, people: World, session: AsyncSession
) -> None:
    made = await case_of(session, people, Function.SHELTER)
    assert (await (await as_("other.caseworker")).post(ADDRESS, json=body(made))).status_code == 403
