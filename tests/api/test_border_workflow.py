"""A border is held and opened again on the real Temporal: once by one key, refused by the workflow too, lifted once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from activities.borders import HoldSet
from api.app import create_app
from api.engine import Engine
from cases.errors import NotYourBorder
from cases.tables import RegionHold
from runtime.database import Sessions
from runtime.settings import Settings
from tests.api.conftest import calling, given_token
from tests.api.given import World
from workflows.border_messages import HeldRegion
from workflows.names import region_hold_id
from workflows.worker import workers

BORDERS = "/api/v1/borders"
ASKED: dict[str, Any] = {
    "cause": "unrest",
    "country": "GT",
    "other": "MX",
    "directions": ["into"],
    "reason": "The president fled; the border posts are empty.",
}
OPEN = {"reason": "The posts are staffed again."}


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
async def sara(app: FastAPI, session: AsyncSession, people: World) -> AsyncIterator[httpx2.AsyncClient]:
    """A supervisor of one of the two countries, at the machine's own time."""
    token = await given_token(session, people, "gt.supervisor", datetime.now(UTC))
    async with calling(app, token) as client:
        yield client


async def ended(client: Client, hold: str) -> None:
    """Wait until everybody knows that it is lifted."""
    assert await client.get_workflow_handle(region_hold_id(hold)).result(rpc_timeout=timedelta(seconds=20)) == hold


async def test_from_the_form_to_the_record_and_back(
    sara: httpx2.AsyncClient, working: None, temporal: WorkflowEnvironment
) -> None:
    key = {"Idempotency-Key": "unrest-1"}
    answers = await asyncio.gather(*(sara.post(BORDERS, json=ASKED, headers=key) for _ in range(3)))
    assert [each.status_code for each in answers] == [201, 201, 201], [each.text for each in answers]
    (hold,) = {each.json()["id"] for each in answers}
    (standing,) = (await sara.get(BORDERS)).json()["standing"]
    assert (standing["id"], standing["set_by"], standing["may_lift"]) == (hold, "Supervisor GT", True)
    reused = await sara.post(BORDERS, json=ASKED | {"directions": ["out_of"]}, headers=key)
    assert (reused.status_code, reused.json()["code"]) == (409, "key_reused")

    done = await sara.post(f"{BORDERS}/{hold}/lift", json=OPEN)
    assert done.status_code == 200, done.text
    await ended(temporal.client, hold)
    shown = (await sara.get(f"{BORDERS}/{hold}")).json()
    assert (shown["lifted_by"], shown["why_lifted"]) == ("Supervisor GT", OPEN["reason"])
    assert (await sara.post(f"{BORDERS}/{hold}/lift", json=OPEN)).status_code == 200, "the same, sent again"
    late = await sara.post(f"{BORDERS}/{hold}/lift", json={"reason": "Something else."})
    assert (late.status_code, late.json()["code"]) == (409, "hold_lifted")
    again = await sara.post(BORDERS, json=ASKED, headers=key)
    assert (again.status_code, again.json()["id"]) == (201, hold), "one key, one hold: it is not set anew"
    assert (await sara.get(BORDERS)).json()["standing"] == []


async def test_the_workflow_itself_refuses_whose_border_it_is_not(
    working: None, temporal: WorkflowEnvironment, people: World, session: AsyncSession
) -> None:
    """Whoever comes to it some other way than through the API; nothing is written."""
    engine = Engine(temporal.client, timedelta(seconds=15))
    for who in ("mx.supervisor", "gt.caseworker"):
        actor = people.actor(who)
        hold = f"{actor.country.lower()}{datetime.now(UTC).timestamp():.0f}"
        asked = HoldSet.model_validate(ASKED | {"id": hold, "actor": actor, "other": None})
        with pytest.raises(NotYourBorder):
            await engine.hold_region(HeldRegion(actor=actor, hold=hold, asked=asked))
    assert (await session.exec(select(RegionHold))).all() == []


async def test_without_a_worker_nothing_is_confirmed_and_the_same_key_finds_the_same_hold(
    app: FastAPI, sara: httpx2.AsyncClient, temporal: WorkflowEnvironment, database: Sessions
) -> None:
    app.state.engine = Engine(temporal.client, timedelta(seconds=1))
    key = {"Idempotency-Key": "unrest-2"}
    unsure = await sara.post(BORDERS, json=ASKED, headers=key)
    assert (unsure.status_code, unsure.json()["code"]) == (503, "not_confirmed_yet")
    app.state.engine = Engine(temporal.client, timedelta(seconds=15))
    (worker,) = workers(temporal.client, database, {"GT"}, fail_on_bug=True)
    async with worker:
        sure = await sara.post(BORDERS, json=ASKED, headers=key)
        assert sure.status_code == 201, sure.text
        hold = sure.json()["id"]
        assert (await sara.post(f"{BORDERS}/{hold}/lift", json=OPEN)).status_code == 200
        await ended(temporal.client, hold)
