"""Pages are asked of the real application over a real SQLite file; who is signed in holds the session's cookie."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Actor
from cases.asked import Extension
from guidelines.due import compute
from runtime.database import Sessions, sessions
from runtime.database import engine as database_engine
from tests.api.conftest import app, engine, given_token, once, password_hash, session, shelf
from tests.api.given import NOW, World, alerted, opened, procedure, world
from tests.keys import KEYS
from tests.pages.browser import Page, Sent

__all__ = ["app", "engine", "once", "password_hash", "session", "shelf"]


@dataclass
class Browser:
    """A signed-in person's browser: it keeps the last page."""

    client: httpx2.AsyncClient

    async def get(self, path: str) -> httpx2.Response:
        return await self.client.get(path)

    async def send(self, path: str, sent: Sent) -> httpx2.Response:
        """As a browser sends a form of its own page."""
        data: dict[str, Any] = {name: sent.getlist(name) for name in sent.keys()}  # noqa: SIM118
        return await self.client.post(path, data=data, headers={"Origin": "http://resguardo.test"})


@asynccontextmanager
async def browsing(app: FastAPI, **cookies: str) -> AsyncIterator[Browser]:
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=True)
    async with httpx2.AsyncClient(transport=transport, base_url="http://resguardo.test", cookies=cookies) as client:
        yield Browser(client)


SignedIn = Callable[..., Awaitable[Browser]]


@pytest.fixture
async def in_browser(app: FastAPI, people: World, session: AsyncSession) -> AsyncIterator[SignedIn]:
    """``await in_browser("mx.caseworker", "es")``."""
    opened_: list[Any] = []

    async def signed(name: str, language: str = "en") -> Browser:
        context = browsing(app, session=await given_token(session, people, name), language=language)
        opened_.append(context)
        return await context.__aenter__()

    yield signed
    for context in opened_:
        await context.__aexit__(None, None, None)


@pytest.fixture
async def passer_by(app: FastAPI) -> AsyncIterator[Browser]:
    """Nobody is signed in."""
    async with browsing(app) as browser:
        yield browser


@dataclass
class Cases:
    """A case in each situation that a page must show."""

    urgent: str
    """An urgent measure is overdue, and nobody has taken it."""
    assessed: str
    """A lapsed notice to the consulate, with its alert; more time asked; waiting steps."""
    decided: str
    """A decision waits for approval."""
    asked: str
    """The country of origin is asked for its answer."""
    handed: str
    """The handover is open."""


DONE = {"status": "finished", "finished_at": NOW - timedelta(days=2), "done_at": NOW - timedelta(days=2)}
PROTECTED = ("detection", "urgent_measure", "judicial_confirmation", "age_assessment", "guardian", "shelter", "hearing")


def under_way(step: str, started: timedelta, **more: Any) -> dict[str, Any]:
    """A step that opened ``started`` ago, with its real clock."""
    rules = procedure()
    deadline = rules.step(step).deadline
    assert deadline
    due = compute(rules, deadline, NOW - started)
    because = due.because.model_dump(mode="json")
    return {"status": "open", "opened_at": NOW - started, "due_at": due.at, "because": because, **more}


async def given_cases(session: AsyncSession, people: World) -> Cases:
    by: Actor = people.actor("mx.caseworker")
    done = dict.fromkeys((*PROTECTED, "protection_screening"), DONE)
    reports = ("detection", "guardian", "hearing", "protection_screening")

    urgent = {"detection": DONE, "urgent_measure": under_way("urgent_measure", timedelta(hours=5))}
    time = Extension(until=NOW + timedelta(days=9), reason="The psychologist is away.", asked_by=by)
    assessed = {
        **done,
        "consular_notification": under_way("consular_notification", timedelta(days=8), owner=by.user),
        "best_interests_assessment": under_way(
            "best_interests_assessment", timedelta(days=3), owner=by.user, extension=time
        ),
    }
    decided = {
        **done,
        "decision": under_way("decision", timedelta(days=1), owner=by.user, status="submitted", submitted_by=by),
    }
    asked = {**done, "decision": DONE, "referral": DONE, "acceptance": under_way("acceptance", timedelta(days=2))}
    handed = {**done, "decision": DONE, "transit": DONE, "handover": under_way("handover", timedelta(hours=1))}

    overdue = await opened(session, by, assessed, reports=reports, stage="assessment")
    await alerted(session, overdue, "consular_notification")
    return Cases(
        urgent=(await opened(session, by, urgent)).number,
        assessed=overdue.number,
        decided=(await opened(session, by, decided, reports=(*reports, "decision"), stage="decision")).number,
        asked=(
            await opened(
                session, by, asked, reports=(*reports, "decision", "referral"), stage="decision", origin_takes_part=True
            )
        ).number,
        handed=(
            await opened(
                session,
                by,
                handed,
                reports=(*reports, "decision", "repatriation_plan", "escort"),
                stage="transfer",
                origin_takes_part=True,
            )
        ).number,
    )


@dataclass(frozen=True)
class Seeded:
    """A record with people and cases in it, written once for the whole run; every test gets a copy of the file."""

    file: Path
    people: World
    cases: Cases


@pytest.fixture(scope="session")
async def seeded(tmp_path_factory: pytest.TempPathFactory, password_hash: str) -> Seeded:
    file = tmp_path_factory.mktemp("pages") / "record.db"
    made = database_engine(f"sqlite+aiosqlite:///{file}")
    async with made.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    async with sessions(made, KEYS)() as session:
        people = await world(session, password_hash)
        found = await given_cases(session, people)
    await made.dispose()
    return Seeded(file, people, found)


@pytest.fixture
async def database(seeded: Seeded, tmp_path: Path) -> AsyncIterator[Sessions]:
    copied = shutil.copy(seeded.file, tmp_path / "record.db")
    made = database_engine(f"sqlite+aiosqlite:///{copied}")
    yield sessions(made, KEYS)
    await made.dispose()


@pytest.fixture
def people(seeded: Seeded) -> World:
    return seeded.people


@pytest.fixture
def cases(seeded: Seeded) -> Cases:
    return seeded.cases


def page_of(answer: httpx2.Response) -> Page:
    """The page of an answer."""
    return Page(answer.text)
