"""What passkeys rely on, on both databases: a challenge is taken once, counts of 32 bits fit, sessions know of them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from cases.passkeys import to_use
from cases.repository import open_sessions, passkey_challenges, passkeys, second_factor, signing_in
from cases.repository.passkey_challenges import at_the_door
from cases.sign_in_errors import LastSecondFactor, PasskeyRefused
from cases.tables import SignInSession
from commands.migrate import upgrade
from runtime.database import Sessions, engine, sessions
from tests.api.conftest import given_token
from tests.api.given import NOW, world
from tests.api.test_passkeys import SITE, USER, kept
from tests.authenticator import Device
from tests.keys import KEYS
from tests.runtime.postgres import KINDS, empty


@pytest.fixture(params=KINDS)
async def record(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Sessions]:
    """A migrated database with accounts; the caseworker is signed in."""
    with empty(request.param, tmp_path) as url:
        await asyncio.to_thread(upgrade, url)
        made = engine(url)
        opened = sessions(made, KEYS)
        async with opened() as session:
            await given_token(session, await world(session, "-"), "mx.caseworker")
        yield opened
        await made.dispose()


async def test_a_challenge_is_signed_once(record: Sessions) -> None:
    device = Device(count=2**32 - 3)
    async with record() as session:
        before = await signing_in.signed_in(session, "token-of-mx.caseworker", NOW)
        assert before is not None and not before.guarded
        await kept(session, device)
        after = await signing_in.signed_in(session, "token-of-mx.caseworker", NOW)
        assert after is not None and after.guarded and after.began_at == NOW
        await passkey_challenges.new(session, at_the_door("x"), NOW)
        challenge = await passkey_challenges.new(session, at_the_door("x"), NOW)
    answer = device.sign(to_use(SITE, challenge, [device.name]), SITE.origin)

    async def one() -> None:
        async with record() as session:
            await passkeys.signed(session, SITE, at_the_door("x"), USER, answer, NOW)
            await session.commit()

    taken = await asyncio.gather(*(one() for _ in range(5)), return_exceptions=True)
    assert taken.count(None) == 1 and sum(isinstance(each, PasskeyRefused) for each in taken) == 4
    async with record() as session:
        (row,) = await passkeys.of(session, USER)
        assert (row.sign_count, row.last_used_at) == (2**32 - 2, NOW)
        with pytest.raises(LastSecondFactor):
            await second_factor.demand_another(session, USER, device.name)
        await second_factor.turn_off(session, USER)
        await session.commit()
        assert not await second_factor.is_on(session, USER)


async def test_sessions_live_by_use_and_are_ended(record: Sessions) -> None:
    """Unused for long enough they are over; their owner's are theirs alone to end."""
    token, later, idle = "token-of-mx.caseworker", NOW + timedelta(minutes=15), timedelta(minutes=20)
    async with record() as session:
        who = await signing_in.signed_in(session, token, NOW, idle)
        assert who is not None
        await open_sessions.keep_alive(session, token, who.seen_at, later)
        (here,) = await open_sessions.of(session, USER, token, later, idle)
        assert here.here and (here.began_at, here.seen_at) == (NOW, later)
        assert await signing_in.signed_in(session, token, NOW + timedelta(minutes=34), idle) is not None
        assert await signing_in.signed_in(session, token, NOW + timedelta(minutes=35), idle) is None
        theirs = SignInSession(
            token_hash="2" * 64, user_id="user-mx-supervisor", csrf="x", created_at=NOW, expires_at=later
        )
        session.add(theirs)
        await session.commit()
        assert await open_sessions.end_others(session, USER, token) == 0
        assert await open_sessions.end_others(session, USER, "another", here.name) == 1
        assert await open_sessions.end_all(session) == 1
