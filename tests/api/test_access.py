"""Route by role by relation to the case: all cells. Whoever does not take part is told that there is nothing."""

from itertools import product
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts
from sqlmodel.ext.asyncio.session import AsyncSession

from api.dependencies import guarded, signed_in
from api.routes.codec import signed_in_there
from cases.access import MAY_OPEN, WHO, WORKERS, CaseSide
from cases.actor import Role
from cases.tables import Participation
from tests.api.access_table import (
    API,
    AUDITING,
    BORDERS,
    BY_ROLE,
    CODEC,
    ENTERING,
    FOR_ALL,
    FOR_STRANGERS,
    LISTS,
    ON_CASES,
    OPENING,
    Asks,
    permitted,
)
from tests.api.borders import held
from tests.api.conftest import Caller, Recorder
from tests.api.given import NOW, World, Written, alerted, example, opened

PLACES: dict[str, CaseSide | None] = {"mx": "host", "gt": "origin", "other": None, "us": None}
PROPOSAL = "consular_5_days"
PEOPLE = list(product(PLACES, Role))

DOORS = {
    "GET /sign-in",
    "POST /sign-in",
    "GET /sign-in/code",
    "POST /sign-in/code",
    "GET /sign-in/passkey",
    "POST /sign-in/passkey",
    "GET /sign-in/oidc",
    "GET /sign-in/oidc/back",
    "GET /leave",
    "POST /language",
}
"""Pages for who is not signed in: the way in, the quick way out (it shows nothing), the choice of language."""

PRACTICE = {"/docs", "/api/v1/openapi.json", "/docs/oauth2-redirect"}
"""The documentation, which only the practice mode serves."""


@pytest.fixture
async def case(session: AsyncSession, people: World) -> Written:
    """A case that MX opened and in which GT takes part; every step is open."""
    actor = people.actor("mx.caseworker")
    return await opened(session, actor, {}, at=NOW, origin_takes_part=True)


def routes(app: FastAPI) -> list[RouteContext]:
    """Every address, but static files and the documentation."""
    return [each for each in iter_route_contexts(app.routes) if each.methods and each.path not in PRACTICE]


def names(app: FastAPI) -> set[str]:
    found = {f"{method} {route.path}" for route in routes(app) for method in route.methods or ()}
    return {name for name in found if "/api/" in name or name.endswith("/health")}


def test_every_route_of_the_api_is_in_the_table(app: FastAPI) -> None:
    of_cases = {f"{asks.method} {asks.path}" for asks in ON_CASES}
    listed = of_cases | FOR_ALL | AUDITING | set(BY_ROLE) | set(BORDERS) | LISTS | OPENING | ENTERING | CODEC
    assert names(app) == listed | FOR_STRANGERS


def test_every_act_of_the_access_table_has_a_route() -> None:
    assert {act for asks in ON_CASES for act in asks.acts} | {"take", "extract", "export_protected"} == set(WHO)


def test_every_route_asks_who_you_are(app: FastAPI) -> None:
    """Pages too. What is left out is named, with its reason: FOR_STRANGERS, DOORS."""

    open_doors = {
        f"{method} {route.path}"
        for route in routes(app)
        for method in route.methods or ()
        if not asks(route.dependant, signed_in) and not asks(route.dependant, signed_in_there)
    }
    assert {door for door in open_doors if "/api/" in door or "/health" in door} == FOR_STRANGERS
    assert open_doors - FOR_STRANGERS == DOORS


BEFORE_A_SECOND_FACTOR = {
    f"DELETE {API}/session",
    "POST /sign-out",
    "GET /account",
    "POST /account",
    "POST /account/second-factor/begin",
    "GET /account/second-factor",
    "POST /account/second-factor",
    "POST /account/recovery-codes",
    "POST /account/passkeys/begin",
    "GET /account/passkeys/new",
    "POST /account/passkeys/new",
    "POST /account/passkeys/remove",
    "POST /account/password",
    "POST /account/sessions",
}
"""What somebody may do who must have a second factor and has none: set one up, see to their account, and leave."""


def test_every_other_route_asks_for_the_second_factor_that_must_be(app: FastAPI) -> None:
    found = {
        f"{method} {route.path}"
        for route in routes(app)
        for method in route.methods or ()
        if asks(route.dependant, signed_in) and not asks(route.dependant, guarded)
    }
    assert found == BEFORE_A_SECOND_FACTOR


def asks(dependant: Dependant, what: Any) -> bool:
    """Whether a route, or what it depends on, depends on that."""
    return dependant.call is what or any(asks(each, what) for each in dependant.dependencies)


async def test_nobody_gets_in_without_a_name(app: FastAPI, stranger: Any, people: World, case: Written) -> None:
    for name in sorted(names(app) - FOR_STRANGERS):
        method, path = name.split()
        path = path.format(
            case=case.number,
            other=case.number,
            step="guardian",
            alert="x",
            proposal="x",
            agency="x",
            hold="0",
            reading="0",
            mark="0",
            document="0",
        )
        answer = await stranger.request(method, path, json={})
        assert answer.status_code == 401, name


