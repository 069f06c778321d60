"""Everything works in a browser that runs no script: the draft stays, and a faulty form loses nothing typed."""

from playwright.async_api import Browser

from cases.reports import report_model
from tests.browser.carrying import Carried
from tests.browser.house import House
from tests.browser.person import NARROW, Person, somebody
from tests.browser.places import SISTER

STEP = "guardian"
VALUES = (
    "() => [...document.querySelectorAll('form[novalidate] :is(input, select, textarea)')]"
    ".filter(each => !each.name.startsWith('_') && (!['radio', 'checkbox'].includes(each.type) || each.checked))"
    ".map(each => [each.name, each.value])"
)


async def test_a_draft_is_kept(here: House, browser: Browser, cases: dict[str, str]) -> None:
    async with somebody(here, browser, "caseworker", "MX", width=NARROW, java_script=False) as who:
        await who.step(cases["guardian-overdue"], STEP)
        box = who.page.locator("form[novalidate] textarea").first
        await box.fill("First line\nsecond line, with <signs> & an ñ")
        typed = await values(who)
        await who.press("Save draft", who.page.locator("form[novalidate]"))
        await who.done()
        await who.go("/")
        await who.step(cases["guardian-overdue"], STEP)
        assert await values(who) == typed
        assert "Your draft of" in await who.words()


async def test_a_faulty_form_loses_nothing(here: House, browser: Browser, cases: dict[str, str]) -> None:
    report = report_model(STEP).example().model_dump(mode="json")
    async with somebody(here, browser, "caseworker", "MX", "es", java_script=False) as who:
        await who.step(cases["guardian-overdue"], STEP)
        await who.fill(STEP, report)
        await who.page.locator("[name=done_at]").fill("")
        typed = await values(who)
        await who.submit(who.main.locator("form[novalidate] button:not([name])"))
        links = who.page.locator("#errors a")
        assert [await link.get_attribute("href") for link in await links.all()] == ["#f-done-at"]
        assert await values(who) == typed
        await links.click()
        assert who.page.url.endswith("#f-done-at") and await who.page.locator("#f-done-at").is_visible()
        assert await who.page.locator("#f-done-at").get_attribute("aria-invalid") == "true"


async def test_a_whole_step_is_finished(here: House, browser: Browser, cases: dict[str, str]) -> None:
    """From "My work" by links and buttons alone, "Add another" among them; what was typed is what is filed."""
    carried = Carried(here, SISTER, {})
    carried.number = cases[SISTER.name]
    async with somebody(here, browser, "caseworker", "MX", java_script=False) as who:
        await who.submit(who.main.locator(f"a[href='/cases/{carried.number}/steps/{STEP}']").first)
        report = carried.report(STEP, STEP)
        await who.fill(STEP, report)
        await who.press("Finish the step")
        await who.done()
        await who.go(f"/cases/{carried.number}/steps/{STEP}")
        assert not await who.main.locator("form[novalidate]").count(), "it is still to be done"
        assert report["guardian_name"] in await who.words()


async def values(who: Person) -> list[list[str]]:
    """Everything that stands in the form."""
    found: list[list[str]] = await who.page.evaluate(VALUES)
    return found
