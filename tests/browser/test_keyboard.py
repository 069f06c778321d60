"""With the keyboard alone: from signing in, through "My work", to a finished step; one always sees where one is."""

from playwright.async_api import Browser

from tests.browser.carrying import Carried
from tests.browser.house import House
from tests.browser.keyboard import FOCUS, enter, tab_to
from tests.browser.person import Person, context, somebody
from tests.browser.places import FOUND_TODAY

STEP = "urgent_measure"


async def test_from_signing_in_to_a_finished_step(here: House, browser: Browser, cases: dict[str, str]) -> None:
    number = cases["found-today"]
    await draft_but_for_one_answer(here, browser, number)
    async with context(browser) as made:
        who = Person(here, await made.new_page(), "caseworker", "MX", "en")
        await who.go("/sign-in")
        await tab_to(who, name="email")
        await who.page.keyboard.type(who.email)
        await tab_to(who, name="password")
        await who.page.keyboard.type(here.password)
        await enter(who)
        await skip_to_the_content(who)
        await tab_to(who, href=f"/cases/{number}/steps/{STEP}")
        await enter(who)
        await tab_to(who, name="separated_from_suspects", value="yes")
        await who.page.keyboard.press("Space")
        await tab_to(who, name="remarks")
        await who.page.keyboard.type("Written without a mouse.")
        await tab_to(who, text="Finish the step")
        await enter(who)
        await who.done()


async def draft_but_for_one_answer(here: House, browser: Browser, number: str) -> None:
    """The step as they left it half done, in another browser."""
    report = Carried(here, FOUND_TODAY, {}).report(STEP, STEP)
    del report["separated_from_suspects"]
    async with somebody(here, browser, "caseworker", "MX") as who:
        await who.step(number, STEP)
        await who.fill(STEP, report)
        await who.press("Save draft", who.page.locator("form[novalidate]"))
        await who.done()


async def skip_to_the_content(who: Person) -> None:
    """The first stop is the skip link, and the next one after it is in the content."""
    await who.page.keyboard.press("Tab")
    assert (await who.page.evaluate(FOCUS))["href"] == "#main"
    await who.page.keyboard.press("Enter")
    await who.page.keyboard.press("Tab")
    assert await who.page.evaluate("document.querySelector('main').contains(document.activeElement)")
