"""Protection screening finds a need: no consulate is told, the origin country sees nothing, and the child stays."""

from contextlib import AsyncExitStack
from datetime import timedelta

from playwright.async_api import Browser

from cases.reports import story
from commands.practice.stories import NEED
from commands.practice.story import Story
from tests.browser.carrying import Carried
from tests.browser.house import House
from tests.browser.person import Person, somebody

TOLD = Story("stays", "US", "HN", "Sofía", "2010-09-08", timedelta(days=53), moment=story.FOUND)

STEPS = (
    ("hhs_notification", "national_act"),
    ("urgent_measure", "urgent_measure"),
    ("hhs_custody", "national_act"),
    ("age_assessment", "age_assessment"),
    ("guardian", "guardian"),
    ("shelter", "shelter"),
    ("hearing", "hearing"),
    ("protection_screening", "protection_screening"),
)
SILENCED = ("consular_notification", "nationality", "family_tracing", "home_study")
"""Steps that would tell the country of origin."""


async def test_the_child_stays_and_no_consulate_is_told(here: House, browser: Browser) -> None:
    case = Carried(here, TOLD, NEED)
    async with AsyncExitStack() as room:
        worker = await room.enter_async_context(somebody(here, browser, "caseworker", "US", types=False))
        supervisor = await room.enter_async_context(somebody(here, browser, "supervisor", "US", types=False))
        partner = await room.enter_async_context(somebody(here, browser, "partner", "HN", types=False))
        await case.open(worker)
        for key, report in STEPS:
            await case.finish(worker, key, report)
        await no_consular_step(worker, case)
        await the_country_of_origin_sees_nothing(partner, case)
        for key in ("best_interests_assessment", "risk_assessment", "best_interests_determination", "decision"):
            await case.finish(worker, key)
        await case.approve(supervisor, "decision")
        for key in ("stay_arrangement", "host_closure"):
            await case.finish(worker, key)
        await case.approve(supervisor, "host_closure")
        await worker.go(f"/cases/{case.number}")
        words = await worker.words()
        assert "How it ended:" in words and "No letter was made yet." in words
        assert await worker.main.locator("h1 .tag").inner_text() == "■ Closed"
        await no_consular_step(worker, case)
        await the_country_of_origin_sees_nothing(partner, case)


async def no_consular_step(who: Person, case: Carried) -> None:
    """Neither a form nor a letter, and the reason stands above everything."""
    await who.go(f"/cases/{case.number}")
    assert "Nothing may be told to the consulate" in await who.words()
    for key in SILENCED:
        await who.go(f"/cases/{case.number}/steps/{key}")
        assert not await who.main.locator("form[novalidate]").count(), f"{key} is offered"
    for language in ("es", "en"):
        path = f"/cases/{case.number}/letters/consular_notification/1/{language}"
        assert (await who.page.request.get(case.here.address + path)).status == 404


async def the_country_of_origin_sees_nothing(who: Person, case: Carried) -> None:
    """For them there is no such case."""
    for path in ("", "/story", "/steps/detection", "/letters/consular_notification/1/es"):
        assert (await who.page.request.get(f"{case.here.address}/cases/{case.number}{path}")).status == 404
    for path in ("/waiting", "/cases?status=all"):
        await who.go(path)
        assert case.number not in await who.words()
