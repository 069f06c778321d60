"""Whoever must have a second factor and has none does nothing else before they set one up."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from fastapi import FastAPI
from sqlmodel import update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository import passwords, second_factor
from cases.tables import Passkey, SignInSession
from commands.leaving import CannotRun
from commands.sign_on import demand_roles
from runtime.settings import Settings
from tests.api.conftest import Caller, as_
from tests.api.given import NOW, PASSWORD, World
from tests.pages.browser import Page, Sent
from tests.pages.conftest import Browser, SignedIn
from tests.pages.test_account import form
from tests.pages.test_pages import well_made

__all__ = ["as_"]

USER, EMAIL_OF = "user-mx-caseworker", "caseworker@mx.example"
FIRST = {"en": "Set a second factor up first", "es": "Active primero un segundo factor"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 has its own tests and is slow."""
    monkeypatch.setattr(passwords, "_verify", lambda password, kept: (password == PASSWORD, None))


@pytest.fixture(autouse=True)
def duty(app: FastAPI) -> Iterator[None]:
    """Caseworkers must have one."""
    settings = Settings.model_validate({"mode": "practice", "secure_cookies": False, "second_factor_for": "caseworker"})
    kept, app.state.settings = app.state.settings, settings
    yield
    app.state.settings = kept


async def codes_on(session: AsyncSession) -> str:
    await second_factor.begin(session, USER)
    secret = await second_factor.pending(session, USER) or ""
    earlier = NOW - timedelta(minutes=5)
    await second_factor.confirm(session, USER, pyotp.TOTP(secret).at(earlier), earlier)
    await session.commit()
    return secret


@pytest.mark.parametrize("language", ["es", "en"])
async def test_every_page_leads_to_setting_it_up(
    passer_by: Browser, session: AsyncSession, people: World, language: str
) -> None:
    passer_by.client.cookies.set("language", language)
    led = await passer_by.send("/sign-in", Sent([("email", EMAIL_OF), ("password", PASSWORD)]))
    assert led.headers["location"] == "/"
    for path in ("/", "/cases", "/cases/new", "/guidelines", "/cases/K7QM-4RTX-5", "/work"):
        answer = await passer_by.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/account"), path
    shown = await passer_by.get("/account")
    well_made(shown.text, language)
    page = Page(shown.text)
    assert FIRST[language] in shown.text
    assert not page.all("nav"), "no menu of places that do not open"
    begin = "/account/second-factor/begin"
    await passer_by.send(begin, form(page, begin, password=PASSWORD))
    secret = await second_factor.pending(session, USER) or ""
    page = Page((await passer_by.get("/account/second-factor")).text)
    code = pyotp.TOTP(secret).at(NOW)
    done = await passer_by.send("/account/second-factor", form(page, "/account/second-factor", code=code))
    assert done.status_code == 200
    assert (await passer_by.get("/cases")).status_code == 200
    assert FIRST[language] not in (await passer_by.get("/account")).text


async def test_what_was_typed_can_be_sent_later(in_browser: SignedIn) -> None:
    browser = await in_browser("mx.caseworker")
    typed = [("csrf", "csrf-token"), ("origin", "HN"), ("name", "Luz Ejemplo")]
    answer = await browser.send("/cases/new", Sent(typed))
    assert answer.status_code == 403
    well_made(answer.text, "en")
    page = Page(answer.text)
    assert 'href="/account"' in answer.text
    assert page.sends(len(page.all("form")) - 1).getlist("name") == ["Luz Ejemplo"]


async def test_the_way_out_and_the_language_stay_open(in_browser: SignedIn) -> None:
    browser = await in_browser("mx.caseworker")
    other = Sent([("csrf", "csrf-token"), ("language", "es"), ("back", "/account")])
    assert (await browser.send("/language", other)).headers["location"] == "/account"
    assert (await browser.get("/leave")).status_code == 200
    assert (await browser.get("/account")).headers["location"].startswith("/sign-in")
    browser = await in_browser("mx.caseworker")
    assert (await browser.send("/sign-out", Sent([("csrf", "csrf-token")]))).headers["location"] == "/sign-in"


