"""Page by role by relation to the case: all cells. Whoever does not take part is told that there is nothing."""

import re
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import delete
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.access import WORKERS
from cases.actor import Role
from cases.tables import Letter, SignInAttempts
from tests.api.access_table import permitted
from tests.api.borders import held
from tests.api.conftest import Caller, Recorder, as_, stranger
from tests.api.given import NOW, World, Written, alerted, opened
from tests.api.test_access import PEOPLE, PLACES, PROPOSAL, routes
from tests.pages.access_table import BORDERS, BY_REPORT, BY_ROLE, DOORS, FOR_ALL, ON_CASES, ONWARD, TABLE, Asks, filled

__all__ = ["as_", "stranger"]

LETTER = {"kind": "consular_notification", "round_": "1", "language": "es"}
ELSEWHERE = {
    "reading": "0",
    "name": PROPOSAL,
    "stage": "assessment",
    "hold": "0",
    "agency": "agency-other",
    "document": "0",
}
"""What stands in the addresses that are of no case."""

APART = {"other": Role.SUPERVISOR, "us": Role.CASEWORKER}
"""Who stands for an agency that takes no part: all its people are asked for in tests/api/test_access.py."""

ASKING = [(place, role) for place, role in PEOPLE if APART.get(place, role) is role]
"""Everybody who takes part, and somebody of each agency that does not."""

UNLISTED = """
These pages are in no row of tests/pages/access_table.py, and so for nobody: {pages}.
Write for each whose it is: about one case, a row of ON_CASES with the act that cases/access.py knows (add one there
first, if none fits); for some roles, BY_ROLE; about a border, BORDERS; for everybody who is signed in, FOR_ALL; for
strangers, DOORS.
"""
GONE = "These rows of tests/pages/access_table.py are of no page any more: take them out: {pages}."


@pytest.fixture
async def case(session: AsyncSession, people: World) -> Written:
    """A case that MX opened and in which GT takes part; every step is open, and a letter was made."""
    steps = {"transit": {"status": "open"}, "handover": {"status": "open"}}
    made = await opened(session, people.actor("mx.caseworker"), steps, at=NOW, origin_takes_part=True)
    kind, language = LETTER["kind"], LETTER["language"]
    letter = Letter(case_number=made.number, kind=kind, round=1, language=language, html="<p>", sha256="0")
    letter.rendered_at = NOW
    session.add(letter)
    await session.commit()
    return made


def pages(app: FastAPI) -> set[str]:
    """Every page, as the application itself has it."""
    found = {f"{method} {route.path}" for route in routes(app) for method in route.methods or ()}
    return {name for name in found if "/api/" not in name and not name.endswith("/health")}


def test_every_page_is_in_the_table(app: FastAPI) -> None:
    known = {re.sub(r"/(events|handover)/(\w+)$", _generic, name) for name in TABLE}
    unlisted, gone = sorted(pages(app) - known), sorted(known - pages(app))
    assert not unlisted, UNLISTED.format(pages=", ".join(unlisted))
    assert not gone, GONE.format(pages=", ".join(gone))


def _generic(found: re.Match[str]) -> str:
    return {"events": "/events/{kind}", "handover": "/handover/{act}"}[found[1]]


async def test_a_stranger_is_led_to_the_door(app: FastAPI, stranger: Any, people: World, case: Written) -> None:
    for name in sorted(pages(app) - DOORS):
        method, path = name.split()
        answer = await stranger.request(method, address(path, case, "guardian", "x"))
        led = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
        assert led or (method == "POST" and answer.status_code == 401), f"{name}: {answer.status_code}"


def address(path: str, case: Written, key: str, alert: str) -> str:
    """A page's address with everything in it that it names."""
    words = LETTER | ELSEWHERE | {"number": case.number, "other": case.number, "key": key, "alert": alert}
    return path.format(**words, act="release") if "{act}" in path else path.format(**words)


