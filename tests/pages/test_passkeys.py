"""Passkeys on the pages: added with the password, asked for at the door, removed; codes go on beside them."""

from collections.abc import Iterator
from datetime import timedelta

import pyotp
import pytest
from fastapi import FastAPI
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.one_time import HOW_MANY
from cases.repository import passkeys, passwords, recovery, second_factor
from cases.repository.attempts import EMAIL
from cases.repository.proving import FRESH
from cases.sign_on import SignOn
from cases.tables import User
from runtime.settings import Settings
from tests.api.given import NOW, PASSWORD, World
from tests.authenticator import Device
from tests.pages.browser import Page, Sent
from tests.pages.conftest import Browser, SignedIn
from tests.pages.test_account import form
from tests.pages.test_pages import well_made

USER, EMAIL_OF = "user-mx-caseworker", "caseworker@mx.example"
ORIGIN = "http://resguardo.test"
BEGIN, NEW, REMOVE = "/account/passkeys/begin", "/account/passkeys/new", "/account/passkeys/remove"
LATER = NOW + timedelta(seconds=30)
SCRIPT = ("/static/passkeys.js",)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 has its own tests and is slow."""
    monkeypatch.setattr(passwords, "_verify", lambda password, kept: (password == PASSWORD, None))


@pytest.fixture(autouse=True)
def named(app: FastAPI) -> Iterator[None]:
    """The installation is reached under its name."""
    kept, clock = app.state.settings, app.state.clock
    app.state.settings = Settings(mode="practice", secure_cookies=False, public_address=ORIGIN)
    yield
    app.state.settings, app.state.clock = kept, clock


def options(page: Page) -> str:
    """What the script is to ask the device."""
    (asking,) = [each for each in page.all("form") if "data-passkey" in each.attributes]
    return asking.attributes["data-options"]


async def added(browser: Browser, device: Device, language: str = "en") -> str:
    """Add it, from the account's page; what the answer says."""
    account = Page((await browser.get("/account")).text)
    begun = await browser.send(BEGIN, form(account, BEGIN, password=PASSWORD))
    assert begun.headers["location"] == NEW
    shown = await browser.get(NEW)
    well_made(shown.text, language, SCRIPT)
    page = Page(shown.text)
    answer = device.make(options(page), ORIGIN)
    done = await browser.send(NEW, form(page, NEW, answer=answer, name="my key <1>"))
    if done.status_code == 200:
        well_made(done.text, language)
        return done.text
    return str(done.headers["location"])


async def at_the_code(browser: Browser, *more: tuple[str, str]) -> Page:
    """The second page, after the right password."""
    asked = await browser.send("/sign-in", Sent([("email", EMAIL_OF), ("password", PASSWORD), *more]))
    well_made_door(asked.text)
    return Page(asked.text)


def well_made_door(html: str) -> None:
    """Its forms have no session yet, and so no token; its one script is ours."""
    scripts = [each.attributes for each in Page(html).all("script")]
    assert scripts == [{"src": SCRIPT[0], "defer": ""}]


@pytest.mark.parametrize("language", ["es", "en"])
async def test_added_with_the_password_it_is_listed_and_serves(
    in_browser: SignedIn, passer_by: Browser, session: AsyncSession, language: str
) -> None:
    browser, device = await in_browser("mx.caseworker", language), Device()
    account = Page((await browser.get("/account")).text)
    refused = await browser.send(BEGIN, form(account, BEGIN, password="not it"))
    assert refused.status_code == 401 and 'href="#passkey-password"' in refused.text
    well_made(refused.text, language)
    assert (await browser.get(NEW)).headers["location"] == "/account", "no password, no challenge"
    told = await added(browser, device, language)
    assert len({each.text for each in Page(told).all("code")}) == HOW_MANY
    after = await browser.get("/account")
    well_made(after.text, language)
    assert "my key &lt;1&gt;" in after.text and str(HOW_MANY) in after.text

    page = await at_the_code(passer_by, ("next", "/cases/new"), ("kept.name", "Luz Ejemplo"))
    wrong = Sent([*form(page, "/sign-in/passkey", answer=device.sign(options(page), "http://evil.test")).pairs])
    again = await passer_by.send("/sign-in/passkey", wrong)
    assert again.status_code == 401 and "set-cookie" not in again.headers
    page = Page(again.text)
    good = form(page, "/sign-in/passkey", answer=device.sign(options(page), ORIGIN))
    on = await passer_by.send("/sign-in/passkey", good)
    assert on.status_code == 200
    going = Page(on.text)
    assert going.sends(going.form_to("/cases/new")).getlist("name") == ["Luz Ejemplo"]
    assert (await passer_by.get("/cases")).status_code == 200
    (row,) = await passkeys.of(session, USER)
    assert row.last_used_at == NOW


