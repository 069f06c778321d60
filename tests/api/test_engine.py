"""The application on the real Temporal: a case is opened, acted on, refused, and opened again with the same key."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel import col
from sqlmodel import update as table_update
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment

from api.app import create_app
from api.engine import Ended, Engine
from cases.errors import NotConfirmedYet, StepNotOpen
from cases.reports import story
from cases.tables import Case
from runtime.database import Sessions
from runtime.settings import Settings
from runtime.temporal import connect
from tests.api.conftest import calling, given_token
from tests.api.given import World, example
from tests.keys import DATA_CONVERTER
from tests.workflows.moving import moved
from workflows.messages import Acknowledge, Act, Finish, Receipt
from workflows.worker import workers

SHIFT = timedelta(days=(datetime.now(UTC) - story.at("2026-12-01", 16, 30)).days)
"""The story's first day is today or yesterday."""


def report(name: str, **changes: Any) -> dict[str, Any]:
    """The worked example, as done now."""
    made: dict[str, Any] = moved(example(name), SHIFT)
    return made | changes


OPENING = {"host": "MX", "origin": "GT", "report": report("detection")}


@pytest.fixture
async def app(database: Sessions, temporal: WorkflowEnvironment) -> FastAPI:
    settings = Settings(mode="practice", secure_cookies=False, update_timeout_seconds=15)
    return create_app(settings, sessions=database, client=temporal.client)


@pytest.fixture
async def working(temporal: WorkflowEnvironment, database: Sessions) -> AsyncIterator[None]:
    """The workers of both countries."""
    running = workers(temporal.client, database, {"MX", "GT"}, fail_on_bug=True)
    for worker in running:
        await worker.__aenter__()
    yield
    for worker in running:
        await worker.__aexit__(None, None, None)


@pytest.fixture
async def ana(app: FastAPI, session: AsyncSession, people: World) -> AsyncIterator[httpx2.AsyncClient]:
    """A caseworker of the host country, at the machine's own time."""
    token = await given_token(session, people, "mx.caseworker", datetime.now(UTC))
    async with calling(app, token) as client:
        yield client


async def step(client: httpx2.AsyncClient, number: str, key: str, status: str) -> dict[str, Any]:
    """The step, once it has that status: the engine opens it a moment after the one before it."""
    found: dict[str, Any] = {}
    for _ in range(200):
        found = (await client.get(f"/api/v1/cases/{number}/steps/{key}")).json()
        if found["status"] == status:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(f"{key} is {found['status']}")


async def test_from_the_form_to_the_ledger(ana: httpx2.AsyncClient, working: None) -> None:
    answer = await ana.post("/api/v1/cases", json=OPENING, headers={"Idempotency-Key": "form-1"})
    assert answer.status_code == 201, answer.text
    number = answer.json()["number"]

    again = await ana.post("/api/v1/cases", json=OPENING, headers={"Idempotency-Key": "form-1"})
    assert (again.status_code, again.json()["number"]) == (201, number)
    other = OPENING | {"origin": "HN"}
    reused = await ana.post("/api/v1/cases", json=other, headers={"Idempotency-Key": "form-1"})
    assert (reused.status_code, reused.json()["code"]) == (409, "key_reused")

    twin = await ana.post("/api/v1/cases", json=OPENING)
    assert (twin.status_code, twin.json()["code"]) == (409, "possible_duplicate")
    assert twin.json()["details"]["matches"][0]["case"] == number

    opened = await step(ana, number, "urgent_measure", "open")
    assert opened["clock"]["because"]
    assert opened["schema"]["properties"]
    path = f"/api/v1/cases/{number}/steps/urgent_measure"
    typed = {"round": 1, "data": {"remarks": "not done yet"}}
    assert (await ana.put(f"{path}/draft", json=typed)).status_code == 200
    assert (await step(ana, number, "urgent_measure", "open"))["draft"]["data"] == typed["data"]

    done = {"round": 1, "report": report("urgent_measure", done_at=datetime.now(UTC).isoformat())}
    receipt = await ana.post(f"{path}/finish", json=done, headers={"Idempotency-Key": "form-2"})
    assert receipt.status_code == 200, receipt.text
    repeated = await ana.post(f"{path}/finish", json=done, headers={"Idempotency-Key": "form-2"})
    assert repeated.json() == receipt.json()
    finished = await step(ana, number, "urgent_measure", "finished")
    assert finished["draft"] is None
    assert finished["filed"][0]["stands"]

    refused = await ana.post(f"{path}/finish", json=done)
    assert (refused.status_code, refused.json()["code"]) == (409, "step_not_open")
    ledger = (await ana.get(f"/api/v1/cases/{number}/ledger", params={"limit": 200})).json()["entries"]
    assert [each["act"] for each in ledger].count("finished") == 1
    assert ledger[0]["actor_name"] == "Caseworker MX"


