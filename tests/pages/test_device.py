"""Somebody's sessions can be told apart by what they signed in with; of the browser's own words nothing is kept."""

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages.device import LONGEST, device_of
from cases.repository import open_sessions, passwords
from cases.tables import SignInSession
from tests.api.given import PASSWORD, World
from tests.pages.browser import Page
from tests.pages.conftest import Browser
from tests.pages.test_signing import typed

ANDROID = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0"
)
KNOWN = {
    ANDROID: "telephone Firefox",
    WINDOWS: "computer Edge",
    WINDOWS.partition(" Edg")[0]: "computer Chrome",
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 "
    "Chrome/125.0.0.0 Mobile Safari/537.36": "telephone Samsung Internet",
    "Mozilla/5.0 (Linux; Android 13; SM-T500) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
    "Safari/537.36": "tablet Chrome",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 "
    "Mobile/15E148 Safari/604.1": "telephone Safari",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": "computer Firefox",
    "curl/8.5.0": "",
    "": "",
    "x" * LONGEST + ANDROID: "",
}


@pytest.mark.parametrize(("said", "device"), KNOWN.items(), ids=range(len(KNOWN)))
def test_a_kind_and_a_browser_and_nothing_else(said: str, device: str) -> None:
    assert device_of(said) == device


@pytest.mark.parametrize(("language", "here", "there"), [("en", "telephone Firefox", "computer Edge"),
                                                         ("es", "teléfono Firefox", "computadora Edge")])  # fmt: skip
async def test_their_owner_tells_them_apart(
    passer_by: Browser,
    people: World,
    session: AsyncSession,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    here: str,
    there: str,
) -> None:
    monkeypatch.setattr(passwords, "_verify", lambda password, kept: (password == PASSWORD, None))
    passer_by.client.cookies.set("language", language)
    for used in (WINDOWS, ANDROID):
        passer_by.client.headers["user-agent"] = used
        passer_by.client.cookies.delete("session")
        assert (await passer_by.send("/sign-in", typed("caseworker@mx.example", PASSWORD))).status_code == 303
    page = (await passer_by.get("/account")).text
    listed = [" ".join(each.text.split()) for each in Page(page).all("li")]
    assert [each for each in listed if here in each or there in each] == [each for each in listed if "2026" in each][:2]
    assert f"({there})" in " ".join(page.split()), "and the list to choose from says so too"
    kept = set((await session.exec(select(SignInSession.device))).all())
    assert kept == {"telephone Firefox", "computer Edge"}


async def test_where_it_cannot_be_kept_they_come_in_all_the_same(
    passer_by: Browser, people: World, session: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they typed before they had to sign in goes on with them."""

    async def full(apart: AsyncSession, *_: str) -> None:
        await apart.exec(select(SignInSession))
        await apart.rollback()

    monkeypatch.setattr(passwords, "_verify", lambda password, kept: (password == PASSWORD, None))
    monkeypatch.setattr(open_sessions, "begun_by", full)
    passer_by.client.headers["user-agent"] = ANDROID
    sent = typed("caseworker@mx.example", PASSWORD, ("kept.child_name", "Luz Ejemplo"))
    answer = await passer_by.send("/sign-in", sent)
    assert answer.status_code == 200 and "Luz Ejemplo" in answer.text
    assert (await session.exec(select(SignInSession.device))).all() == [""]
