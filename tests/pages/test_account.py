"""Your account: the second factor is turned on, asked for at the door, and turned off, without a script."""

from datetime import datetime, timedelta

import pyotp
import pytest
from fastapi import FastAPI
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.one_time import HOW_MANY
from cases.repository import passwords, recovery, second_factor
from cases.repository.attempts import EMAIL
from tests.api.given import NOW, PASSWORD, World
from tests.pages.browser import Page, Sent
from tests.pages.conftest import Browser, SignedIn
from tests.pages.test_pages import well_made

USER, EMAIL_OF = "user-mx-caseworker", "caseworker@mx.example"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 has its own tests and is slow."""
    monkeypatch.setattr(passwords, "_verify", lambda password, kept: (password == PASSWORD, None))


def form(page: Page, action: str, **typed: str) -> Sent:
    """A form of the page as it stands, with these boxes filled in."""
    sent = page.sends(page.form_to(action))
    return Sent([(name, typed.get(name, value)) for name, value in sent.pairs])


@pytest.fixture
async def secret(session: AsyncSession, people: World) -> str:
    """The caseworker's second factor is on since five minutes."""
    await second_factor.begin(session, USER)
    made = await second_factor.pending(session, USER)
    assert made is not None
    earlier = NOW - timedelta(minutes=5)
    await second_factor.confirm(session, USER, code(made, earlier), earlier)
    await session.commit()
    return made


def code(of: str, at: datetime = NOW) -> str:
    return pyotp.TOTP(of).at(at)


@pytest.mark.parametrize("language", ["es", "en"])
async def test_turned_on_by_its_code_it_shows_the_recovery_codes_once(
    in_browser: SignedIn, session: AsyncSession, language: str
) -> None:
    browser = await in_browser("mx.caseworker", language)
    account = Page((await browser.get("/account")).text)
    action = "/account/second-factor/begin"
    refused = await browser.send(action, form(account, action, password="not it"))
    assert refused.status_code == 401
    well_made(refused.text, language)
    assert await second_factor.pending(session, USER) is None, "who found the computer open turns nothing on"
    later = Page(refused.text)
    begun = await browser.send(action, form(later, action, password=PASSWORD))
    shown = await browser.get(begun.headers["location"])
    well_made(shown.text, language)
    page = Page(shown.text)
    made = await second_factor.pending(session, USER)
    assert made and made in page.all("code")[0].text.replace(" ", "")
    assert page.all("svg", role="img")[0].attributes["aria-label"]
    assert "no-store" in shown.headers["cache-control"]
    wrong = await browser.send("/account/second-factor", form(page, "/account/second-factor", code="000000"))
    assert wrong.status_code == 401
    well_made(wrong.text, language)
    on = await browser.send("/account/second-factor", form(page, "/account/second-factor", code=code(made)))
    assert on.status_code == 200
    well_made(on.text, language)
    assert len({each.text for each in Page(on.text).all("code")}) == HOW_MANY
    again = await browser.get("/account/second-factor")
    assert (again.status_code, again.headers["location"]) == (303, "/account")
    after = await browser.get("/account")
    well_made(after.text, language)
    assert str(HOW_MANY) in after.text and made not in after.text


async def test_the_door_asks_for_the_code_and_what_was_typed_goes_on(passer_by: Browser, secret: str) -> None:
    typed = Sent([("email", EMAIL_OF), ("password", PASSWORD), ("next", "/cases/new"), ("kept.name", "Luz Ejemplo")])
    asked = await passer_by.send("/sign-in", typed)
    assert asked.status_code == 200 and "set-cookie" not in asked.headers
    assert PASSWORD not in asked.text and EMAIL_OF not in asked.text
    assert (await passer_by.get("/cases")).status_code == 303, "not in yet"
    page = Page(asked.text)
    wrong = await passer_by.send("/sign-in/code", form(page, "/sign-in/code", code="000000"))
    assert wrong.status_code == 401
    page = Page(wrong.text)
    good = await passer_by.send("/sign-in/code", form(page, "/sign-in/code", code=code(secret)))
    assert good.status_code == 200
    on = Page(good.text)
    assert on.sends(on.form_to("/cases/new")).getlist("name") == ["Luz Ejemplo"]
    assert (await passer_by.get("/cases")).status_code == 200


async def test_without_anything_typed_it_leads_straight_on(passer_by: Browser, secret: str) -> None:
    page = Page((await passer_by.send("/sign-in", Sent([("email", EMAIL_OF), ("password", PASSWORD)]))).text)
    good = await passer_by.send("/sign-in/code", form(page, "/sign-in/code", code=code(secret)))
    assert (good.status_code, good.headers["location"]) == (303, "/")


async def test_a_code_without_a_password_leads_back_to_the_door(passer_by: Browser, secret: str) -> None:
    answer = await passer_by.send("/sign-in/code", Sent([("half", "made up"), ("code", code(secret))]))
    page = Page(answer.text)
    assert "Empiece de nuevo con la contraseña" in answer.text and page.form_to("/sign-in") >= 0
    assert (await passer_by.get("/sign-in/code")).headers["location"] == "/sign-in"


async def test_too_many_wrong_codes_have_to_wait(passer_by: Browser, secret: str) -> None:
    page = Page((await passer_by.send("/sign-in", Sent([("email", EMAIL_OF), ("password", PASSWORD)]))).text)
    for _ in range(EMAIL.free):
        assert (await passer_by.send("/sign-in/code", form(page, "/sign-in/code", code="1"))).status_code == 401
    answer = await passer_by.send("/sign-in/code", form(page, "/sign-in/code", code=code(secret)))
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
    assert "Intente de nuevo en 1 minuto" in answer.text


async def test_it_is_turned_off_by_a_code_alone(
    app: FastAPI, in_browser: SignedIn, session: AsyncSession, secret: str
) -> None:
    browser = await in_browser("mx.caseworker")
    page = Page((await browser.get("/account")).text)
    for _ in range(EMAIL.free - 1):
        assert (await browser.send("/account", form(page, "/account", code="000000"))).status_code == 401
    off = await browser.send("/account", form(page, "/account", code=code(secret)))
    assert off.headers["location"] == "/account?done=second_factor_off"
    assert not await second_factor.is_on(session, USER)
    assert await recovery.codes_left(session, USER) == 0


async def test_whoever_found_the_page_open_cannot_guess_it_off(in_browser: SignedIn, secret: str) -> None:
    browser = await in_browser("mx.caseworker")
    page = Page((await browser.get("/account")).text)
    for _ in range(EMAIL.free):
        await browser.send("/account", form(page, "/account", code="000000"))
    answer = await browser.send("/account", form(page, "/account", code=code(secret)))
    assert answer.status_code == 429
    well_made(answer.text, "en")
