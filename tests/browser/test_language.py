"""The language switch stays: after signing out, and in the account on another machine."""

from playwright.async_api import Browser

from tests.browser.house import House
from tests.browser.person import Person, context


async def test_the_switch_stays(here: House, browser: Browser) -> None:
    async with context(browser, "es") as one, context(browser, "es") as another:
        who = Person(here, await one.new_page(), "supervisor", "GT", "en")
        await who.sign_in()  # switches to English at the door
        assert await spoken(who) == "en"
        await who.press("Sign out", who.page.locator("header"))
        assert await spoken(who) == "en" and "Sign in" in await who.words()
        elsewhere = Person(here, await another.new_page(), "supervisor", "GT", "es")
        await elsewhere.sign_in()
        await elsewhere.submit(elsewhere.page.locator("button[name=language][value=en]"))
        await another.clear_cookies()
        elsewhere.language = "es"
        await elsewhere.go("/sign-in")
        assert await spoken(elsewhere) == "es"  # what the browser asks for
        await elsewhere.enter()
        assert await spoken(elsewhere) == "en"  # what the account keeps


async def spoken(who: Person) -> str | None:
    """The language that the page says it is in."""
    return await who.page.get_attribute("html", "lang")
