"""The way in: what it says when too many sign-ins failed, and what of what was typed stays."""

import pytest
from fastapi import FastAPI
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository import passwords, signing_in
from cases.repository.attempts import EMAIL
from tests.api.given import NOW, PASSWORD, World
from tests.pages.browser import Page, Sent
from tests.pages.conftest import Browser

SAYS = {
    "en": "Sign-in failed too often. Try again in 1 minute; until then no password is looked at.",
    "es": "El inicio de sesión falló demasiadas veces. Intente de nuevo en 1 minuto; hasta entonces no se mira "
    "ninguna contraseña.",
}


def typed(email: str, password: str, *kept: tuple[str, str]) -> Sent:
    return Sent([("email", email), ("password", password), ("next", "/cases/new"), *kept])


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("email", ["caseworker@mx.example", "nobody@mx.example"])
async def test_who_failed_too_often_is_told_when_to_try_again(
    passer_by: Browser, people: World, monkeypatch: pytest.MonkeyPatch, language: str, email: str
) -> None:
    monkeypatch.setattr(passwords, "_verify", lambda password, kept: (password == PASSWORD, None))
    passer_by.client.cookies.set("language", language)
    for _ in range(EMAIL.free):
        refused = await passer_by.send("/sign-in", typed(email, "wrong"))
        assert refused.status_code == 401
    answer = await passer_by.send("/sign-in", typed(email, PASSWORD, ("kept.name", "Luz Ejemplo")))
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
    assert "set-cookie" not in answer.headers
    page = Page(answer.text)
    assert SAYS[language] in " ".join(page.all("div", role="alert")[-1].text.split())
    again = page.sends(page.form_to("/sign-in"))
    assert again.getlist("email") == [email]
    assert again.getlist("next") == ["/cases/new"]
    assert again.getlist("kept.name") == ["Luz Ejemplo"]
    assert PASSWORD not in answer.text


async def test_the_session_that_the_browser_had_ends_and_leaving_forgets(
    passer_by: Browser, people: World, session: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_verify", lambda password, kept: (password == PASSWORD, None))
    tokens = []
    for _ in range(2):
        await passer_by.send("/sign-in", typed("caseworker@mx.example", PASSWORD))
        tokens.append(passer_by.client.cookies["session"])
    assert await signing_in.signed_in(session, tokens[0], NOW) is None
    assert await signing_in.signed_in(session, tokens[1], NOW) is not None
    left = await passer_by.get("/leave")
    assert await signing_in.signed_in(session, tokens[1], NOW) is None
    assert left.headers["clear-site-data"] == '"cache", "storage"'


async def test_over_tls_each_cookie_is_this_hosts_alone(
    app: FastAPI, passer_by: Browser, people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_verify", lambda password, kept: (password == PASSWORD, None))
    plain = app.state.settings
    app.state.settings = plain.model_copy(update={"secure_cookies": True})
    signed = await passer_by.send("/sign-in", typed("caseworker@mx.example", PASSWORD))
    switched = await passer_by.send("/language", Sent([("language", "es")]))
    away = await passer_by.get("/leave")
    app.state.settings = plain
    for answer in (signed, switched, away):
        for cookie in answer.headers.get_list("set-cookie"):
            name, *flags = cookie.split("; ")
            assert name.startswith("__Host-")
            assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= {*flags}
