"""The auditor's page: what waits for a review, its form, and what was found; the host reads the finding on the case."""

from sqlmodel.ext.asyncio.session import AsyncSession

from tests.api.given import NOW, World, opened, unusual
from tests.pages.browser import Page
from tests.pages.conftest import SignedIn
from tests.pages.test_part import with_


async def test_an_emergency_and_an_unusual_reading_are_reviewed(
    in_browser: SignedIn, people: World, session: AsyncSession
) -> None:
    made = await opened(session, people.actor("mx.caseworker"), {}, at=NOW)
    stranger = await in_browser("other.caseworker")
    form = Page((await stranger.get("/emergency")).text).sends(0)
    entered = await stranger.send("/emergency", with_(form, case=made.number, reason="A hospital called."))
    assert entered.headers["location"] == f"/cases/{made.number}?done=entered"
    assert "You read this case in an emergency" in (await stranger.get(f"/cases/{made.number}")).text
    auditor = await in_browser("other.auditor")
    waiting = (await auditor.get("/audit")).text
    assert "A hospital called." in waiting
    address = f"/audit/{waiting.partition('/audit/')[2].partition('/review')[0]}/review"
    done = await auditor.send(address, with_(Page(waiting).sends(0), found="The hospital confirms it."))
    assert done.headers["location"] == "/audit?done=reviewed"
    assert "The hospital confirms it." in (await auditor.get("/audit")).text
    host = await in_browser("mx.caseworker")
    assert "The hospital confirms it." in (await host.get(f"/cases/{made.number}/participants")).text


async def test_an_unusual_reading_is_reviewed(in_browser: SignedIn, people: World, session: AsyncSession) -> None:
    reading = await unusual(session)
    auditor = await in_browser("mx.auditor")
    form = Page((await auditor.get("/audit")).text).sends(0)
    await auditor.send(f"/audit/{reading}/review", with_(form, found="She covers for a colleague."))
    said = (await auditor.get("/audit")).text
    assert "She covers for a colleague." in said and "<textarea" not in said
