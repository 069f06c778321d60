"""What guards an account was changed: its owner reads it on the account's page, and is told by mail and nobody else."""

from datetime import timedelta

import pyotp
import pytest
from fastapi import FastAPI
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.acts.account_changes import changed
from api.pages.words import ACCOUNT_CHANGES
from cases.repository import passwords, second_factor
from cases.tables import AccountChange, Notice, User
from runtime.settings import Settings
from tests.api.given import NOW, PASSWORD, World
from tests.authenticator import Device
from tests.pages.browser import Page
from tests.pages.conftest import SignedIn
from tests.pages.test_account import USER, form
from tests.pages.test_pages import well_made
from tests.pages.test_passkeys import ORIGIN, added, removal


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 has its own tests and is slow."""
    monkeypatch.setattr(passwords, "_verify", lambda password, kept: (password == PASSWORD, None))


async def told(session: AsyncSession) -> list[Notice]:
    return list((await session.exec(select(Notice).where(Notice.kind == "account_changed"))).all())


async def kept(session: AsyncSession) -> list[str]:
    return list((await session.exec(select(AccountChange.what))).all())


async def test_each_change_is_kept_and_told_and_what_is_refused_is_not(
    app: FastAPI, in_browser: SignedIn, session: AsyncSession
) -> None:
    before = app.state.settings
    app.state.settings = Settings(mode="practice", secure_cookies=False, public_address=ORIGIN)
    try:
        browser, device = await in_browser("mx.caseworker"), Device()
        assert "Nothing that guards this account was changed yet." in (await browser.get("/account")).text

        async def send(action: str, **typed: str) -> None:
            page = Page((await browser.get("/account")).text)
            await browser.send(action, form(page, action, **typed))

        await send("/account/second-factor/begin", password=PASSWORD)
        secret = await second_factor.pending(session, USER) or ""
        page = Page((await browser.get("/account/second-factor")).text)
        for code in ("000000", pyotp.TOTP(secret).at(NOW)):
            await browser.send("/account/second-factor", form(page, "/account/second-factor", code=code))
        await added(browser, device)
        await send("/account/recovery-codes", password="not it")
        await send("/account/recovery-codes", password=PASSWORD)
        await browser.send("/account/passkeys/remove", removal(device, "not it"))
        await browser.send("/account/passkeys/remove", removal(device))
        await browser.send("/account/passkeys/remove", removal(device))
        app.state.clock = lambda: NOW + timedelta(minutes=2)
        await send("/account", code="000000")
        await send("/account", code=pyotp.TOTP(secret).at(NOW + timedelta(minutes=2)))
    finally:
        app.state.settings = before
    expected = ["codes_on", "passkey_added", "recovery_codes", "passkey_removed", "codes_off"]
    assert sorted(await kept(session)) == sorted(expected)
    notices = await told(session)
    assert {(each.recipient, each.case_number, each.locale) for each in notices} == {(USER, None, "en")}
    said = "\n".join(each.body for each in notices)
    for what in expected:
        assert f"{ACCOUNT_CHANGES[what]}: 2026-12-10 15:0" in said
    assert "(UTC)" in said and secret not in said and "my key" not in said
    html = (await browser.get("/account")).text
    well_made(html, "en")
    assert all(ACCOUNT_CHANGES[what] in html for what in expected)
    assert "Your account was changed" in (await browser.get("/outbox")).text
    assert "Your account was changed" not in (await (await in_browser("mx.supervisor")).get("/outbox")).text


async def test_every_change_has_words_in_both_languages(
    in_browser: SignedIn, people: World, session: AsyncSession
) -> None:
    for name, locale, zone in (("mx.caseworker", "es_MX", "America/Mexico_City"), ("mx.supervisor", "en", "UTC")):
        user = await session.get_one(User, people.users[name].id)
        user.locale, user.time_zone = locale, zone
        for what in ACCOUNT_CHANGES:
            await changed(session, user, what, NOW)  # type: ignore[arg-type]  # a test, not a literal
    await session.commit()
    notices = await told(session)
    assert len({(each.locale, each.body.partition(":")[0]) for each in notices}) == 2 * len(ACCOUNT_CHANGES)
    assert {each.body.partition(": ")[2][:32].partition(")")[0] for each in notices} == {
        "2026-12-10 09:00 (America/Mexico",
        "2026-12-10 15:00 (UTC",
    }
    html = (await (await in_browser("mx.caseworker", "es")).get("/account")).text
    well_made(html, "es")
    assert not any(words in html for words in ACCOUNT_CHANGES.values())