@pytest.mark.parametrize("asks", ON_CASES, ids=lambda asks: asks.name)
async def test_every_cell(
    asks: Asks, as_: Caller, people: World, session: AsyncSession, case: Written, engine: Recorder
) -> None:
    for key, side in asks.steps.items():
        alert = await alerted(session, case, key, side) if "{alert}" in asks.path else ""
        path = asks.path.format(
            case=case.number, other=case.number, step=key, alert=alert, agency="agency-other", document="0"
        )
        body = dict(asks.body) if asks.body is not None else None
        if body is not None and "other" in body:
            body["other"] = case.number
        if body is not None and body.get("report") is ...:
            body["report"] = example(key)
        for place, role in PEOPLE:
            before = len(engine.reached)
            client = await as_(f"{place}.{role.value}")
            answer = await client.request(asks.method, path, **asks.sent(body))
            cell = f"{asks.name}, {side} step, {role.value}, {PLACES[place]}"
            relation = PLACES[place]
            if permitted(role, relation, asks.acts, side):
                wanted = set(asks.answers)
            elif relation is None or role not in WORKERS:
                wanted = {404}
            else:
                wanted = {403}
            assert answer.status_code in wanted, f"{cell}: {answer.status_code} {answer.text[:200]}"
            if answer.status_code >= 400:
                assert len(engine.reached) == before, f"{cell}: refused, and yet it reached the case"


async def test_lists_show_what_is_yours(as_: Caller, people: World, case: Written) -> None:
    for place, role in PEOPLE:
        client = await as_(f"{place}.{role.value}")
        sees = PLACES[place] is not None and role in WORKERS
        cases = (await client.get("/api/v1/cases")).json()["cases"]
        assert [each["number"] for each in cases] == ([case.number] if sees else [])
        assert (await client.get("/api/v1/steps/counts")).status_code == 200
        for path in FOR_ALL:
            if "guideline" in path:
                asked = {"host": "MX", "origin": "GT", "on": "2026-12-01", "from": "2026-12-01", "to": "2027-01-01"}
                address = path.split()[1].format(proposal=PROPOSAL)
                assert (await client.get(address, params=asked)).status_code == 200


async def test_what_belongs_to_a_role(as_: Caller, people: World, case: Written, engine: Recorder) -> None:
    for place, role in PEOPLE:
        client = await as_(f"{place}.{role.value}")
        for name, roles in BY_ROLE.items():
            method, path = name.split()
            body = {"text": "Five days are few."} if method == "POST" else None
            answer = await client.request(method, path.format(proposal=PROPOSAL), json=body)
            assert (answer.status_code < 300) == (role in roles), f"{name}, {role}: {answer.text}"
            assert answer.status_code in (200, 201, 403)
    assert engine.reached == []


async def test_who_reads_of_a_held_border_who_holds_it_and_who_lifts_it(
    as_: Caller, people: World, session: AsyncSession, engine: Recorder
) -> None:
    hold = await held(session, people.actor("mx.supervisor"))
    for place, role in PEOPLE:
        client = await as_(f"{place}.{role.value}")
        for name, body in BORDERS.items():
            before = len(engine.reached)
            method, path = name.split()
            answer = await client.request(method, path.format(hold=hold), json=body)
            reads = role in WORKERS
            acts = role is Role.SUPERVISOR and place in ("mx", "other")
            permits = reads if method == "GET" else acts
            wanted = 403 if not permits else 201 if name == f"POST {API}/borders" else 200
            assert answer.status_code == wanted, f"{name}, {place} {role}: {answer.text}"
            assert len(engine.reached) == before + (permits and body is not None)


async def test_who_may_open_a_case(as_: Caller, people: World, engine: Recorder) -> None:
    report = example("detection")
    for place, role in PEOPLE:
        client = await as_(f"{place}.{role.value}")
        body = {"host": "MX", "origin": "GT", "report": report, "confirmed_new": True}
        answer = await client.post("/api/v1/cases", json=body)
        allowed = role in MAY_OPEN and place in ("mx", "other")
        assert answer.status_code == (201 if allowed else 403), f"{place} {role}: {answer.text}"


async def test_taking_part_begins_and_ends(as_: Caller, people: World, session: AsyncSession, case: Written) -> None:
    client = await as_("gt.caseworker")
    row = (await session.get(Participation, 2)) or pytest.fail("the participation is not there")
    for since, until, status in ((NOW, None, 200), (NOW.replace(hour=16), None, 404), (NOW.replace(hour=1), NOW, 404)):
        row.since, row.until = since, until
        session.add(row)
        await session.commit()
        assert (await client.get(f"/api/v1/cases/{case.number}")).status_code == status
