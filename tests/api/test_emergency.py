"""A case read in an emergency: for a reason, a few hours, reading only, others told at once, reviewed afterwards."""

from datetime import timedelta
from itertools import product

import pytest
from fastapi import FastAPI
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.access import WORKERS
from cases.actor import Function, Role
from cases.tables import Agency, EmergencyAccess, Notice, User
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
    """Every role of every agency. A case of other countries is not there, whatever one types."""
    made = await case(session, people)
    for place, role in product(("mx", "gt", "other", "us"), Role):
        answer = await (await as_(f"{place}.{role.value}")).post(ADDRESS, json=body(made))
        wanted = 403 if role not in WORKERS else 404 if place == "us" else 200
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
        path = asks.path.format(case=made.number, other=made.number, step="guardian", alert="x", agency="agency-mx")
        sent = dict(asks.body) if asks.body is not None else None
        if sent is not None and sent.get("report") is ...:
            sent["report"] = example("guardian")
        answer = await client.request(asks.method, path, json=sent)
        reads = asks.method == "GET" and set(asks.acts) <= READING
        assert answer.status_code == 200 if reads else answer.status_code in (403, 404, 409, 422), asks.name
    assert engine.reached == []
    shown = (await client.get(f"/api/v1/cases/{made.number}")).json()
    assert shown["events"] == [] and {act for step in shown["steps"] for act in step["acts"]} == set()


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