async def test_a_report_that_came_late_is_said_on_the_step_and_in_the_story(
    app: FastAPI, ana: httpx2.AsyncClient, working: None
) -> None:
    """Mexican law says immediately; two hours is our reading. Five hours is three too late."""
    done = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1)
    found = (done - timedelta(hours=5)).isoformat()
    late = report("detection", detected_at=found, reported_at=done.isoformat(), done_at=done.isoformat())
    number = (await ana.post("/api/v1/cases", json=OPENING | {"report": late})).json()["number"]
    clock = (await step(ana, number, "detection", "finished"))["clock"]
    assert clock["state"] == "stopped"
    assert datetime.fromisoformat(clock["due_at"]) == done - timedelta(hours=3)
    assert clock["because"].startswith("2 hours from ")
    assert clock["late"] == "Done 3 h 0 min after it was due"
    assert [each["words"] for each in clock["says"]] == ["Immediately."]
    told = {
        "en": ("The report came late: 3 h 0 min after", "Done 3 h 0 min after it was due"),
        "es": ("El aviso llegó tarde: 3 h 0 min", "Hecho 3 h 0 min después del plazo"),
    }
    for language, (in_the_story, on_the_step) in told.items():
        ana.headers["Accept-Language"] = language
        entries = (await ana.get(f"/api/v1/cases/{number}/ledger")).json()["entries"]
        assert entries[0]["said"][0].startswith(in_the_story)
        assert on_the_step in (await ana.get(f"/cases/{number}/steps/detection")).text


async def test_the_same_key_at_the_same_instant_opens_one_case(ana: httpx2.AsyncClient, working: None) -> None:
    headers = {"Idempotency-Key": "twice"}
    answers = await asyncio.gather(
        *(ana.post("/api/v1/cases", json=OPENING | {"confirmed_new": True}, headers=headers) for _ in range(3))
    )
    assert [each.status_code for each in answers] == [201, 201, 201], [each.text for each in answers]
    assert len({each.json()["number"] for each in answers}) == 1


async def test_without_a_worker_nothing_is_confirmed(
    app: FastAPI, ana: httpx2.AsyncClient, temporal: WorkflowEnvironment, database: Sessions
) -> None:
    app.state.engine = Engine(temporal.client, timedelta(seconds=1))
    opening = OPENING | {"host": "MX", "origin": "GT"}
    answer = await ana.post("/api/v1/cases", json=opening, headers={"Idempotency-Key": "later"})
    assert (answer.status_code, answer.json()["code"]) == (503, "not_confirmed_yet")
    number = answer.json()["details"]["case"]
    app.state.engine = Engine(temporal.client, timedelta(seconds=15))
    running = workers(temporal.client, database, {"MX"}, fail_on_bug=True)
    async with running[0]:
        again = await ana.post("/api/v1/cases", json=opening, headers={"Idempotency-Key": "later"})
    assert (again.status_code, again.json()["number"]) == (201, number)


class Meanwhile(Engine):
    """The real engine; just before an act is sent, the case's workflow ends and the record says what came of it."""

    def __init__(self, client: Client, database: Sessions, **becomes: Any) -> None:
        super().__init__(client, timedelta(seconds=5))
        self.client, self.database, self.becomes = client, database, becomes

    async def send(self, workflow_id: str, update: str, message: Act, update_id: str | None = None) -> Receipt:
        async with self.database() as session:
            await session.exec(table_update(Case).where(col(Case.workflow) == workflow_id).values(**self.becomes))
            await session.commit()
        with suppress(RPCError):  # a reception that was never begun here
            await self.client.get_workflow_handle(workflow_id).terminate(reason="it ended meanwhile")
        return await super().send(workflow_id, update, message, update_id)


