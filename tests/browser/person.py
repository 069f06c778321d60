"""A person before a browser of their own: signs in, reads, follows links, fills in, and sends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, BrowserContext, Locator, Page

from api.pages.language import catalogue
from cases.reports import report_model
from guidelines.library import library
from tests.browser.filling import Filler
from tests.browser.house import House

WIDE, NARROW = 1200, 360
"""Pixels: a desk, and a small telephone."""

OPENS_WITHIN = 20.0
"""Seconds until the engine must have opened what comes next, on a busy machine."""


class Person:
    """One of the practice accounts. ``post`` and ``country`` make the address: caseworker, MX."""

    types = True
    """False: sets all boxes of a form in one go, where many forms are filled."""

    def __init__(self, here: House, page: Page, post: str, country: str, language: str) -> None:
        self.here, self.page, self.language = here, page, language
        self.email = f"{post}.{country.lower()}@resguardo.example"
        self.zone = ZoneInfo(library().countries[country].time_zone)

    def says(self, msgid: str) -> str:
        """How the pages say it to this person."""
        return catalogue(self.language).gettext(msgid)

    @property
    def main(self) -> Locator:
        """The content, without the menu."""
        return self.page.locator("main")

    async def go(self, path: str) -> None:
        """Open an address of ours."""
        await self.page.goto(self.here.address + path)

    async def sign_in(self) -> None:
        """By the form, in the language they want."""
        await self.go("/sign-in")
        await self.switch()
        await self.enter()
        await self.switch()  # the account may have been left in the other language

    async def enter(self) -> None:
        """Through the form of this page."""
        await self.page.locator("#email").fill(self.email)
        await self.page.locator("#password").fill(self.here.password)
        await self.press("Sign in", self.main)
        assert await self.page.locator("nav.main").count(), f"{self.email} was not signed in: {await self.words()}"

    async def switch(self) -> None:
        """To their language, where the page is in the other one."""
        if await self.page.get_attribute("html", "lang") != self.language:
            await self.submit(self.page.locator(f"button[name=language][value={self.language}]"))

    async def press(self, msgid: str, within: Locator | None = None) -> None:
        """Press the button of that name."""
        place = within or self.main
        await self.submit(place.get_by_role("button", name=self.says(msgid), exact=True))

    async def submit(self, button: Locator) -> None:
        """Press a button, and wait for the next page."""
        async with self.page.expect_navigation():
            await button.click()

    async def words(self) -> str:
        """What the content says."""
        return await self.main.inner_text()

    async def step(self, number: str, key: str) -> None:
        """From the case to a step, by its link."""
        if not self.page.url.endswith(f"/cases/{number}"):
            await self.go(f"/cases/{number}")
        link = self.main.locator(f'a[href="/cases/{number}/steps/{key}"]').first
        if not await link.is_visible():
            await self.main.get_by_text(self.says("Show the whole path")).click()
        await link.click()
        await self.until("form[novalidate], form[action$='/approval']")

    async def until(self, selector: str) -> None:
        """Look again until something is there: the engine opens the next step a moment after the last."""
        async with asyncio.timeout(OPENS_WITHIN):
            while not await self.main.locator(selector).count():
                await asyncio.sleep(0.15)
                await self.page.reload()

    async def fill(self, report: str, data: dict[str, Any]) -> None:
        """Type a report into the form of this page."""
        filler = Filler(self.page, self.zone, self.language)
        await (filler.fill if self.types else filler.set)(report_model(report), data)

    async def finish(self, number: str, key: str, report: str, data: dict[str, Any]) -> None:
        """A whole step: open it, fill the form, send it."""
        await self.step(number, key)
        await self.fill(report, data)
        await self.submit(self.main.locator("form[novalidate] button:not([name])"))
        await self.done()

    async def done(self) -> None:
        """The page must say that it was done."""
        await self.main.locator("[role=status], [role=alert]").first.wait_for()
        assert await self.page.locator(".note.good").count(), f"refused at {self.page.url}: {await self.words()}"


@asynccontextmanager
async def somebody(
    here: House,
    browser: Browser,
    post: str,
    country: str,
    language: str = "en",
    width: int = WIDE,
    java_script: bool = True,
    types: bool = True,
) -> AsyncIterator[Person]:
    """A person with a browser context of their own, signed in."""
    async with context(browser, language, width, java_script) as made:
        person = Person(here, await made.new_page(), post, country, language)
        person.types = types
        await person.sign_in()
        yield person


@asynccontextmanager
async def context(
    browser: Browser, language: str = "en", width: int = WIDE, java_script: bool = True
) -> AsyncIterator[BrowserContext]:
    """Cookies of its own, a language, a width."""
    made = await browser.new_context(
        viewport={"width": width, "height": 800}, locale=language, java_script_enabled=java_script
    )
    made.set_default_timeout(20_000)
    try:
        yield made
    finally:
        await made.close()
