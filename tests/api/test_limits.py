"""Who asks too much has to wait: a person, and before sign-in an address. The clock is moved, nobody sleeps."""

from datetime import timedelta

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession
from structlog.testing import capture_logs

from api.limits import COPY, Limits, Pace
from cases.repository import passwords
from guidelines.library import library
from guidelines.oversight import Oversight
from runtime.settings import Settings
from tests.api.conftest import Caller
from tests.api.given import NOW, World, opened
from tests.api.test_access import routes

RULE = library().oversight.asking.model_copy(
    update={"requests_a_minute": 6, "requests_a_minute_before_sign_in": 4, "copies_a_minute": 2}
)
"""Few, so that the tests need few."""


@pytest.fixture
def minutes(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Limits are on. The clock: minutes since NOW, to be changed."""
    passed = [0.0]
    app.state.limits, app.state.clock = Limits(RULE), lambda: NOW + timedelta(minutes=passed[0])
    monkeypatch.setattr(passwords, "_verify", lambda _password, _kept: (False, None))
    return passed


def test_a_pace_lets_so_many_through_at_once_and_then_one_by_one() -> None:
    pace = Pace(6)
    assert [pace.wait("a", NOW) for _ in range(8)] == [0] * 6 + [10, 10]
    assert pace.wait("b", NOW) == 0, "each has their own"
    assert pace.wait("a", NOW + timedelta(seconds=9)) == 1
    assert [pace.wait("a", NOW + timedelta(seconds=10)) for _ in range(2)] == [0, 10]
    assert pace.wait("a", NOW - timedelta(hours=1)) > 0, "a clock that is set back lets nobody ask more"
    assert [pace.wait("a", NOW + timedelta(minutes=2)) for _ in range(7)] == [0] * 6 + [10]


def test_a_pace_remembers_so_many_and_no_more() -> None:
    pace = Pace(1, most_known=2)
    assert [pace.wait(each, NOW) for each in ("a", "b", "c", "b", "c", "a")] == [0, 0, 0, 60, 60, 0]
    assert len(pace._until) == 2


def test_in_production_unless_a_setting_says_otherwise() -> None:
    assert Settings(mode="production").asking_limited and not Settings(mode="practice").asking_limited
    assert Settings(mode="practice", limit_asking=True).asking_limited
    assert not Settings(mode="production", limit_asking=False).asking_limited


def test_an_auditor_is_told_before_searching_stops() -> None:
    told = library().oversight.model_dump()
    told["asking"]["searches_an_hour"] = told["unusual_searching"]["more_in_an_hour_than"]
    with pytest.raises(ValidationError, match="told before searching stops"):
        Oversight.model_validate(told)


async def test_a_person_waits_and_another_does_not(as_: Caller, people: World, minutes: list[float]) -> None:
    client, other = await as_("mx.caseworker"), await as_("mx.supervisor")
    answers = [await client.get("/api/v1/cases") for _ in range(RULE.requests_a_minute + 1)]
    assert [each.status_code for each in answers] == [200] * RULE.requests_a_minute + [429]
    last = answers[-1]
    assert (last.headers["content-type"], last.headers["retry-after"]) == ("application/problem+json", "10")
    assert (last.json()["code"], last.json()["details"]) == ("too_much_asked", {"seconds": 10, "what": "requests"})
    assert (await other.get("/api/v1/cases")).status_code == 200
    minutes[0] = 1 / 6
    assert (await client.get("/api/v1/cases")).status_code == 200


async def test_a_form_is_given_back_and_signing_out_is_never_refused(
    as_: Caller, people: World, minutes: list[float]
) -> None:
    client = await as_("mx.caseworker")
    for _ in range(RULE.requests_a_minute):
        await client.get("/cases/new")
    answer = await client.post("/cases/new", data={"origin": "GT", "name": "Luz Ejemplo", "_nonce": "n"})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "10")
    assert 'name="name" value="Luz Ejemplo"' in answer.text and 'name="_nonce" value="n"' in answer.text
    assert "Send it again" in answer.text and "Try again in 1 minute" in answer.text
    assert (await client.get("/leave")).status_code == 200
    assert (await client.delete("/api/v1/session")).status_code == 204


async def test_copies_are_fewer(
    as_: Caller, session: AsyncSession, people: World, minutes: list[float], app: FastAPI
) -> None:
    made = await opened(session, people.actor("mx.caseworker"), {}, at=NOW)
    client = await as_("mx.caseworker")
    with capture_logs() as logged:
        answers = [await client.get(f"/api/v1/cases/{made.number}/letters") for _ in range(RULE.copies_a_minute + 1)]
    assert [each["event"] for each in logged] == ["asked_too_much"]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[-1].json()["details"] == {"seconds": 30, "what": "copies"}
    assert (await client.get(f"/api/v1/cases/{made.number}")).status_code == 200
    every = {f"{method} {each.path}" for each in routes(app) for method in each.methods or ()}
    assert {each for each in every if COPY.fullmatch(each)} == {
        "GET /api/v1/cases/{case}/letters",
        "GET /api/v1/cases/{case}/steps/{step}/documents/{document}",
        "GET /cases/{number}/letters/{kind}/{round_}/{language}",
        "GET /cases/{number}/extract",
        "GET /cases/{number}/steps/{key}/documents/{document}/file",
        "GET /work/file",
        "POST /api/v1/cases/{case}/export",
        "POST /cases/{number}/export",
    }


async def test_before_sign_in_an_address_waits(
    stranger: httpx2.AsyncClient, as_: Caller, people: World, minutes: list[float]
) -> None:
    for path in ("/sign-in", "/cases", "/api/v1/cases", "/sign-in?next=/cases/new"):
        assert (await stranger.get(path)).status_code in (200, 303, 401)
    form = {"email": "caseworker@mx.example", "password": "x", "next": "/cases/new", "kept.name": "Luz Ejemplo"}
    answer = await stranger.post("/sign-in", data=form)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "15")
    for typed in ('value="caseworker@mx.example"', 'name="kept.name" value="Luz Ejemplo"', 'value="/cases/new"'):
        assert typed in answer.text
    again = await stranger.get("/sign-in?next=/cases/new")
    assert again.status_code == 429 and 'value="/cases/new"' in again.text
    over = await stranger.post("/sign-in/code", data={"half": "made up", "code": "1"})
    assert over.status_code == 429 and 'action="/sign-in"' in over.text, "no password came before: the first page"
    program = await stranger.post("/api/v1/session", json={"email": "a@b.example", "password": "x"})
    assert (program.status_code, program.json()["code"]) == (429, "too_much_asked")
    assert (await stranger.get("/leave")).status_code == 200
    assert (await stranger.get("/health")).status_code == 200
    assert (await (await as_("mx.caseworker")).get("/cases")).status_code == 200, "who is signed in is not held up"
    minutes[0] = 1.0
    assert (await stranger.post("/sign-in", data=form)).status_code == 401


def test_the_document_says_so_of_every_address_that_is_limited(app: FastAPI) -> None:
    """A contract test is no use where nothing is refused: limits are off there."""
    untold = [
        f"{method} {path}"
        for path, methods in app.openapi()["paths"].items()
        for method, told in methods.items()
        if path != "/health" and "Retry-After" not in told["responses"].get("429", {}).get("headers", {})
    ]
    assert not untold, f"say problems(..., 'too_much_asked') of: {untold}"
