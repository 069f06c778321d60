"""After a few failures the next sign-in waits: for an e-mail that somebody has, and just so for one that nobody has."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository import passwords, signing_in
from cases.repository.attempts import ADDRESS, EMAIL, forget_failures, network, take_turn
from cases.sign_in_errors import SignInRefused, TooManyAttempts
from cases.tables import SignInAttempts
from runtime.database import Sessions, engine, sessions
from tests.api.given import NOW, PASSWORD, World
from tests.keys import KEYS
from tests.runtime.postgres import postgres

SESSION = "/api/v1/session"
SOMEBODY, NOBODY = "caseworker@mx.example", "nobody@mx.example"


@pytest.fixture(autouse=True)
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were looked at. Only the right one fits: Argon2 has its own tests and is slow."""
    seen: list[str] = []

    def verify(password: str, kept: str | None) -> tuple[bool, str | None]:
        seen.append(password)
        return kept is not None and password == PASSWORD, None

    monkeypatch.setattr(passwords, "_verify", verify)
    return seen


@pytest.mark.parametrize("email", [SOMEBODY, NOBODY])
async def test_after_a_few_failures_no_password_is_looked_at(
    stranger: httpx2.AsyncClient, people: World, email: str, looked_at: list[str]
) -> None:
    """The whole answer is the same, whether or not anybody has that e-mail."""
    told = [await stranger.post(SESSION, json={"email": email, "password": "wrong"}) for _ in range(EMAIL.free)]
    assert [each.json()["code"] for each in told] == ["sign_in_refused"] * EMAIL.free
    before = len(looked_at)
    answer = await stranger.post(SESSION, json={"email": f" {email.upper()} ", "password": PASSWORD})
    assert len(looked_at) == before, "the password was looked at"
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["code"], problem["details"]) == ("too_many_attempts", {"seconds": 30})
    assert email not in answer.text


async def test_each_wait_is_twice_the_last_and_has_an_end(session: AsyncSession) -> None:
    """Tries that came too soon make it no longer: whoever is shut out by another's guesses gets in between them."""
    now, waits = NOW, []
    for _ in range(EMAIL.free - 1):
        await take_turn(session, SOMEBODY, "", now)
    for _ in range(8):
        await take_turn(session, SOMEBODY, "", now)
        for _ in range(2):
            with pytest.raises(TooManyAttempts) as refused:
                await take_turn(session, SOMEBODY, "", now)
        waits.append(refused.value.details["seconds"])
        now += timedelta(seconds=waits[-1])
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


async def test_a_right_password_clears_the_count(session: AsyncSession, people: World) -> None:
    for _ in range(3):
        for _ in range(EMAIL.free - 1):
            with pytest.raises(SignInRefused):
                await signing_in.sign_in(session, SOMEBODY, "wrong", NOW)
        await signing_in.sign_in(session, SOMEBODY, PASSWORD, NOW)
    assert await counted(session) == []


async def test_after_the_wait_a_right_password_opens(session: AsyncSession, people: World) -> None:
    for _ in range(EMAIL.free):
        with pytest.raises(SignInRefused):
            await signing_in.sign_in(session, SOMEBODY, "wrong", NOW)
    with pytest.raises(TooManyAttempts):
        await signing_in.sign_in(session, SOMEBODY, PASSWORD, NOW + timedelta(seconds=29))
    assert await signing_in.sign_in(session, SOMEBODY, PASSWORD, NOW + timedelta(seconds=30))


async def test_failures_of_another_day_are_forgotten(session: AsyncSession, people: World) -> None:
    for _ in range(EMAIL.free):
        with pytest.raises(SignInRefused):
            await signing_in.sign_in(session, NOBODY, "wrong", NOW)
    later = NOW + EMAIL.within
    with pytest.raises(SignInRefused):
        await signing_in.sign_in(session, NOBODY, "wrong", later)
    assert await counted(session) == [1]
    await signing_in.sign_in(session, SOMEBODY, PASSWORD, later + EMAIL.within)
    assert await counted(session) == [], "what is old goes when somebody signs in"


