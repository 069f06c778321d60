"""Whom single sign-on lets in: an account that an operator opened for it, linked with one person at the provider."""

from datetime import timedelta

import pyotp
import pytest
from fastapi import FastAPI
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.single_sign_on.provider import Provider
from cases.repository import own_password, passwords, second_factor
from cases.sign_on import SignOn
from cases.tables import AccountChange, Notice, SignInSession, SignOnBegun, SignOnLink, User
from tests.api.given import NOW, PASSWORD, World
from tests.pages.browser import Page, Sent
from tests.pages.conftest import Browser, browsing
from tests.sign_on.conftest import (
    EMAIL,
    USER,
    Ministry,
    at_the_ministry,
    links,
    opened_for,
    ours,
    refused,
    sent,
    sessions_of,
    through,
)

LINKED = ("person-17", USER)
NO_ACCOUNT = "No account here is linked with you"


async def test_the_first_time_links_by_the_confirmed_email(
    browser: Browser, session: AsyncSession, allowed: None
) -> None:
    answer = await through(browser, "/guidelines")
    assert (answer.status_code, answer.headers["location"]) == (303, "/guidelines")
    assert await links(session) == [LINKED]
    assert (await browser.get("/account")).status_code == 200
    assert (await session.exec(select(SignOnBegun))).all() == []
    cookies = answer.headers.get_list("set-cookie")
    assert any(each.startswith('sign-on="";') for each in cookies), "what bound it to the browser is gone"
    assert all("HttpOnly" in each and "SameSite=lax" in each for each in cookies)


async def test_over_tls_the_cookie_stays_with_us(app: FastAPI, browser: Browser) -> None:
    app.state.settings = app.state.settings.model_copy(update={"secure_cookies": True})
    (cookie,) = (await sent(browser)).headers.get_list("set-cookie")
    assert cookie.startswith("__Host-sign-on=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=600"} == {*cookie.split("; ")[1:]}


async def test_another_site_sends_nobody_on_the_way(browser: Browser, session: AsyncSession, allowed: None) -> None:
    answer = await browser.client.get("/sign-in/oidc", headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, answer.headers.get_list("set-cookie")) == (200, [])
    assert (await session.exec(select(SignOnBegun))).all() == []


async def test_afterwards_the_link_counts_and_the_email_says_nothing(
    browser: Browser, session: AsyncSession, ministry: Ministry, allowed: None
) -> None:
    await through(browser)
    await ministry.person(email="supervisor@mx.example", email_verified=False)
    assert (await through(browser)).status_code == 303
    assert await sessions_of(session) == 1, "in the place of the first"
    assert await links(session) == [LINKED]
    changes = (await session.exec(select(AccountChange))).all()
    assert [(each.user_id, each.what) for each in changes] == [(USER, "sign_on_linked")], (
        "told once, when it was linked"
    )
    assert [each.recipient for each in (await session.exec(select(Notice))).all()] == [USER]


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256"])
async def test_each_algorithm(browser: Browser, ministry: Ministry, allowed: None, algorithm: str) -> None:
    await ministry.told(algorithm=algorithm)
    assert (await through(browser)).status_code == 303


async def test_the_secret_may_travel_in_the_body(browser: Browser, ministry: Ministry, allowed: None) -> None:
    await ministry.told(authentication="client_secret_post")
    assert (await through(browser)).status_code == 303


async def test_an_audience_of_several_names_us(browser: Browser, ministry: Ministry, allowed: None) -> None:
    await ministry.person(aud=["resguardo-test", "another"], azp="resguardo-test")
    assert (await through(browser)).status_code == 303


