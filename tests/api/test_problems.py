"""Refusals: each code has its status and its words, and nothing that was typed comes back."""

from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from api.errors import EVERY, STATUS
from api.headers import SecurityHeaders
from api.problems import PROBLEMS
from api.refused import problem_of
from cases.errors import EvidenceMissing, NotConfirmedYet, Refusal, ReportInvalid, SafeguardNotMet
from tests.api.conftest import Caller, Recorder
from tests.api.given import World


@pytest.mark.parametrize("code", sorted(EVERY))
def test_every_refusal_has_a_status_and_words(code: str) -> None:
    assert code in STATUS
    assert code in PROBLEMS


def test_no_status_and_no_words_without_a_refusal() -> None:
    assert set(STATUS) == set(EVERY)
    assert set(PROBLEMS) == set(EVERY)


def test_a_blocked_step_says_what_is_missing_and_who_supplies_it() -> None:
    verdicts = [{"id": "no_return_into_red_risk", "state": "unknown", "missing": ["risk_level"]}]
    problem = problem_of(SafeguardNotMet(gate="departure", verdicts=verdicts), "en")
    assert problem.status == 409
    assert problem.blocking[0].sentence == "A valid risk assessment does not say red."
    assert problem.blocking[0].missing[0].words == "The level of risk"
    assert problem.blocking[0].missing[0].report == "risk_assessment"
    assert problem_of(EvidenceMissing(step="acceptance", missing=["acceptance_letter"]), "es").evidence_missing == [
        "Carta de aceptación del país de origen"
    ]


async def test_what_was_typed_is_not_repeated(as_: Caller, people: World) -> None:
    client = await as_("mx.caseworker")
    secret = {"host": "México", "origin": "GT", "report": {"child_name": "Luz del Alba"}}
    answer = await client.post("/api/v1/cases", json=secret)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/problems/not_understood"
    assert ["body", "host"] in [each["loc"] for each in answer.json()["faults"]]
    assert "Luz" not in answer.text
    assert "México" not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("PATCH", "/api/v1/cases", 405),
        ("GET", "/api/v1/cases/K7QM-4RTX-5", 404),
        ("GET", "/api/v1/cases/not-a-number", 404),
        ("GET", "/api/v1/cases?cursor=%00nonsense", 422),
        ("GET", "/api/v1/steps?cursor=W251bGwsMV0", 422),
        ("GET", "/api/v1/guideline?host=MX&origin=MX&on=2026-12-01", 422),
        ("GET", "/api/v1/guideline?host=MX&origin=GT&on=2001-01-01", 422),
    ],
)
async def test_everything_that_is_refused_is_a_problem(as_: Caller, method: str, path: str, status: int) -> None:
    client = await as_("mx.caseworker")
    answer = await client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


async def test_too_large_is_a_problem(as_: Caller) -> None:
    client = await as_("mx.caseworker")
    long = b"[" + b"1," * 600_000 + b"1]"
    answer = await client.post("/api/v1/cases", content=long, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_a_bug_says_nothing_of_itself(app: FastAPI, as_: Caller) -> None:
    class Broken(Recorder):
        async def answers(self) -> bool:
            raise ZeroDivisionError("a secret")

    app.state.engine = Broken()
    client = await as_("mx.caseworker")
    answer = await client.get("/health")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_headers_of_every_answer(stranger: httpx2.AsyncClient) -> None:
    for path in ("/health", "/api/v1/cases"):
        headers = (await stranger.get(path)).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert "strict-transport-security" not in headers, "practice has no TLS"


async def test_over_tls_browsers_are_told_to_stay_there() -> None:
    async def answers(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"image/svg+xml")]})
        await send({"type": "http.response.body", "body": b""})

    transport = httpx2.ASGITransport(app=SecurityHeaders(answers, tls=True))
    async with httpx2.AsyncClient(transport=transport, base_url="https://resguardo.test") as client:
        headers = (await client.get("/static/mark.svg")).headers
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert headers["content-type"] == "image/svg+xml; charset=utf-8"


@pytest.mark.parametrize("refusal", [NotConfirmedYet(case="K7QM"), ReportInvalid(faults=[{"loc": ["a"], "type": "b"}])])
def test_details_and_faults_are_kept(refusal: Refusal) -> None:
    problem = problem_of(refusal, "en")
    assert problem.details == {"case": "K7QM"} or [each.loc for each in problem.faults] == [["a"]]