async def test_without_a_script_a_recovery_code_serves(in_browser: SignedIn, passer_by: Browser) -> None:
    told = Page(await added(await in_browser("mx.caseworker"), Device()))
    page = await at_the_code(passer_by)
    assert "hidden" in next(each for each in page.all("form") if "data-passkey" in each.attributes).attributes
    empty = await passer_by.send("/sign-in/passkey", form(page, "/sign-in/passkey"))
    assert empty.status_code == 401
    page = Page(empty.text)
    code = told.all("code")[0].text
    good = await passer_by.send("/sign-in/code", form(page, "/sign-in/code", code=code))
    assert (good.status_code, good.headers["location"]) == (303, "/")


async def test_codes_go_on_beside_it(in_browser: SignedIn, passer_by: Browser, session: AsyncSession) -> None:
    browser = await in_browser("mx.caseworker")
    await added(browser, Device())
    await second_factor.begin(session, USER)
    secret = await second_factor.pending(session, USER) or ""
    page = Page((await browser.get("/account/second-factor")).text)
    code = pyotp.TOTP(secret).at(NOW - timedelta(seconds=30))
    on = await browser.send("/account/second-factor", form(page, "/account/second-factor", code=code))
    assert on.headers["location"] == "/account?done=codes_on"
    assert await recovery.codes_left(session, USER) == HOW_MANY, "one paper for both"
    page = await at_the_code(passer_by)
    typed = form(page, "/sign-in/code", code=pyotp.TOTP(secret).at(NOW))
    assert (await passer_by.send("/sign-in/code", typed)).status_code == 303
    page = Page((await browser.get("/account")).text)
    off = await browser.send("/account", form(page, "/account", code=pyotp.TOTP(secret).at(LATER)))
    assert off.headers["location"] == "/account?done=codes_off"
    assert await recovery.codes_left(session, USER) == HOW_MANY and await second_factor.is_on(session, USER)


def removal(device: Device, password: str = PASSWORD) -> Sent:
    """What the form sends where that device is chosen."""
    return Sent([("csrf", "csrf-token"), ("passkey", device.name), ("password", password)])


async def test_removed_with_the_password(in_browser: SignedIn, passer_by: Browser, session: AsyncSession) -> None:
    browser, first, second = await in_browser("mx.caseworker"), Device(), Device()
    await added(browser, first)
    assert await added(browser, second) == "/account?done=passkey_made"
    assert Page((await browser.get("/account")).text).form_to(REMOVE) >= 0
    wrong = await browser.send(REMOVE, removal(first, "not it"))
    assert wrong.status_code == 401 and 'href="#remove-password"' in wrong.text
    assert len(await passkeys.of(session, USER)) == 2
    gone = await browser.send(REMOVE, removal(first))
    assert gone.headers["location"] == "/account?done=passkey_removed"
    assert (await browser.send(REMOVE, removal(first))).headers["location"] == "/account", "it was gone already"
    door = await at_the_code(passer_by)
    answer = first.sign(options(door), ORIGIN)
    assert (await passer_by.send("/sign-in/passkey", form(door, "/sign-in/passkey", answer=answer))).status_code == 401
    last = await browser.send(REMOVE, removal(second))
    assert last.headers["location"] == "/account?done=second_factor_off"
    assert await recovery.codes_left(session, USER) == 0