@pytest.mark.parametrize("next", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb"])
async def test_nobody_is_led_elsewhere(browser: Browser, allowed: None, next: str) -> None:
    assert (await through(browser, next)).headers["location"] == "/"


@pytest.mark.parametrize(
    "person",
    [
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": ""},
        {"email": "supervisor@mx.example"},
        {"email": "nobody@mx.example"},
        {"email": "caſeworker@mx.example"},
        {"email": "caseworker@mx.example\0"},
    ],
)
async def test_who_waits_for_nobody_is_not_found(
    browser: Browser, session: AsyncSession, ministry: Ministry, allowed: None, person: dict[str, object]
) -> None:
    """An account that no operator opened is not there, whoever claims its e-mail; nor are letters that look alike."""
    await ministry.person(**person)
    await refused(await through(browser), session, 403, NO_ACCOUNT)


async def test_an_account_that_nobody_opened_is_not_there(browser: Browser, session: AsyncSession) -> None:
    await refused(await through(browser), session, 403, NO_ACCOUNT)


async def test_a_linked_account_is_nobody_elses(
    browser: Browser, session: AsyncSession, ministry: Ministry, allowed: None
) -> None:
    """Somebody at the provider takes over the e-mail: the account stays with whom it was linked."""
    await through(browser)
    await ministry.person(sub="somebody-else")
    answer = await through(browser)
    assert (answer.status_code, NO_ACCOUNT in answer.text) == (403, True)
    assert await links(session) == [LINKED]
    assert await sessions_of(session) == 1


async def test_the_same_number_at_another_provider_is_somebody_else(
    browser: Browser, session: AsyncSession, allowed: None
) -> None:
    session.add(SignOnLink(issuer="https://another.example", subject="person-17", user_id=USER, linked_at=NOW))
    await session.commit()
    answer = await through(browser)
    assert (answer.status_code, NO_ACCOUNT in answer.text) == (403, True)


async def test_a_closed_account_stays_closed(browser: Browser, session: AsyncSession, allowed: None) -> None:
    user = await session.get_one(User, USER)
    user.active = False
    await session.commit()
    await refused(await through(browser), session, 403, "Account closed")


async def test_once_it_is_off_the_link_opens_nothing(browser: Browser, session: AsyncSession, allowed: None) -> None:
    await through(browser)
    await opened_for(session, EMAIL, SignOn.OFF)
    await refused(await through(browser), session, 403, NO_ACCOUNT)


ROLES = {"children": "caseworker", "heads": "supervisor"}


@pytest.mark.parametrize(
    ("said", "good"),
    [
        ({"groups": ["staff", "children"]}, True),
        ({"groups": "children"}, True),
        ({"groups": ["children", "heads"]}, True),
        ({"groups": ["heads"]}, False),
        ({"groups": ["staff"]}, False),
        ({"groups": [None, 7, ["children"]]}, False),
        ({"groups": {"children": True}}, False),
        ({}, False),
    ],
)
async def test_the_role_is_confirmed_and_never_changed(
    app: FastAPI,
    browser: Browser,
    session: AsyncSession,
    ministry: Ministry,
    allowed: None,
    said: dict[str, object],
    good: bool,
) -> None:
    app.state.provider = Provider(ours(ministry.issuer, oidc_role_claim="groups", oidc_roles=ROLES))
    await ministry.person(**said)
    answer = await through(browser)
    if good:
        assert answer.status_code == 303
    else:
        await refused(answer, session, 403, "The roles do not match")
    assert (await session.get_one(User, USER)).role == "caseworker"


async def turned_on(session: AsyncSession) -> str:
    await second_factor.begin(session, USER)
    made = await second_factor.pending(session, USER)
    assert made is not None
    earlier = NOW - timedelta(minutes=5)
    await second_factor.confirm(session, USER, pyotp.TOTP(made).at(earlier), earlier)
    await session.commit()
    return made


@pytest.mark.parametrize("trusted", [frozenset(), frozenset({"hwk"})])
async def test_our_own_second_factor_is_still_asked_for(
    app: FastAPI,
    browser: Browser,
    session: AsyncSession,
    ministry: Ministry,
    allowed: None,
    trusted: frozenset[str],
) -> None:
    """Whatever the provider says of its own, unless the settings trust that word."""
    app.state.provider = Provider(ours(ministry.issuer, oidc_trusted_factors=trusted))
    secret = await turned_on(session)
    await ministry.person(amr=["pwd", "mfa"], acr="urn:their:level2")
    asked = await through(browser, "/guidelines")
    assert (asked.status_code, await sessions_of(session)) == (200, 0)
    assert "code=" not in asked.text, "the way back serves once, and is in no link"
    form = Page(asked.text).sends(Page(asked.text).form_to("/sign-in/code"))
    wrong = await browser.send("/sign-in/code", Sent([*form.pairs, ("code", "000000")]))
    assert wrong.status_code == 401
    typed = [(name, value) for name, value in form.pairs if name != "code"]
    good = await browser.send("/sign-in/code", Sent([*typed, ("code", pyotp.TOTP(secret).at(NOW))]))
    assert (good.status_code, good.headers["location"]) == (303, "/guidelines")
    assert await sessions_of(session) == 1


@pytest.mark.parametrize("coded", [False, True])
async def test_who_comes_in_so_need_not_change_a_password_that_was_given(
    browser: Browser, session: AsyncSession, allowed: None, coded: bool
) -> None:
    """Also after our own code: they may never have had it in their hands."""
    secret = await turned_on(session) if coded else ""
    await own_password.give(session, await session.get_one(User, USER), NOW)
    await session.commit()
    answer = await through(browser)
    if coded:
        form = Page(answer.text).sends(Page(answer.text).form_to("/sign-in/code"))
        typed = [(name, value) for name, value in form.pairs if name != "code"]
        await browser.send("/sign-in/code", Sent([*typed, ("code", pyotp.TOTP(secret).at(NOW))]))
    assert (await browser.get("/cases")).status_code == 200


@pytest.mark.parametrize("said", [{"amr": ["pwd", "mfa"]}, {"amr": "mfa", "acr": 2}, {"acr": "mfa"}])
async def test_the_providers_factor_serves_where_the_settings_trust_it(
    app: FastAPI, browser: Browser, session: AsyncSession, ministry: Ministry, allowed: None, said: dict[str, object]
) -> None:
    app.state.provider = Provider(ours(ministry.issuer, oidc_trusted_factors=frozenset({"mfa"})))
    await turned_on(session)
    await ministry.person(**said)
    assert (await through(browser)).status_code == 303
    assert await sessions_of(session) == 1
    assert (await session.exec(select(SignInSession.vouched))).all() == [True], "whoever must have one has one"


@pytest.mark.parametrize("ways", list(SignOn))
async def test_which_accounts_a_password_opens(
    browser: Browser, session: AsyncSession, monkeypatch: pytest.MonkeyPatch, ways: SignOn
) -> None:
    """Of an account that signs in through the provider alone, the right password is answered as a wrong one, after the
    same work."""
    looked_at: list[str | None] = []

    def fits(password: str, kept: str | None) -> tuple[bool, str | None]:
        looked_at.append(kept)
        return password == PASSWORD, "a better hash"

    monkeypatch.setattr(passwords, "_verify", fits)
    await opened_for(session, EMAIL, ways)
    wrong = await browser.send("/sign-in", Sent([("email", EMAIL), ("password", "wrong")]))
    right = await browser.send("/sign-in", Sent([("email", EMAIL), ("password", PASSWORD)]))
    assert len(looked_at) == 2 and all(looked_at)
    if ways is SignOn.ONLY:
        assert (right.status_code, right.text) == (wrong.status_code, wrong.text)
        assert await sessions_of(session) == 0
        json = {"email": EMAIL, "password": PASSWORD}
        answer = await browser.client.post("/api/v1/session", json=json)
        assert answer.json()["code"] == "sign_in_refused"
    else:
        assert (right.status_code, await sessions_of(session)) == (303, 1)


async def test_signing_out_ends_the_session_here(browser: Browser, session: AsyncSession, allowed: None) -> None:
    await through(browser)
    page = Page((await browser.get("/account")).text)
    answer = await browser.send("/sign-out", page.sends(page.form_to("/sign-out")))
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert await sessions_of(session) == 0
    told = (await browser.get("/sign-in")).text
    assert "Signing out here does not sign you out there" in told


async def test_without_a_provider_there_is_no_button_and_no_way(app: FastAPI, browser: Browser) -> None:
    app.state.provider = None
    assert "/sign-in/oidc" not in (await browser.get("/sign-in")).text
    for path in ("/sign-in/oidc", "/sign-in/oidc/back?state=s&code=c"):
        assert (await browser.get(path)).status_code == 404


async def test_the_button_leads_there_with_where_one_was_going(browser: Browser) -> None:
    page = (await browser.get("/sign-in?next=/cases/K7QM%26x")).text
    assert "Sign in with Ministry &lt;of&gt; Example" in page
    (button,) = [each for each in Page(page).all("a") if each.attributes.get("href", "").startswith("/sign-in/oidc")]
    assert button.attributes["href"] == "/sign-in/oidc?next=/cases/K7QM%26x"


async def test_what_was_typed_waits_in_its_own_window(
    app: FastAPI, browser: Browser, people: World, allowed: None
) -> None:
    """The session was over when a form was sent: single sign-on goes on in another window, the form is sent again."""
    form = Sent([("origin", "HN"), ("name", "Luz Ejemplo")])
    door = await browser.send("/cases/new", form)
    page = Page(door.text)
    (button,) = [each for each in page.all("a") if each.attributes.get("href") == "/sign-in/oidc"]
    assert button.attributes["target"] == "_blank"
    assert (await through(browser)).status_code == 303
    again = await browser.send("/cases/new", page.sends(page.form_to("/cases/new")))
    assert again.status_code == 403, "it has no token of the new session yet"
    offered = Page(again.text)
    number = next(each.form for each in offered.all("input", name="name"))
    taken = await browser.send("/cases/new", offered.sends(number))
    assert (taken.status_code, "Luz Ejemplo" in taken.text) == (200, True)


async def test_two_first_times_at_once_link_one(
    app: FastAPI, session: AsyncSession, ministry: Ministry, allowed: None
) -> None:
    async with browsing(app, language="en") as one, browsing(app, language="en") as other:
        first = await at_the_ministry(await sent(one))
        await ministry.person(sub="somebody-else")
        assert (await other.get(await at_the_ministry(await sent(other)))).status_code == 303
        late = await one.get(first)
    assert late.status_code in (303, 403)
    assert len(await links(session)) == 1
    assert len((await session.exec(select(SignInSession))).all()) == (2 if late.status_code == 303 else 1)
