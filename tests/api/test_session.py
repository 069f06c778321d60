"""Signing in, staying signed in, and forms that come from our own pages."""

import json
from datetime import timedelta

import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository import passwords, signing_in
from cases.sign_in_errors import SignInRefused
from cases.tables import SignInSession
from tests.api.conftest import Caller, given_token
from tests.api.given import NOW, PASSWORD, World

SESSION = "/api/v1/session"


async def test_the_token_opens_what_is_yours_until_you_sign_out(stranger: httpx2.AsyncClient, people: World) -> None:
    answer = await stranger.post(SESSION, json={"email": " Caseworker@MX.example ", "password": PASSWORD})
    assert answer.status_code == 201
    headers = {"Authorization": f"Bearer {answer.json()['token']}"}
    me = await stranger.get(SESSION, headers=headers)
    assert (me.json()["user"], me.json()["country"]) == ("user-mx-caseworker", "MX")
    assert (await stranger.delete(SESSION, headers=headers)).status_code == 204
    assert (await stranger.get(SESSION, headers=headers)).status_code == 401


@pytest.mark.parametrize(("email", "password"), [("caseworker@mx.example", "wrong"), ("nobody@mx.example", PASSWORD)])
async def test_a_wrong_password_and_an_unknown_address_answer_alike(
    stranger: httpx2.AsyncClient, people: World, email: str, password: str
) -> None:
    answer = await stranger.post(SESSION, json={"email": email, "password": password})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "sign_in_refused"
    assert answer.json()["details"] == {}
    assert password not in answer.text


@pytest.mark.parametrize("field", ["email", "password", "code"])
async def test_what_no_text_can_hold_is_not_understood(stranger: httpx2.AsyncClient, people: World, field: str) -> None:
    body = {"email": "caseworker@mx.example", "password": PASSWORD} | {field: "half\ud800"}
    headers = {"Content-Type": "application/json"}
    answer = await stranger.post(SESSION, content=json.dumps(body), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "not_understood")
    assert "half" not in answer.text


async def test_an_unknown_address_costs_the_same_work(
    session: AsyncSession, people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str | None] = []
    real = passwords._verify

    def counted(password: str, kept: str | None) -> tuple[bool, str | None]:
        checked.append(kept)
        return real(password, kept)

    monkeypatch.setattr(passwords, "_verify", counted)
    with pytest.raises(SignInRefused):
        await signing_in.sign_in(session, "nobody@mx.example", PASSWORD, NOW)
    assert checked == [None]


async def test_an_inactive_account_is_out_at_once(session: AsyncSession, people: World) -> None:
    token = await given_token(session, people, "mx.caseworker")
    assert await signing_in.signed_in(session, token, NOW) is not None
    people.users["mx.caseworker"].active = False
    session.add(people.users["mx.caseworker"])
    await session.commit()
    assert await signing_in.signed_in(session, token, NOW) is None
    with pytest.raises(SignInRefused):
        await signing_in.sign_in(session, "caseworker@mx.example", PASSWORD, NOW)


async def test_a_session_ends_by_itself_and_only_a_hash_is_kept(session: AsyncSession, people: World) -> None:
    opened = await signing_in.sign_in(session, "caseworker@mx.example", PASSWORD, NOW, timedelta(minutes=40))
    assert await signing_in.signed_in(session, opened.token, NOW + timedelta(minutes=39)) is not None
    assert await signing_in.signed_in(session, opened.token, NOW + timedelta(minutes=40)) is None
    assert await session.get(SignInSession, opened.token) is None
    assert opened.token not in repr(opened)


COOKIE = {"Cookie": "session=token-of-mx.caseworker"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"X-CSRF-Token": "csrf-token"}, 204),
        ({"X-CSRF-Token": "another"}, 403),
        ({"X-CSRF-Token": "csrf-token", "Origin": "https://elsewhere.test"}, 403),
        ({"X-CSRF-Token": "csrf-token", "Origin": "null"}, 403),
        ({"X-CSRF-Token": "csrf-token", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"X-CSRF-Token": "csrf-token", "Sec-Fetch-Site": "same-site"}, 403),
        ({"X-CSRF-Token": "csrf-token", "Sec-Fetch-Site": "same-origin", "Origin": "http://resguardo.test"}, 204),
    ],
)
async def test_a_change_by_cookie_needs_our_own_form(
    app: FastAPI,
    stranger: httpx2.AsyncClient,
    session: AsyncSession,
    people: World,
    headers: dict[str, str],
    status: int,
) -> None:
    await given_token(session, people, "mx.caseworker")
    assert (await stranger.get(SESSION, headers=COOKIE)).status_code == 200
    assert (await stranger.delete(SESSION, headers=COOKIE | headers)).status_code == status


async def test_a_form_field_serves_like_the_header(
    app: FastAPI, stranger: httpx2.AsyncClient, session: AsyncSession, people: World
) -> None:
    await given_token(session, people, "mx.caseworker")
    for sent, status in (("another", 403), ("csrf-token", 204)):
        answer = await stranger.request("DELETE", SESSION, headers=COOKIE, data={"csrf": sent})
        assert answer.status_code == status


async def test_a_program_with_a_bearer_token_needs_no_form(as_: Caller) -> None:
    client = await as_("mx.caseworker")
    assert (await client.delete(SESSION)).status_code == 204


@pytest.mark.parametrize(("wanted", "title"), [("es", "Inicie sesión"), ("en", "Sign in first")])
async def test_a_refusal_speaks_the_readers_language(stranger: httpx2.AsyncClient, wanted: str, title: str) -> None:
    answer = await stranger.get("/api/v1/cases", headers={"Accept-Language": wanted})
    assert answer.status_code == 401
    if wanted == "en":
        assert answer.json()["title"] == title