async def test_one_address_that_tries_many_people_waits(session: AsyncSession, people: World) -> None:
    """Signing in as oneself in between does not help."""
    for number in range(ADDRESS.free):
        with pytest.raises(SignInRefused):
            await signing_in.sign_in(session, f"{number}@mx.example", "wrong", NOW, address="203.0.113.7")
        if number % 20 == 0:
            await signing_in.sign_in(session, SOMEBODY, PASSWORD, NOW, address="203.0.113.7")
    with pytest.raises(TooManyAttempts):
        await signing_in.sign_in(session, SOMEBODY, PASSWORD, NOW, address="203.0.113.7")
    assert await signing_in.sign_in(session, SOMEBODY, PASSWORD, NOW, address="203.0.113.8")


async def test_who_signs_in_well_does_not_count_for_the_address(session: AsyncSession, people: World) -> None:
    for _ in range(ADDRESS.free + 5):
        await signing_in.sign_in(session, SOMEBODY, PASSWORD, NOW, address="203.0.113.7")


async def test_only_hashes_are_kept(session: AsyncSession, people: World) -> None:
    with pytest.raises(SignInRefused):
        await signing_in.sign_in(session, SOMEBODY, "wrong", NOW, address="203.0.113.7")
    rows = (await session.exec(select(SignInAttempts))).all()
    assert len(rows) == 2 and all(len(row.key) == 64 and "@" not in row.key for row in rows)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("a-socket", "a-socket"),
    ],
)
def test_an_address_stands_for_its_network(address: str, place: str) -> None:
    assert network(address) == place


@pytest.fixture(params=["sqlite", "postgresql"])
async def several(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Sessions]:
    """A database as several processes have it: each session has a connection of its own."""
    if request.param == "sqlite":
        async for found in opened(f"sqlite+aiosqlite:///{tmp_path / 'several.db'}"):
            yield found
    else:
        with postgres() as address:
            async for found in opened(address):
                yield found


async def opened(url: str) -> AsyncIterator[Sessions]:
    made = engine(url)
    async with made.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    yield sessions(made, KEYS)
    await made.dispose()


async def test_of_many_that_fail_at_once_none_is_lost(several: Sessions) -> None:
    """Twenty processes, one e-mail: as many are looked at as are free, and the rest are told to wait."""

    async def one(address: str) -> bool:
        async with several() as session:
            try:
                await take_turn(session, NOBODY, address, NOW)
            except TooManyAttempts:
                return False
            return True

    turns = await asyncio.gather(*(one(f"203.0.113.{number}") for number in range(20)))
    assert sum(turns) == EMAIL.free
    async with several() as session:
        assert sorted(await counted(session)) == [1] * EMAIL.free + [EMAIL.free]


async def test_good_and_bad_at_once_leave_the_bad(several: Sessions) -> None:
    async def one(number: int) -> None:
        async with several() as session:
            turn = await take_turn(session, f"{number}@mx.example", "203.0.113.7", NOW)
            if number % 2:
                await forget_failures(session, turn, NOW)
                await session.commit()

    await asyncio.gather(*(one(number) for number in range(16)))
    async with several() as session:
        assert sorted(await counted(session)) == [1] * 8 + [8]


async def counted(session: AsyncSession) -> list[int]:
    """The failures of every e-mail and address."""
    return list((await session.exec(select(SignInAttempts.failures).order_by(col(SignInAttempts.key)))).all())


async def test_the_application_knows_where_a_request_is_from(
    app: FastAPI, stranger: httpx2.AsyncClient, people: World, session: AsyncSession
) -> None:
    await stranger.post(SESSION, json={"email": NOBODY, "password": "wrong"})
    assert await counted(session) == [1, 1]
