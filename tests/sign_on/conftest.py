"""A provider in a process of its own, and the real application that signs people in through it."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.app import create_app
from api.single_sign_on.provider import Provider
from cases.repository.sign_on import mark
from cases.sign_on import SignOn
from cases.tables import SignInSession, SignOnLink
from runtime.database import Sessions
from runtime.settings import Settings
from tests.api.conftest import Recorder, password_hash, session
from tests.api.given import NOW, World
from tests.architecture.tree import ROOT
from tests.pages.browser import Page
from tests.pages.conftest import Browser, browsing, database, people, seeded
from tests.sign_on.provider import CLIENT, SECRET

__all__ = ["database", "password_hash", "people", "seeded", "session"]

EMAIL, USER = "caseworker@mx.example", "user-mx-caseworker"
PERSON = {"sub": "person-17", "email": EMAIL, "email_verified": True}
STARTS_WITHIN = 20
"""Seconds."""

TRUSTED = httpx2.create_ssl_context()
"""Read once: it takes 30 ms."""


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    """The provider runs; where."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "tests.sign_on.provider", str(port)], cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        asyncio.run(_answers(address, process))
        yield address
    finally:
        process.terminate()
        process.wait(10)


async def _answers(address: str, process: subprocess.Popen[bytes]) -> None:
    async with asyncio.timeout(STARTS_WITHIN):
        while True:
            assert process.poll() is None, "the provider did not start"
            try:
                async with httpx2.AsyncClient(verify=TRUSTED) as client:
                    await client.get(f"{address}/.well-known/openid-configuration")
            except httpx2.TransportError:
                await asyncio.sleep(0.1)
            else:
                return


@dataclass
class Ministry:
    """The provider, as a test tells it what to do."""

    issuer: str

    async def told(self, **what: Any) -> dict[str, int]:
        """Tell it; how often it was asked for what."""
        async with httpx2.AsyncClient(verify=TRUSTED) as client:
            counted: dict[str, int] = (await client.post(f"{self.issuer}/control", json=what)).json()
            return counted

    async def person(self, **changes: Any) -> None:
        """Whoever comes now is PERSON, but for this."""
        await self.told(person=PERSON | changes)


@pytest.fixture
async def ministry(issuer: str) -> Ministry:
    made = Ministry(issuer)
    behaves = {"fault": "", "algorithm": "RS256", "authentication": "client_secret_basic", "asked": {}}
    await made.told(person=PERSON, now=int(NOW.timestamp()), **behaves)
    return made


def ours(issuer: str, **changes: Any) -> Settings:
    """The settings of an installation with this provider."""
    given: dict[str, Any] = {
        "oidc_issuer": issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
        "oidc_name": "Ministry <of> Example",
        "oidc_timeout_seconds": 0.7,
        "public_address": "http://localhost",
    }
    return Settings(mode="practice", secure_cookies=False, **(given | changes))


@dataclass
class Clock:
    """The application's clock."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def on(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


@pytest.fixture(scope="session")
def made_once(issuer: str) -> FastAPI:
    return create_app(ours(issuer), sessions=None, client=None)  # type: ignore[arg-type]  # given below


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(made_once: FastAPI, ministry: Ministry, database: Sessions, people: World, clock: Clock) -> FastAPI:
    """The application; it has asked the provider nothing yet."""
    made_once.state.sessions, made_once.state.engine, made_once.state.clock = database, Recorder(), clock
    made_once.state.settings = ours(ministry.issuer)
    made_once.state.provider = Provider(made_once.state.settings)
    return made_once


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[Browser]:
    """Nobody is signed in; English is spoken."""
    async with browsing(app, language="en") as made:
        yield made


@pytest.fixture
async def allowed(session: AsyncSession, people: World) -> None:
    """An operator has opened the caseworker's account for single sign-on."""
    await opened_for(session, EMAIL)


async def opened_for(session: AsyncSession, email: str, ways: SignOn = SignOn.ALLOWED) -> None:
    assert await mark(session, email, ways)
    await session.commit()


async def sent(browser: Browser, next: str = "") -> httpx2.Response:
    """The button is pressed: the provider's address."""
    return await browser.client.get("/sign-in/oidc", params={"next": next} if next else {})


async def at_the_ministry(answer: httpx2.Response) -> str:
    """The browser follows to the provider, which signs in and sends it back: to which path of ours."""
    assert answer.status_code == 303, answer.text
    async with httpx2.AsyncClient(verify=TRUSTED) as outside:
        led = await outside.get(answer.headers["location"])
    assert led.status_code == 303, led.text
    address = led.headers["location"]
    assert address.startswith("http://localhost/sign-in/oidc/back?")
    return str(address.removeprefix("http://localhost"))


async def through(browser: Browser, next: str = "") -> httpx2.Response:
    """The whole way there and back."""
    return await browser.get(await at_the_ministry(await sent(browser, next)))


async def sessions_of(session: AsyncSession, user: str = USER) -> int:
    """How many sessions are open."""
    found = await session.exec(select(SignInSession).where(SignInSession.user_id == user))
    return len(found.all())


async def links(session: AsyncSession) -> list[tuple[str, str]]:
    """Who is linked: subject, account."""
    return [(each.subject, each.user_id) for each in (await session.exec(select(SignOnLink))).all()]


def heading(answer: httpx2.Response) -> str:
    """What a refusal says first."""
    return Page(answer.text).all("div", role="alert")[0].text.strip().split("\n")[0]


async def refused(answer: httpx2.Response, session: AsyncSession, status: int, says: str) -> None:
    """Refused with that sentence, as the status says, and nobody is signed in or linked."""
    assert (answer.status_code, heading(answer)) == (status, says)
    assert not [each for each in answer.headers.get_list("set-cookie") if each.startswith("session=")]
    assert "alert(" not in answer.text
    assert (await session.exec(select(SignInSession))).all() == []
    assert await links(session) == []
