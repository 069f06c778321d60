"""What the log keeps of security: who came in or did not, who asked for what is not theirs; by ids alone."""

import json
import logging
import sys
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel.ext.asyncio.session import AsyncSession
from structlog.testing import capture_logs

from cases.repository import passwords
from cases.repository.attempts import EMAIL
from runtime.logs import KEYS, OneLine
from runtime.security_log import EVENTS, note
from tests.api.conftest import Caller
from tests.api.given import PASSWORD, World, opened
from tests.architecture.tree import ROOT

SESSION = "/api/v1/session"
MINE = "caseworker@mx.example"


async def test_who_came_in_and_who_did_not(
    stranger: httpx2.AsyncClient, people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_verify", lambda password, kept: (password == PASSWORD, None))
    with capture_logs() as told:
        for email, password in ((MINE, "not it at all"), ("nobody@mx.example", "not it at all"), (MINE, PASSWORD)):
            answer = await stranger.post(SESSION, json={"email": email, "password": password})
        await stranger.delete(SESSION, headers={"Authorization": f"Bearer {answer.json()['token']}"})
        for _ in range(EMAIL.free + 1):
            await stranger.post(SESSION, json={"email": "another@mx.example", "password": "not it at all"})
    events = [(each["event"], each.get("user"), each.get("way")) for each in told]
    assert events[:4] == [
        ("sign_in_refused", "user-mx-caseworker", None),
        ("sign_in_refused", "", None),
        ("signed_in", "user-mx-caseworker", "password"),
        ("signed_out", "user-mx-caseworker", None),
    ]
    assert events[-1][0] == "sign_in_waits"
    assert len({each["origin"] for each in told if "origin" in each}) == 1, "one place, told by its mark"
    nothing_said(told, MINE, "another@", "not it at all", PASSWORD, "127.0.0.1", "testclient")


async def test_who_asked_for_what_is_not_theirs(
    as_: Caller, people: World, session: AsyncSession, app: FastAPI
) -> None:
    made = await opened(session, people.actor("mx.caseworker"), {})
    client = await as_("other.caseworker")
    with capture_logs() as told:
        await client.get(f"/api/v1/cases/{made.number}")
        await client.get("/api/v1/cases/Luz Ejemplo")
        await client.get("/api/v1/audit")
        await client.post(f"/api/v1/cases/{made.number}/links", json={"Luz Ejemplo": 1})
        app.state.engine.answers = broken
        await client.get("/health")
    assert [(each["event"], each.get("code"), each.get("case", "")) for each in told] == [
        ("access_refused", "not_found", made.number),
        ("access_refused", "not_found", ""),
        ("access_refused", "not_allowed", ""),
        ("request_refused", "not_understood", made.number),
        ("fault", None, ""),
    ]
    assert told[0]["route"].endswith("/cases/{case}")
    assert {each["user"] for each in told if "user" in each} == {"user-other-caseworker"}
    nothing_said(told, "Luz", "something secret")


async def broken() -> bool:
    raise RuntimeError("something secret")


def nothing_said(told: list[Any], *words: str) -> None:
    """None of it is in the log; what is there may be written."""
    text = json.dumps(told)
    assert not [word for word in words if word in text]
    assert {key for each in told for key in each} <= KEYS | {"log_level"}


def test_a_line_break_begins_no_other_line() -> None:
    """Nor anything else that a library repeats of what somebody sent; and its time is UTC."""
    try:
        raise ValueError('one\n{"event": "signed_in"}\u2028')
    except ValueError:
        record = logging.LogRecord("x", logging.WARNING, "x.py", 1, "said %s", ("a\r\nb",), sys.exc_info())
    line = OneLine().format(record)
    assert len(line.splitlines()) == 1
    said = json.loads(line)
    assert said["event"] == "said a\r\nb" and said["timestamp"].endswith("+00:00") and "ValueError" in said["trace"]


def test_every_event_is_told_to_who_runs_it() -> None:
    """docs/operations.md; and an event that is not in the list is not written."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert not [event for event in EVENTS if f"`{event}`" not in page]
    with pytest.raises(KeyError):
        note("something_else")
