"""An account with a second factor: the right password asks for a code, and no code is taken twice."""

import asyncio
from datetime import timedelta

import httpx2
import pyotp
import pytest
from fastapi import FastAPI
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.one_time import HOW_MANY, STEP
from cases.repository import half_way, passwords, recovery, second_factor, signing_in
from cases.repository.attempts import EMAIL
from cases.sign_in_errors import SecondFactorNeeded, SecondFactorRefused, TooManyAttempts
from cases.tables import RecoveryCode, SecondFactor
from runtime.database import Sessions
from tests.api.given import NOW, PASSWORD, World

SESSION = "/api/v1/session"
EMAIL_OF, USER = "caseworker@mx.example", "user-mx-caseworker"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 has its own tests and is slow."""
    monkeypatch.setattr(passwords, "_verify", lambda password, kept: (password == PASSWORD, None))


@pytest.fixture
async def secret(session: AsyncSession, people: World) -> str:
    """The caseworker's second factor is on."""
    return (await turned_on(session))[0]


async def turned_on(session: AsyncSession) -> tuple[str, list[str]]:
    await second_factor.begin(session, USER)
    made = await second_factor.pending(session, USER)
    assert made is not None
    earlier = NOW - timedelta(minutes=5)
    codes = await second_factor.confirm(session, USER, pyotp.TOTP(made).at(earlier), earlier)
    await session.commit()
    return made, codes


def body(**more: str) -> dict[str, str]:
    return {"email": EMAIL_OF, "password": PASSWORD} | more


async def test_the_right_password_asks_for_the_code(stranger: httpx2.AsyncClient, secret: str) -> None:
    answer = await stranger.post(SESSION, json=body())
    assert (answer.status_code, answer.json()["code"]) == (401, "second_factor_needed")
    assert "token" not in answer.json()
    good = await stranger.post(SESSION, json=body(code=pyotp.TOTP(secret).at(NOW)))
    assert good.status_code == 201


@pytest.mark.parametrize("code", [{}, {"code": "123456"}])
async def test_a_wrong_password_does_not_say_that_there_is_one(
    stranger: httpx2.AsyncClient, secret: str, code: dict[str, str]
) -> None:
    for email in (EMAIL_OF, "nobody@mx.example"):
        answer = await stranger.post(SESSION, json=body(email=email, password="wrong", **code))
        assert answer.json()["code"] == "sign_in_refused"


async def test_who_has_none_may_send_a_code(stranger: httpx2.AsyncClient, people: World) -> None:
    assert (await stranger.post(SESSION, json=body(code="123456"))).status_code == 201


async def test_a_code_is_taken_once(session: AsyncSession, secret: str) -> None:
    code = pyotp.TOTP(secret).at(NOW)
    assert await signing_in.sign_in(session, EMAIL_OF, PASSWORD, NOW, code=code)
    for after in (0, STEP):
        with pytest.raises(SecondFactorRefused):
            await signing_in.sign_in(session, EMAIL_OF, PASSWORD, NOW + timedelta(seconds=after), code=code)
    earlier = pyotp.TOTP(secret).at(NOW - timedelta(seconds=STEP))
    with pytest.raises(SecondFactorRefused):
        await signing_in.sign_in(session, EMAIL_OF, PASSWORD, NOW, code=earlier)


async def test_the_code_that_turned_it_on_opens_nothing(session: AsyncSession, people: World) -> None:
    await second_factor.begin(session, USER)
    made = await second_factor.pending(session, USER)
    assert made is not None
    code = pyotp.TOTP(made).at(NOW)
    await second_factor.confirm(session, USER, code, NOW)
    await session.commit()
    with pytest.raises(SecondFactorRefused):
        await signing_in.sign_in(session, EMAIL_OF, PASSWORD, NOW, code=code)


@pytest.mark.parametrize(("seconds", "good"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
async def test_clocks_may_differ_by_half_a_minute(session: AsyncSession, secret: str, seconds: int, good: bool) -> None:
    code = pyotp.TOTP(secret).at(NOW + timedelta(seconds=seconds))
    typed = f" {code[:3]} {code[3:]}"
    assert await second_factor.accepted(session, USER, typed, NOW) == good


async def test_a_recovery_code_serves_once(session: AsyncSession, people: World) -> None:
    _, codes = await turned_on(session)
    assert len(set(codes)) == HOW_MANY
    kept = (await session.exec(select(RecoveryCode))).all()
    assert not {row.code_hash for row in kept} & set(codes)
    typed = codes[3].upper().replace("-", " ")
    assert await signing_in.sign_in(session, EMAIL_OF, PASSWORD, NOW, code=typed)
    with pytest.raises(SecondFactorRefused):
        await signing_in.sign_in(session, EMAIL_OF, PASSWORD, NOW, code=codes[3])
    assert await recovery.codes_left(session, USER) == HOW_MANY - 1
    assert not await second_factor.accepted(session, "user-mx-supervisor", codes[4], NOW)


async def test_sent_twice_at_once_it_is_taken_once(database: Sessions, session: AsyncSession, secret: str) -> None:
    async def one() -> bool:
        async with database() as own:
            taken = await second_factor.accepted(own, USER, pyotp.TOTP(secret).at(NOW), NOW)
            await own.commit()
            return taken

    assert sum(await asyncio.gather(*(one() for _ in range(6)))) == 1


async def test_wrong_codes_are_failed_sign_ins(session: AsyncSession, secret: str) -> None:
    """The right password in between does not begin their count anew."""
    for _ in range(EMAIL.free):
        with pytest.raises(SecondFactorNeeded):
            await signing_in.sign_in(session, EMAIL_OF, PASSWORD, NOW)
        with pytest.raises(SecondFactorRefused):
            await signing_in.sign_in(session, EMAIL_OF, PASSWORD, NOW, code="000000")
    with pytest.raises(TooManyAttempts):
        await signing_in.sign_in(session, EMAIL_OF, PASSWORD, NOW, code=pyotp.TOTP(secret).at(NOW))


async def test_half_way_in_is_not_in_and_ends(session: AsyncSession, secret: str) -> None:
    hours = timedelta(hours=1)
    found = await signing_in.known(session, EMAIL_OF, PASSWORD, NOW)
    half = await half_way.begin(session, found, NOW)
    assert await signing_in.signed_in(session, half, NOW) is None
    over = NOW + half_way.LIFETIME
    assert await half_way.finish(session, half, pyotp.TOTP(secret).at(over), over, hours) is None
    assert await half_way.finish(session, "another", pyotp.TOTP(secret).at(NOW), NOW, hours) is None
    assert await half_way.finish(session, half, pyotp.TOTP(secret).at(NOW), NOW, hours)
    later = NOW + timedelta(minutes=2)
    assert await half_way.finish(session, half, pyotp.TOTP(secret).at(later), later, hours) is None, "used up"


async def test_what_is_on_is_not_begun_anew(app: FastAPI, session: AsyncSession, secret: str) -> None:
    (kept,) = (await session.exec(select(SecondFactor.secret))).all()
    assert secret not in kept, "it lies enciphered"
    await second_factor.begin(session, USER)
    assert (await session.exec(select(SecondFactor.secret))).all() == [kept]
    with pytest.raises(SecondFactorRefused):
        await second_factor.confirm(session, USER, pyotp.TOTP(secret).at(NOW), NOW)
