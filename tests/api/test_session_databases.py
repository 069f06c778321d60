"""A reset and a sign-in of the same moment, on both databases: whoever is first, nobody is in by the old password."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from cases.repository import half_way, own_password, passwords, signing_in
from cases.sign_in_errors import SignInRefused
from cases.tables import HalfSignedIn, SignInSession, User
from commands.migrate import upgrade
from runtime.database import Sessions, engine, sessions
from tests.api.given import NOW, PASSWORD, world
from tests.keys import KEYS
from tests.runtime.postgres import KINDS, empty

USER, EMAIL = "user-mx-caseworker", "caseworker@mx.example"


@pytest.fixture(params=KINDS)
async def record(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Sessions]:
    """A migrated database with accounts."""
    with empty(request.param, tmp_path) as url:
        await asyncio.to_thread(upgrade, url)
        made = engine(url)
        opened = sessions(made, KEYS)
        async with opened() as session:
            await world(session, "-")
        yield opened
        await made.dispose()


@pytest.mark.parametrize("half", [False, True])
async def test_nobody_is_in_by_the_old_password(record: Sessions, monkeypatch: pytest.MonkeyPatch, half: bool) -> None:
    monkeypatch.setattr(passwords, "_verify", lambda password, kept: (password == PASSWORD, None))

    async def reset() -> None:
        async with record() as session:
            await own_password.give(session, await session.get_one(User, USER), NOW)
            await session.commit()

    async with record() as session:
        who = await signing_in.known(session, EMAIL, PASSWORD, NOW)
        await signing_in.demand_still(session, who)
        meanwhile = asyncio.create_task(reset())
        await asyncio.sleep(0.1)
        try:
            if half:
                await half_way.begin(session, who, NOW)
            else:
                await signing_in.opened(session, who, NOW, timedelta(hours=1))
        except SignInRefused:
            await session.rollback()
        await meanwhile
    async with record() as session:
        assert [*await session.exec(select(SignInSession)), *await session.exec(select(HalfSignedIn))] == []