@pytest.mark.parametrize(
    ("read", "becomes", "code"),
    [
        pytest.param({}, {"status": "closed"}, "case_closed", id="closed in the host country"),
        pytest.param({}, {}, "case_moved", id="custody has passed, the origin has not said so yet"),
        pytest.param({}, {"workflow": "case-X-reception"}, "case_moved", id="taken over"),
        pytest.param({"workflow": "case-X-reception"}, {"status": "closed"}, "case_closed", id="closed in the origin"),
    ],
)
async def test_who_acts_on_a_workflow_that_just_ended_is_told_why(
    app: FastAPI,
    ana: httpx2.AsyncClient,
    working: None,
    temporal: WorkflowEnvironment,
    database: Sessions,
    read: dict[str, Any],
    becomes: dict[str, Any],
    code: str,
) -> None:
    """The page was read while the case was open there: the answer is by the record as it is now."""
    number = (await ana.post("/api/v1/cases", json=OPENING | {"confirmed_new": True})).json()["number"]
    await step(ana, number, "urgent_measure", "open")
    if read:
        async with database() as session:
            await session.exec(table_update(Case).where(col(Case.number) == number).values(**read))
            await session.commit()
    app.state.engine = Meanwhile(temporal.client, database, **becomes or {"status": "open"})
    asked = {"kind": "medical_suspension", "report": report("medical_suspension")}
    answer = await ana.post(f"/api/v1/cases/{number}/events", json=asked)
    assert (answer.status_code, answer.json()["code"]) == (409, code), answer.text


async def test_who_acts_on_a_case_that_the_engine_lost_is_told_so(
    app: FastAPI, ana: httpx2.AsyncClient, working: None, database: Sessions
) -> None:
    """As after a start on another Temporal database: the case has not moved, and nobody is told that it has."""
    number = (await ana.post("/api/v1/cases", json=OPENING | {"confirmed_new": True})).json()["number"]
    await step(ana, number, "urgent_measure", "open")
    for lost in ("case-LOST", "case-LOST-reception"):
        async with database() as session:
            await session.exec(table_update(Case).where(col(Case.number) == number).values(workflow=lost))
            await session.commit()
        asked = {"kind": "medical_suspension", "report": report("medical_suspension")}
        answer = await ana.post(f"/api/v1/cases/{number}/events", json=asked)
        assert (answer.status_code, answer.json()["code"]) == (500, "case_not_in_engine"), answer.text
        assert "Tell your administrator" in answer.json()["detail"]


async def test_a_workflow_that_is_gone_takes_no_act(temporal: WorkflowEnvironment, people: World) -> None:
    engine = Engine(temporal.client, timedelta(seconds=5))
    message = Acknowledge(actor=people.actor("mx.caseworker"), alert="x")
    with pytest.raises(Ended):
        await engine.send("case-NONE", "acknowledge", message)


async def test_a_workflows_refusal_keeps_its_type_and_details(
    ana: httpx2.AsyncClient, working: None, temporal: WorkflowEnvironment, people: World
) -> None:
    opening = OPENING | {"confirmed_new": True}
    number = (await ana.post("/api/v1/cases", json=opening)).json()["number"]
    engine = Engine(temporal.client, timedelta(seconds=15))
    message = Finish(actor=people.actor("mx.caseworker"), step="guardian", round=1, report=report("guardian"))
    with pytest.raises(StepNotOpen) as refused:
        await engine.send(f"case-{number}", "finish", message)
    assert refused.value.details["step"] == "guardian"


async def test_temporal_that_is_not_there(people: World) -> None:
    client = await connect(Settings(mode="practice", temporal_address="127.0.0.1:1"), DATA_CONVERTER, lazy=True)
    engine = Engine(client, timedelta(seconds=1))
    assert await engine.answers() is False
    with pytest.raises(NotConfirmedYet):
        await engine.knows("case-X")
    with pytest.raises(NotConfirmedYet):
        await engine.send("case-X", "acknowledge", Acknowledge(actor=people.actor("mx.caseworker"), alert="x"))