async def test_other_roles_go_on(in_browser: SignedIn) -> None:
    browser = await in_browser("mx.supervisor")
    assert (await browser.get("/cases")).status_code == 200


async def test_programs_are_told(as_: Caller, session: AsyncSession) -> None:
    client = await as_("mx.caseworker")
    for method, path in (("GET", "cases"), ("GET", "session"), ("POST", "cases"), ("GET", "guideline/proposals")):
        answer = await client.request(method, f"/api/v1/{path}", json={})
        assert (answer.status_code, answer.json()["code"]) == (403, "second_factor_missing")
        assert "Your account" in answer.json()["detail"]
    await codes_on(session)
    assert (await client.get("/api/v1/session")).status_code == 200
    await second_factor.turn_off(session, USER)
    await session.commit()
    assert (await client.get("/api/v1/session")).status_code == 403, "reset by the operator: from then on"
    assert (await client.delete("/api/v1/session")).status_code == 204


async def test_histories_are_not_opened_either(app: FastAPI, as_: Caller) -> None:
    """Temporal's pages ask by a way of their own."""
    client, theirs = await as_("mx.caseworker"), {"Origin": app.state.settings.temporal_pages}
    answer = await client.post("/api/codec/decode", json={"payloads": []}, headers=theirs)
    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor_missing")


async def test_the_providers_factor_counts_for_its_session(as_: Caller, session: AsyncSession) -> None:
    client = await as_("mx.caseworker")
    await session.exec(update(SignInSession).values(vouched=True))
    await session.commit()
    assert (await client.get("/api/v1/cases")).status_code == 200


async def test_the_last_one_stays(in_browser: SignedIn, session: AsyncSession) -> None:
    secret = await codes_on(session)
    browser = await in_browser("mx.caseworker")
    shown = await browser.get("/account")
    assert "To turn this one off, add a passkey first." in shown.text
    sent = Sent([("csrf", "csrf-token"), ("code", pyotp.TOTP(secret).at(NOW))])
    refused = await browser.send("/account", sent)
    assert refused.status_code == 409
    well_made(refused.text, "en")
    assert await second_factor.is_on(session, USER)
    session.add(Passkey(id="AAAA", user_id=USER, public_key="AAAA", sign_count=0, name="x", made_at=NOW))
    await session.commit()
    page = Page((await browser.get("/account")).text)
    off = await browser.send("/account", form(page, "/account", code=pyotp.TOTP(secret).at(NOW)))
    assert off.headers["location"] == "/account?done=codes_off"
    remove = Sent([("csrf", "csrf-token"), ("passkey", "AAAA"), ("password", PASSWORD)])
    refused = await browser.send("/account/passkeys/remove", remove)
    assert refused.status_code == 409 and await second_factor.is_on(session, USER)
    well_made(refused.text, "en")


@pytest.mark.parametrize(
    ("given", "demanded"),
    [
        ({"mode": "practice"}, set()),
        ({"mode": "production"}, {"caseworker", "administrator"}),
        ({"mode": "practice", "second_factor_for": "all"}, {"caseworker", "administrator"}),
        ({"mode": "production", "second_factor_for": "none"}, set()),
        ({"mode": "production", "second_factor_for": " Administrator , auditor"}, {"administrator"}),
    ],
)
def test_who_must_have_one(given: dict[str, Any], demanded: set[str]) -> None:
    settings = Settings.model_validate(given)
    demand_roles(settings)
    assert {role for role in ("caseworker", "administrator") if settings.second_factor_demanded(role)} == demanded


@pytest.mark.parametrize("given", ["", " , ", "all,auditor", "none,auditor"])
def test_a_list_that_says_nothing(given: str) -> None:
    with pytest.raises(ValueError, match="or all, or none"):
        Settings.model_validate({"second_factor_for": given})


def test_a_role_that_there_is_not() -> None:
    with pytest.raises(CannotRun, match="There are: administrator"):
        demand_roles(Settings.model_validate({"second_factor_for": "chief"}))
