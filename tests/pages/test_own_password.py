"""Your account: a password of one's own, and the sessions that are open elsewhere."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.passwords import GIVEN_FOR
from cases.repository import open_sessions, own_password, passwords, signing_in
from cases.repository.passwords import fits
from cases.sign_on import SignOn
from cases.tables import AccountChange, HalfSignedIn, Notice, SignInSession, User
from runtime.database import Sessions
from tests.api.given import NOW, PASSWORD, World
from tests.pages.browser import Page, Sent
from tests.pages.conftest import Browser, SignedIn
from tests.pages.test_account import form
from tests.pages.test_pages import well_made

USER, EMAIL_OF = "user-mx-caseworker", "caseworker@mx.example"
CHANGE, END = "/account/password", "/account/sessions"
NEW = "la lluvia cae sobre once tejados"


async def sessions_of(session: AsyncSession) -> set[str]:
    found = select(SignInSession.token_hash).where(SignInSession.user_id == USER)
    return set((await session.exec(found)).all())


def ending(which: str) -> Sent:
    return Sent([("csrf", "csrf-token"), ("which", which), ("password", PASSWORD)])


def typed(page: Page, old: str, new: str, again: str = "") -> Sent:
    return form(page, CHANGE, password=old, new=new, again=again or new)


@pytest.mark.parametrize("language", ["es", "en"])
async def test_it_is_changed_by_the_old_one_and_every_other_session_ends(
    in_browser: SignedIn, passer_by: Browser, session: AsyncSession, language: str
) -> None:
    """Real Argon2: what is kept must open the door afterwards."""
    browser = await in_browser("mx.caseworker", language)
    before = await sessions_of(session)
    page = Page((await browser.get("/account")).text)
    for old, new, again, status in (
        ("not it", NEW, NEW, 401),
        (PASSWORD, "short", "", 422),
        (PASSWORD, "Resguardo2026!", "", 422),
        (PASSWORD, PASSWORD, "", 422),
        (PASSWORD, NEW, "another", 422),
    ):
        refused = await browser.send(CHANGE, typed(page, old, new, again))
        assert refused.status_code == status
        well_made(refused.text, language)
        assert new not in refused.text
    assert await sessions_of(session) == before
    changed = await browser.send(CHANGE, typed(page, PASSWORD, NEW))
    assert (changed.status_code, changed.headers["location"]) == (303, "/account?done=password_changed")
    assert not before & await sessions_of(session), "also the token of this browser is another"
    told = (await session.exec(select(AccountChange.what).where(AccountChange.user_id == USER))).all()
    mailed = (await session.exec(select(Notice.kind).where(Notice.recipient == USER))).all()
    assert (list(told), list(mailed)) == (["password_changed"], ["account_changed"])
    assert (await browser.get("/account")).status_code == 200
    for password, status in ((PASSWORD, 401), (NEW, 303)):
        answer = await passer_by.send("/sign-in", Sent([("email", EMAIL_OF), ("password", password)]))
        assert answer.status_code == status


@pytest.mark.parametrize("language", ["es", "en"])
async def test_who_was_given_one_does_nothing_else_first(
    passer_by: Browser, session: AsyncSession, people: World, language: str
) -> None:
    passer_by.client.cookies.set("language", language)
    given = await own_password.give(session, await session.get_one(User, USER), NOW)
    await session.commit()
    led = await passer_by.send("/sign-in", Sent([("email", EMAIL_OF), ("password", given)]))
    assert led.headers["location"] == "/"
    for path in ("/", "/cases", "/guidelines", "/cases/K7QM-4RTX-5"):
        answer = await passer_by.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/account"), path
    shown = await passer_by.get("/account")
    well_made(shown.text, language)
    page = Page(shown.text)
    assert not page.all("nav"), "no menu of places that do not open"
    token = passer_by.client.cookies["session"]
    told = await passer_by.client.get("/api/v1/cases", headers={"Authorization": f"Bearer {token}"})
    assert (told.status_code, told.json()["code"]) == (403, "password_to_change")
    assert (await passer_by.send(CHANGE, typed(page, given, NEW))).status_code == 303
    assert (await passer_by.get("/cases")).status_code == 200


async def test_a_given_one_ends_by_itself(passer_by: Browser, session: AsyncSession, people: World) -> None:
    given = await own_password.give(session, await session.get_one(User, USER), NOW - GIVEN_FOR)
    await session.commit()
    answer = await passer_by.send("/sign-in", Sent([("email", EMAIL_OF), ("password", given)]))
    assert answer.status_code == 401


async def test_a_given_one_that_runs_out_meanwhile_is_changed_by_who_came_in_by_it(
    passer_by: Browser, session: AsyncSession, people: World, app: FastAPI
) -> None:
    given = await own_password.give(session, await session.get_one(User, USER), NOW - GIVEN_FOR + timedelta(minutes=5))
    await session.commit()
    assert (await passer_by.send("/sign-in", Sent([("email", EMAIL_OF), ("password", given)]))).status_code == 303
    app.state.clock = lambda: NOW + timedelta(minutes=6)
    page = Page((await passer_by.get("/account")).text)
    assert (await passer_by.send(CHANGE, typed(page, "not it", NEW))).status_code == 401
    assert (await passer_by.send(CHANGE, typed(page, given, NEW))).status_code == 303
    assert (await passer_by.get("/cases")).status_code == 200


async def test_who_may_also_come_in_through_the_ministry_changes_a_given_one(
    passer_by: Browser, session: AsyncSession, people: World
) -> None:
    user = await session.get_one(User, USER)
    user.single_sign_on = SignOn.ALLOWED.value
    given = await own_password.give(session, user, NOW)
    await session.commit()
    assert (await passer_by.send("/sign-in", Sent([("email", EMAIL_OF), ("password", given)]))).status_code == 303
    assert (await passer_by.get("/cases")).headers.get("location") == "/account"


@pytest.mark.parametrize("better", [False, True])
@pytest.mark.parametrize("path", ["/sign-in", CHANGE])
async def test_what_is_under_way_when_it_is_reset_comes_to_nothing(
    in_browser: SignedIn,
    session: AsyncSession,
    database: Sessions,
    monkeypatch: pytest.MonkeyPatch,
    better: bool,
    path: str,
) -> None:
    """The operator resets it while the old one is looked at: also a better hash of the old one is not kept."""
    browser = await in_browser("mx.caseworker")
    page = Page((await browser.get("/account")).text)
    given: list[str] = []

    async def slow(password: str, kept: str | None) -> tuple[bool, str | None]:
        async with database() as another:
            given.append(await own_password.give(another, await another.get_one(User, USER), NOW))
            await another.commit()
        return True, await passwords.hashed(password) if better else None

    monkeypatch.setattr(signing_in, "fits", slow)
    sent = typed(page, PASSWORD, NEW) if path == CHANGE else Sent([("email", EMAIL_OF), ("password", PASSWORD)])
    assert (await browser.send(path, sent)).status_code == 401
    assert await sessions_of(session) == set()
    session.expire_all()
    user = await session.get_one(User, USER)
    assert (await fits(given[0], user.password_hash))[0] and user.password_given_until is not None


async def test_between_password_and_code_nobody_is_left(session: AsyncSession, people: World) -> None:
    """Where sessions end, that does too; where one alone ends, it stays."""

    async def left() -> int:
        return len((await session.exec(select(HalfSignedIn))).all())

    async def half(token: str) -> None:
        session.add(HalfSignedIn(token_hash=token, user_id=USER, expires_at=NOW + timedelta(minutes=9)))
        await session.commit()

    await half("a")
    await open_sessions.end_others(session, USER, "mine", "1" * open_sessions.NAME)
    assert await left() == 1
    await open_sessions.end_others(session, USER, "mine")
    assert await left() == 0
    for whose in (USER, None):
        await half("b")
        assert await open_sessions.end_all(session, whose) == 0
        assert await left() == 0
    await half("c")
    await own_password.give(session, await session.get_one(User, USER), NOW)
    assert await left() == 0


@pytest.mark.parametrize("language", ["es", "en"])
async def test_sessions_elsewhere_are_shown_and_ended(
    in_browser: SignedIn, session: AsyncSession, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(passwords, "_verify", lambda password, kept: (password == PASSWORD, None))
    browser = await in_browser("mx.caseworker", language)
    others = {f"{n}" * 64 for n in (1, 2, 3)}
    for each in others:
        row = SignInSession(
            token_hash=each, user_id=USER, csrf="x", created_at=NOW, expires_at=NOW + timedelta(hours=1)
        )
        session.add(row)
    await session.commit()
    shown = await browser.get("/account")
    well_made(shown.text, language)
    page = Page(shown.text)
    refused = await browser.send(END, form(page, END, password="not it"))
    assert refused.status_code == 401
    assert others <= await sessions_of(session), "who found a computer open ends nothing"
    await browser.send(END, ending("1" * open_sessions.NAME))
    assert others & await sessions_of(session) == {"2" * 64, "3" * 64}
    done = await browser.send(END, ending(""))
    assert done.headers["location"] == "/account?done=sessions_ended"
    assert not others & await sessions_of(session)
    assert (await browser.get("/account")).status_code == 200


async def test_a_session_that_nobody_uses_ends(session: AsyncSession, people: World, in_browser: SignedIn) -> None:
    """It lives by being used, to the minute, and no longer than it would anyway."""
    await in_browser("mx.caseworker")
    token, idle = "token-of-mx.caseworker", timedelta(minutes=20)
    await session.exec(update(SignInSession).values(seen_at=NOW, created_at=NOW - timedelta(hours=9)))
    await session.commit()
    assert await signing_in.signed_in(session, token, NOW + timedelta(minutes=19), idle) is not None
    assert await signing_in.signed_in(session, token, NOW + timedelta(minutes=20), idle) is None
    for minutes, kept in ((0.5, 0), (2, 2)):
        await open_sessions.keep_alive(session, token, NOW, NOW + timedelta(minutes=minutes))
        (at,) = (await session.exec(select(col(SignInSession.seen_at)).where(SignInSession.user_id == USER))).all()
        assert at == NOW + timedelta(minutes=kept)
    assert (await session.get_one(User, USER)).password_given_until is None
