"""What a hostile provider, or somebody between, tries: each is refused with its sentence, and nobody is signed in."""

import logging
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository import attempts
from cases.repository.attempts import ADDRESS, Limit
from cases.repository.sign_on_begun import LIFETIME
from cases.tables import SignInAttempts, SignOnBegun
from tests.pages.conftest import Browser, browsing
from tests.sign_on import hostile, tokens
from tests.sign_on.conftest import (
    EMAIL,
    Clock,
    Ministry,
    at_the_ministry,
    links,
    refused,
    sent,
    sessions_of,
    through,
)
from tests.sign_on.provider import SECRET

pytestmark = pytest.mark.usefixtures("allowed")

UNTRUSTED = (401, "The answer could not be trusted")
UNREACHABLE = (503, "Single sign-on does not answer")
REFUSED = (401, "Single sign-on did not let you through")
OVER = (401, "Begin again")


@pytest.mark.parametrize("fault", [*tokens.CLAIMS, *tokens.SHAPES, "no_token"])
async def test_a_token_that_cannot_be_trusted(
    browser: Browser, session: AsyncSession, ministry: Ministry, fault: str
) -> None:
    await ministry.told(fault=fault)
    await refused(await through(browser), session, *UNTRUSTED)


@pytest.mark.parametrize("fault", hostile.UNFIT)
async def test_an_answer_that_cannot_be_used(
    browser: Browser, session: AsyncSession, ministry: Ministry, fault: str
) -> None:
    await ministry.told(fault=fault)
    answer = await sent(browser)
    if answer.status_code == 303:
        answer = await browser.get(await at_the_ministry(answer))
    await refused(answer, session, *UNREACHABLE)
    assert "elsewhere" not in await ministry.told(), "nobody was followed elsewhere"
    await ministry.told(fault="")
    assert (await through(browser)).status_code == 303, "and as soon as it behaves, it serves"


async def test_a_provider_that_says_no(browser: Browser, session: AsyncSession, ministry: Ministry) -> None:
    await ministry.told(fault="says_no")
    answer = await through(browser)
    await refused(answer, session, *REFUSED)
    assert "script" not in answer.text


async def test_a_code_serves_once(app: FastAPI, browser: Browser, session: AsyncSession, ministry: Ministry) -> None:
    """Taken out of one sign-in, and put into another of the same browser, or of another one."""
    used = await at_the_ministry(await sent(browser))
    assert (await browser.get(used)).status_code == 303
    async with browsing(app, language="en") as other:
        fresh = await at_the_ministry(await sent(other))
        code, state = parse_qs(urlsplit(used).query)["code"][0], parse_qs(urlsplit(fresh).query)["state"][0]
        answer = await other.get(f"/sign-in/oidc/back?state={state}&code={code}")
        assert answer.status_code == 401
        assert "did not let you through" in answer.text
    assert await sessions_of(session) == 1


async def test_a_stolen_code_that_was_not_used_is_bound_to_who_began(
    app: FastAPI, browser: Browser, session: AsyncSession
) -> None:
    """PKCE: whoever put it into a sign-in of their own has another verifier."""
    stolen = parse_qs(urlsplit(await at_the_ministry(await sent(browser))).query)["code"][0]
    async with browsing(app, language="en") as other:
        own = parse_qs(urlsplit(await at_the_ministry(await sent(other))).query)["state"][0]
        await refused(await other.get(f"/sign-in/oidc/back?state={own}&code={stolen}"), session, *REFUSED)


async def test_a_way_back_serves_once(browser: Browser, session: AsyncSession, ministry: Ministry) -> None:
    path = await at_the_ministry(await sent(browser))
    kept = browser.client.cookies["sign-on"]
    assert (await browser.get(path)).status_code == 303
    browser.client.cookies.set("sign-on", kept)
    asked = (await ministry.told())["token"]
    again = await browser.get(path)
    assert (again.status_code, "Begin again" in again.text) == (401, True)
    assert (await ministry.told())["token"] == asked, "the provider is not even asked"
    assert await sessions_of(session) == 1


