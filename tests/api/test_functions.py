"""Route by role by function of the agency: all cells. Who does not answer for the child does its part, and no more."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.access import WORKERS
from cases.actor import Function, Role
from cases.effects import NoticeWanted
from cases.repository.addressees import addressees
from guidelines.library import library
from tests.api.access_table import ON_CASES, ON_EVERY_SIDE, Asks
from tests.api.conftest import Caller, Recorder
from tests.api.functions import PLACE, STEPS, THEIRS, case_of, expected, parts
from tests.api.given import NOW, World, alerted, example

RULES = library().need_to_know
ROLES = (Role.CASEWORKER, Role.SUPERVISOR, Role.AUDITOR)
"""A partner works as a caseworker does; an administrator sees no case, whatever the agency does (test_access.py)."""


def steps_of(asks: Asks) -> dict[str, str]:
    """The steps to try it on: those of this test, where it is on any step."""
    return STEPS if asks.steps == ON_EVERY_SIDE else asks.steps


def knows_of(function: Function, step: str) -> bool:
    return step in THEIRS[function] or step in RULES.of_function(function)


@pytest.mark.parametrize(
    ("asks", "function"), list(product(ON_CASES, PLACE)), ids=lambda each: f"{getattr(each, 'name', each)}"
)
async def test_every_cell(
    asks: Asks,
    function: Function,
    as_: Caller,
    people: World,
    session: AsyncSession,
    engine: Recorder,
    record_property: Any,
) -> None:
    made, cells = await case_of(session, people, function), 0
    for (key, side), role in product(steps_of(asks).items(), ROLES):
        alert = await alerted(session, made, key, side) if "{alert}" in asks.path else ""
        path = asks.path.format(
            case=made.number, other=made.number, step=key, alert=alert, agency="agency-us", document="0"
        )
        body = dict(asks.body) if asks.body is not None else None
        if body is not None and "other" in body:
            body["other"] = made.number
        if body is not None and body.get("report") is ...:
            body["report"] = example(key)
        before, client = len(engine.reached), await as_(f"{PLACE[function][0]}.{role.value}")
        answer = await client.request(asks.method, path, **asks.sent(body))
        cell, cells = f"{asks.name}, {key}, {role.value} of a {function}", cells + 1
        unknown = asks.steps == ON_EVERY_SIDE and not knows_of(function, key)
        if expected(function, role, asks.acts, key, side) and not unknown:
            assert answer.status_code in asks.answers, f"{cell}: {answer.status_code} {answer.text[:300]}"
            continue
        # An auditor of the agency reads ledgers and who looked, whatever the agency does.
        if role is Role.AUDITOR and {"read_ledger", "read_looks"} & set(asks.acts):
            continue
        refused = {404} if role not in WORKERS or unknown else {403, 404}
        assert answer.status_code in refused, f"{cell}: {answer.status_code} {answer.text[:300]}"
        assert len(engine.reached) == before, f"{cell}: refused, and yet it reached the case"
    record_property("cells", cells)


@pytest.mark.parametrize("function", [Function.SHELTER, Function.ESCORT])
async def test_they_report_what_they_may_and_nothing_else(
    function: Function, as_: Caller, people: World, session: AsyncSession, engine: Recorder
) -> None:
    made = await case_of(session, people, function)
    client = await as_(f"{PLACE[function][0]}.caseworker")
    named = {each["kind"] for each in (await client.get(f"/api/v1/cases/{made.number}")).json()["events"]}
    assert named and named <= set(getattr(RULES.reports, function))
    for rule in library().interruptions:
        before, body = len(engine.reached), {"kind": rule.id, "report": example(rule.report)}
        answer = await client.post(f"/api/v1/cases/{made.number}/events", json=body)
        allowed = RULES.may_report(function, rule.id)
        assert answer.status_code == (200 if allowed else 403), f"{rule.id}: {answer.text[:200]}"
        assert len(engine.reached) == before + allowed


@pytest.mark.parametrize("function", PLACE)
async def test_what_they_are_told_of_the_case(
    function: Function, as_: Caller, people: World, session: AsyncSession
) -> None:
    """Their steps, and those of whose report they read; nothing of what is decided, and of what protects."""
    made = await case_of(session, people, function, decided="return", closing=None)
    client = await as_(f"{PLACE[function][0]}.caseworker")
    told = (await client.get(f"/api/v1/cases/{made.number}")).json()
    assert {step["report"] for step in told["steps"] if step["key"] not in THEIRS[function]} <= {
        *RULES.of_function(function),
        *({"handover", "escort"} if function is Function.ESCORT else ()),
        *({"return_to_care"} if function is Function.ESCORT else ()),
    }
    assert told["decided"] is None
    for name in ("gates", "wanted", "holds", "overrides", "custody", "promises", "links"):
        assert told[name] == [], name
    listed = (await client.get("/api/v1/cases")).json()["cases"]
    assert [(each["number"], each["decided"]) for each in listed] == [(made.number, None)]
    work = (await client.get("/api/v1/steps?state=open")).json()["steps"]
    assert {each["key"] for each in work} == THEIRS[function]
    counted = (await client.get("/api/v1/steps/counts")).json()["all"]["open"]
    assert counted == len(THEIRS[function])


async def test_a_part_that_is_over_is_over_for_typed_addresses_too(
    as_: Caller, people: World, session: AsyncSession, engine: Recorder
) -> None:
    """By its hour alone: nobody has to do anything for it to end."""
    made = await case_of(session, people, Function.SHELTER)
    row = (await session.exec(parts(made.number, "agency-other"))).one()
    row.until = row.since
    session.add(row)
    await session.commit()
    client = await as_("other.caseworker")
    for path in ("", "/steps/shelter", "/events", "/participants", "/ledger", "/steps/shelter/draft"):
        for method in ("GET", "POST", "PUT"):
            answer = await client.request(method, f"/api/v1/cases/{made.number}{path}", json={})
            assert answer.status_code in (404, 405, 422), f"{method} {path}"
            assert made.view.number not in answer.text
    assert (await client.get("/api/v1/cases")).json()["cases"] == []
    assert (await client.get("/api/v1/steps")).json()["steps"] == []
    assert engine.reached == []


@pytest.mark.parametrize("function", PLACE)
async def test_they_neither_open_a_case_nor_hold_a_border(
    function: Function, as_: Caller, people: World, session: AsyncSession, engine: Recorder
) -> None:
    await case_of(session, people, function)
    body = {"host": "MX", "origin": "GT", "report": example("detection")}
    held = {"cause": "closed", "country": "MX", "directions": ["into"], "reason": "x"}
    for role in (Role.CASEWORKER, Role.SUPERVISOR):
        client = await as_(f"{PLACE[function][0]}.{role.value}")
        assert (await client.post("/api/v1/cases", json=body)).status_code == 403
        assert (await client.post("/api/v1/borders", json=held)).status_code in (403, 404)
    assert engine.reached == []


@pytest.mark.parametrize(
    ("owner", "step"), [("user-other-caseworker", "guardian"), ("user-gt-caseworker", "agreement")]
)
async def test_a_step_is_not_given_to_who_could_not_do_it(
    owner: str, step: str, as_: Caller, people: World, session: AsyncSession, engine: Recorder
) -> None:
    """A shelter's people do not do the guardian's step, a consulate's none."""
    function = Function.SHELTER if "other" in owner else Function.CONSULATE
    made = await case_of(session, people, function)
    client = await as_("mx.supervisor")
    answer = await client.post(f"/api/v1/cases/{made.number}/steps/{step}/assignment", json={"owner": owner})
    assert answer.status_code == 422
    assert engine.reached == []
    theirs = await client.post(f"/api/v1/cases/{made.number}/steps/shelter/assignment", json={"owner": owner})
    assert theirs.status_code == (200 if function is Function.SHELTER else 422)


async def test_a_lapse_is_not_heard_by_an_owner_whose_part_is_over(people: World, session: AsyncSession) -> None:
    made = await case_of(session, people, Function.SHELTER)
    wanted = NoticeWanted(kind="lapsed", side="host", role="worker", user="user-other-caseworker")
    assert {user.id for user in await addressees(session, made.view, wanted, NOW)} == {"user-other-caseworker"}
    later = NOW + timedelta(days=2)
    told = {user.id for user in await addressees(session, made.view, wanted, later)}
    assert told == {"user-mx-caseworker", "user-mx-partner"}


@pytest.mark.parametrize("function", PLACE)
async def test_a_rehearsal_tells_them_of_no_case(
    function: Function, as_: Caller, people: World, session: AsyncSession
) -> None:
    made = await case_of(session, people, function)
    address = "/api/v1/guideline/proposals/consular_5_days/rehearsal"
    answer = await (await as_(f"{PLACE[function][0]}.supervisor")).get(address)
    assert made.number not in answer.text