@pytest.mark.parametrize("asks", ON_CASES, ids=lambda asks: f"{asks.name} {'+'.join(asks.acts)}")
async def test_every_cell(
    asks: Asks, as_: Caller, people: World, session: AsyncSession, case: Written, engine: Recorder
) -> None:
    for key, side in asks.steps.items():
        alert = await alerted(session, case, key, side) if "{alert}" in asks.path else ""
        form = filled(case.rules.step(key).report_model) if asks.form == BY_REPORT else dict(asks.form)
        form = {name: case.number if value == "{number}" else value for name, value in form.items()}
        for place, role in ASKING:
            before = len(engine.reached)
            client = await as_(f"{place}.{role.value}")
            path = address(asks.path, case, key, alert)
            answer = await client.request(asks.method, path, **{"data": form} if asks.method == "POST" else {})
            cell = f"{asks.name}, {side} step, {role.value}, {PLACES[place]}"
            relation = PLACES[place]
            if permitted(role, relation, asks.acts, side):
                wanted = asks.wanted
            elif relation is None or role not in WORKERS:
                wanted = frozenset({404})
            else:
                wanted = frozenset({403})
            assert answer.status_code in wanted, f"{cell}: {answer.status_code} {answer.text[-1500:]}"
            if answer.status_code >= 400:
                assert len(engine.reached) == before, f"{cell}: refused, and yet it reached the case"


@pytest.mark.parametrize("name", BY_ROLE)
async def test_what_belongs_to_a_role(name: str, as_: Caller, people: World, engine: Recorder) -> None:
    roles, form, wanted = BY_ROLE[name]
    method, path = name.split()
    for place, role in ASKING:
        before = len(engine.reached)
        client = await as_(f"{place}.{role.value}")
        answer = await client.request(method, path.format(**ELSEWHERE), **{"data": form} if method == "POST" else {})
        cell = f"{name}, {role.value} of {place}"
        assert answer.status_code == (wanted if role in roles else 403), f"{cell}: {answer.status_code}"
        assert role in roles or len(engine.reached) == before, f"{cell}: refused, and yet it reached the engine"


async def test_who_reads_of_a_held_border_who_holds_it_and_who_lifts_it(
    as_: Caller, people: World, session: AsyncSession, engine: Recorder
) -> None:
    hold = await held(session, people.actor("mx.supervisor"))
    for place, role in PEOPLE:
        client = await as_(f"{place}.{role.value}")
        for name, (roles, places, form, wanted) in BORDERS.items():
            before = len(engine.reached)
            method, path = name.split()
            answer = await client.request(method, path.format(hold=hold), **{"data": form} if method == "POST" else {})
            cell = f"{name}, {role.value} of {place}"
            permits = role in roles and place in places
            assert answer.status_code == (wanted if permits else 403), f"{cell}: {answer.status_code}"
            assert len(engine.reached) == before + (permits and method == "POST"), f"{cell}: refused, and yet held"


async def test_what_is_for_everybody_shows_only_what_is_theirs(
    as_: Caller, people: World, case: Written, session: AsyncSession
) -> None:
    for place, role in ASKING:
        client = await as_(f"{place}.{role.value}")
        theirs = PLACES[place] is not None and role in WORKERS
        for name in FOR_ALL | {"GET /"}:
            answer = await client.get(name.split()[1].format(**ELSEWHERE))
            cell = f"{name}, {role.value} of {place}"
            assert answer.status_code in ONWARD.get(name, {200}), f"{cell}: {answer.status_code}"
            assert theirs or case.number not in answer.text, f"{cell} reads of a case"
        for name in sorted(set(ONWARD) - {"GET /", "POST /sign-out"}):
            method, path = name.split()
            answer = await client.request(method, path, **{"data": {"code": "x"}} if method == "POST" else {})
            assert answer.status_code in ONWARD[name], f"{name}, {role.value} of {place}: {answer.status_code}"
            await session.exec(delete(SignInAttempts))  # wrong passwords, of one person, from one address
            await session.commit()
        assert (await client.post("/sign-out")).status_code in ONWARD["POST /sign-out"]