async def test_a_way_back_from_another_browser(
    app: FastAPI, browser: Browser, session: AsyncSession, ministry: Ministry
) -> None:
    """Somebody sends a link with which others would be signed in as they."""
    path = await at_the_ministry(await sent(browser))
    async with browsing(app, language="en") as other:
        await refused(await other.get(path), session, *OVER)
        await sent(other)
        await refused(await other.get(path), session, *OVER)
    assert "token" not in await ministry.told()
    assert (await browser.get(path)).status_code == 303, "and it did not take it from who began"


async def test_of_two_windows_the_one_that_began_last_gets_in(browser: Browser, session: AsyncSession) -> None:
    first, last = [await at_the_ministry(await sent(browser)) for _ in range(2)]
    await refused(await browser.get(first), session, *OVER)
    assert (await browser.get(last)).status_code == 303


@pytest.mark.parametrize("path", ["/sign-in/oidc/back", "/sign-in/oidc/back?state=%ED%A0%80&code=c&error=x"])
async def test_a_way_back_that_nobody_began(browser: Browser, session: AsyncSession, path: str) -> None:
    await refused(await browser.get(path), session, *OVER)


async def test_it_ends_after_ten_minutes(
    browser: Browser, session: AsyncSession, ministry: Ministry, clock: Clock
) -> None:
    path = await at_the_ministry(await sent(browser))
    clock.now += LIFETIME
    await refused(await browser.get(path), session, *OVER)
    path = await at_the_ministry(await sent(browser))
    assert len((await session.exec(select(SignOnBegun))).all()) == 1, "what was over is cleared away"
    clock.now += LIFETIME - timedelta(seconds=1)
    await ministry.told(now=int(clock.now.timestamp()))
    assert (await browser.get(path)).status_code == 303


async def test_sent_by_another_provider(browser: Browser, session: AsyncSession) -> None:
    """RFC 9207: what comes back says from whom."""
    path = await at_the_ministry(await sent(browser))
    other = path.rpartition("&iss=")[0] + "&iss=https%3A%2F%2Fanother.example"
    await refused(await browser.get(other), session, *UNTRUSTED)


async def test_after_many_bad_answers_the_next_has_to_wait(
    browser: Browser, session: AsyncSession, ministry: Ministry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "ADDRESS", Limit(free=3, within=ADDRESS.within))
    await ministry.told(fault="wrong_nonce")
    for _ in range(3):
        assert (await through(browser)).status_code == 401
    await ministry.told(fault="")
    answer = await through(browser)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
    assert await sessions_of(session) == 0


async def test_ways_back_that_nobody_set_out_on_make_nobody_wait(browser: Browser, session: AsyncSession) -> None:
    """Another site's page could send the browsers of a whole agency on them."""
    for _ in range(3):
        assert (await browser.get("/sign-in/oidc/back?state=guess&code=c")).status_code == 401
    assert (await session.exec(select(SignInAttempts))).all() == []


async def test_a_provider_that_is_down_makes_nobody_wait(
    browser: Browser, session: AsyncSession, ministry: Ministry
) -> None:
    await ministry.told(fault="token_fails")
    assert (await through(browser)).status_code == 503
    assert [each.failures for each in (await session.exec(select(SignInAttempts))).all()] == [0]


async def test_neither_secret_nor_token_nor_email_is_in_a_log_or_an_address(
    browser: Browser,
    session: AsyncSession,
    ministry: Ministry,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    secrets = ["eyJ", SECRET, EMAIL]
    with caplog.at_level(logging.INFO):
        for fault in ("", "wrong_nonce", "token_not_json", "says_no", "hs256_with_the_secret"):
            await ministry.told(fault=fault)
            path = await at_the_ministry(await sent(browser, "/guidelines"))
            answer = await browser.get(path)
            assert EMAIL not in path + answer.headers.get("location", "")
            brought = parse_qs(urlsplit(path).query)
            secrets += [*brought.get("code", []), *brought["state"]]
            assert not [each for each in secrets if each in answer.text + answer.headers.get("location", "")]
    ours = "\n".join(each.getMessage() for each in caplog.records if not each.name.startswith("httpx"))
    for said in (ours, *capfd.readouterr()):
        assert not [each for each in secrets if each in said]
    assert await links(session) != []
