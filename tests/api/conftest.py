"""The database is a real SQLite file and the application the real one; Temporal's part is real in test_engine.py."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel.ext.asyncio.session import AsyncSession

from api.app import create_app
from cases.errors import Refusal
from cases.repository.passwords import hashed
from cases.tables import SignInSession
from runtime.database import Sessions
from runtime.documents.kinds import KINDS
from runtime.documents.objects import in_memory
from runtime.documents.scanner import NoScanner
from runtime.documents.shelf import Shelf
from runtime.settings import Settings
from tests.api.given import NOW, PASSWORD, World, world
from workflows.messages import Receipt


class Recorder:
    """Stands where the engine stands, for tests of what comes before it. It says what reached it, or refuses."""

    def __init__(self) -> None:
        self.reached: list[tuple[str, str, Any, str | None]] = []
        self.refusal: Refusal | None = None

    async def open_case(self, opened: Any, update_id: str) -> Receipt:
        self.reached.append((f"case-{opened.number}", "opened", opened, update_id))
        return Receipt(sequence=1)

    async def hold_region(self, held: Any) -> Receipt:
        if self.refusal is not None:
            raise self.refusal
        self.reached.append((f"region-hold-{held.hold}", "standing", held, None))
        return Receipt(sequence=1)

    async def send(self, workflow_id: str, update: str, message: Any, update_id: str | None = None) -> Receipt:
        if self.refusal is not None:
            raise self.refusal
        self.reached.append((workflow_id, update, message, update_id))
        return Receipt(sequence=2)

    async def answers(self) -> bool:
        return True


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Argon2 is slow on purpose: once for all accounts."""
    return asyncio.run(hashed(PASSWORD))


@pytest.fixture
async def session(database: Sessions) -> AsyncIterator[AsyncSession]:
    async with database() as opened:
        yield opened


@pytest.fixture
async def people(session: AsyncSession, password_hash: str) -> World:
    return await world(session, password_hash)


@pytest.fixture
def engine() -> Recorder:
    return Recorder()


@pytest.fixture(scope="session")
def once() -> FastAPI:
    """The application. Its routes are dear to make, and hold nothing: once for all tests of a process."""
    settings = Settings(mode="practice", secure_cookies=False)
    return create_app(settings, sessions=None, client=None, clock=lambda: NOW)  # type: ignore[arg-type]  # see app


@pytest.fixture
def shelf() -> Shelf:
    """Documents stay in memory, and no scanner is there."""
    return Shelf(in_memory(), NoScanner(), frozenset(KINDS), mebibytes=1, only_scanned=False)


@pytest.fixture
def app(once: FastAPI, database: Sessions, engine: Recorder, shelf: Shelf) -> FastAPI:
    """The same over this test's database; a recorder stands where Temporal would. A test may limit it, or move its
    clock."""
    once.state.sessions, once.state.engine, once.state.documents = database, engine, shelf
    once.state.limits, once.state.clock = None, lambda: NOW
    return once


@asynccontextmanager
async def calling(app: FastAPI, token: str | None = None) -> AsyncIterator[httpx2.AsyncClient]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://resguardo.test", headers=headers) as client:
        yield client


@pytest.fixture
async def stranger(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """Nobody is signed in."""
    async with calling(app) as client:
        yield client


Caller = Callable[[str], Any]


@pytest.fixture
async def as_(app: FastAPI, people: World, session: AsyncSession) -> AsyncIterator[Caller]:
    """``await as_("mx.caseworker")``: a client signed in as that person, without the cost of Argon2."""
    opened: list[Any] = []

    async def signed(name: str) -> httpx2.AsyncClient:
        context = calling(app, await given_token(session, people, name))
        opened.append(context)
        return await context.__aenter__()

    yield signed
    for context in opened:
        await context.__aexit__(None, None, None)


async def given_token(session: AsyncSession, people: World, name: str, at: datetime = NOW) -> str:
    """A session as signing_in.sign_in leaves it."""
    token = f"token-of-{name}"
    digest = hashlib.sha256(token.encode()).hexdigest()
    if await session.get(SignInSession, digest) is None:
        user = people.users[name].id
        expires = at + timedelta(hours=1)
        session.add(
            SignInSession(token_hash=digest, user_id=user, csrf="csrf-token", created_at=at, expires_at=expires)
        )
        await session.commit()
    return token
