"""The disk fills while people work: what was confirmed stands, the rest is done once there is room again."""

import asyncio
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
from fastapi import FastAPI
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.testing import WorkflowEnvironment

from api.app import create_app
from api.engine import Engine
from runtime.database import Sessions
from runtime.settings import Settings
from tests.api.conftest import calling, given_token
from tests.api.given import World
from tests.api.test_engine import OPENING, step
from tests.runtime.full_disk import Disk
from workflows.worker import workers

LONG = secrets.token_hex(25_000)
"""Typed into a draft: what cannot be packed."""

ENOUGH = 300
"""Acts after which a disk that is full must have been noticed."""


async def owner(client: httpx2.AsyncClient, case: str, turn: int, me: str) -> httpx2.Response:
    """A small act: the step is taken, or laid down again."""
    body = {"round": 1, "owner": me if turn % 2 == 0 else None, "reason": f"Turn {turn}."}
    path = f"/api/v1/cases/{case}/steps/urgent_measure/assignment"
    return await client.post(path, json=body, headers={"Idempotency-Key": f"turn-{turn}"})


async def until_confirmed(client: httpx2.AsyncClient, case: str, turn: int, me: str) -> httpx2.Response:
    """The same act with the same key until it is answered."""
    for _ in range(60):
        answer = await owner(client, case, turn, me)
        if answer.status_code != 503:
            return answer
        await asyncio.sleep(0.5)
    raise AssertionError("it never went on")


async def test_acts_on_a_full_disk(
    database: Sessions, temporal: WorkflowEnvironment, people: World, session: AsyncSession
) -> None:
    """Taken and laid down again and again until the file may not grow; then there is room."""
    disk = Disk(database)
    app = create_app(Settings(mode="practice", secure_cookies=False), sessions=database, client=temporal.client)
    token, me = await given_token(session, people, "mx.supervisor", datetime.now(UTC)), people.users["mx.supervisor"].id
    running = workers(temporal.client, database, {"MX"}, fail_on_bug=True)
    async with running[0], calling(app, token) as client:
        case = (await client.post("/api/v1/cases", json=OPENING | {"confirmed_new": True})).json()["number"]
        await step(client, case, "urgent_measure", "open")
        app.state.engine = Engine(temporal.client, timedelta(seconds=2))

        disk.full = True
        confirmed = await fill(client, case, me)
        refused = await client.put(
            f"/api/v1/cases/{case}/steps/urgent_measure/draft", json={"round": 1, "data": {"remarks": LONG}}
        )
        assert (refused.status_code, refused.json()["code"]) == (503, "no_room")
        assert refused.json()["type"] == "/problems/no_room"
        assert LONG[:10] not in refused.text
        assert await acts_of(client, case) == confirmed, "what was confirmed is there, and can be read"

        disk.full = False
        assert (await until_confirmed(client, case, confirmed, me)).status_code == 200
        for turn in range(confirmed + 1):
            assert (await owner(client, case, turn, me)).status_code == 200, "sent again, and not done again"
        assert await acts_of(client, case) == confirmed + 1


async def fill(client: httpx2.AsyncClient, case: str, me: str) -> int:
    """Act until an act is not confirmed; how many were."""
    for turn in range(ENOUGH):
        answer = await owner(client, case, turn, me)
        if answer.status_code != 200:
            assert (answer.status_code, answer.json()["code"]) == (503, "not_confirmed_yet")
            return turn
    raise AssertionError("the disk never filled")


async def acts_of(client: httpx2.AsyncClient, case: str) -> int:
    """How often the step changed hands, by a ledger that has every number once."""
    entries: list[dict[str, Any]] = []
    after: int | None = 0
    while after is not None:
        page = (await client.get(f"/api/v1/cases/{case}/ledger", params={"limit": 200, "after": after})).json()
        entries, after = [*entries, *page["entries"]], page["next"]
    assert [each["sequence"] for each in entries] == list(range(1, len(entries) + 1))
    return sum(each["act"] == "assigned" for each in entries)


async def test_reading_goes_on(app: FastAPI, database: Sessions, session: AsyncSession, people: World) -> None:
    """Nobody is locked out by a full disk: who is signed in reads on."""
    Disk(database).full = True
    async with calling(app, await given_token(session, people, "mx.caseworker")) as client:
        assert (await client.get("/api/v1/cases")).status_code == 200