async def test_new_recovery_codes_end_the_old(in_browser: SignedIn, session: AsyncSession) -> None:
    browser, action = await in_browser("mx.caseworker"), "/account/recovery-codes"
    assert (await browser.send(action, Sent([("csrf", "csrf-token"), ("password", PASSWORD)]))).status_code == 303
    assert await recovery.codes_left(session, USER) == 0, "none without a second factor"
    old = Page(await added(browser, Device())).all("code")[0].text
    page = Page((await browser.get("/account")).text)
    assert (await browser.send(action, form(page, action, password="not it"))).status_code == 401
    made = await browser.send(action, form(page, action, password=PASSWORD))
    well_made(made.text, "en")
    new = Page(made.text).all("code")[0].text
    assert not await second_factor.accepted(session, USER, old, NOW)
    assert await second_factor.accepted(session, USER, new, NOW)


async def test_failures_have_to_wait(in_browser: SignedIn, passer_by: Browser) -> None:
    device = Device()
    await added(await in_browser("mx.caseworker"), device)
    page = await at_the_code(passer_by)
    for _ in range(EMAIL.free):
        answer = await passer_by.send("/sign-in/passkey", form(page, "/sign-in/passkey", answer="{}"))
        assert answer.status_code == 401
        page = Page(answer.text)
    good = form(page, "/sign-in/passkey", answer=device.sign(options(page), ORIGIN))
    waits = await passer_by.send("/sign-in/passkey", good)
    assert (waits.status_code, waits.headers["retry-after"]) == (429, "30")


async def test_under_another_address_it_is_not_offered(app: FastAPI, in_browser: SignedIn, passer_by: Browser) -> None:
    browser, device = await in_browser("mx.caseworker"), Device()
    await added(browser, device)
    elsewhere = Settings(mode="practice", secure_cookies=False, public_address="https://resguardo.example")
    app.state.settings = elsewhere
    account = (await browser.get("/account")).text
    assert "https://resguardo.example" in account and BEGIN not in account
    asked = await passer_by.send("/sign-in", Sent([("email", EMAIL_OF), ("password", PASSWORD)]))
    assert "https://resguardo.example" in asked.text and "data-passkey" not in asked.text
    half = form(Page(asked.text), "/sign-in/code")
    assert (await passer_by.send("/sign-in/passkey", half)).status_code == 401


async def test_without_a_password_soon_after_signing_in(
    app: FastAPI, in_browser: SignedIn, session: AsyncSession, people: World
) -> None:
    """Whoever comes through the ministry alone has no password here."""
    user = await session.get_one(User, USER)
    user.single_sign_on = SignOn.ONLY
    session.add(user)
    await session.commit()
    browser = await in_browser("mx.caseworker")
    page = Page((await browser.get("/account")).text)
    assert not page.all("input", type="password")
    assert (await browser.send(BEGIN, form(page, BEGIN))).headers["location"] == NEW
    app.state.clock = lambda: NOW + FRESH + timedelta(seconds=1)
    late = await browser.send(BEGIN, form(page, BEGIN))
    assert late.status_code == 401 and "more than ten minutes ago" in late.text
    well_made(late.text, "en")


async def test_opened_by_itself_it_leads_to_the_door(passer_by: Browser) -> None:
    assert (await passer_by.get("/sign-in/passkey")).headers["location"] == "/sign-in"
    made_up = await passer_by.send("/sign-in/passkey", Sent([("half", "made up"), ("answer", "{}")]))
    assert Page(made_up.text).form_to("/sign-in") >= 0 and "set-cookie" not in made_up.headers
    foreign = await passer_by.client.post("/sign-in/passkey", data={}, headers={"Origin": "http://evil.test"})
    assert foreign.status_code == 403
