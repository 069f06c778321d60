"""Who types for long is told before the session ends; nothing typed is lost, and afterwards it is sent on."""

from playwright.async_api import Browser, expect

from tests.browser.barriers import barriers
from tests.browser.house import House
from tests.browser.person import NARROW, Person, context

NAME = "Brenda Ejemplo"


async def test_it_is_said_before_and_nothing_typed_is_lost(here: House, browser: Browser) -> None:
    async with context(browser, "es") as made:
        who = Person(here, await made.new_page(), "caseworker", "MX", "es")
        await who.page.clock.install()
        await who.sign_in()
        await who.go("/cases/new")
        soon, over = (who.page.locator(f"#ending [data-when={when}]") for when in ("soon", "over"))
        await who.page.locator("#name").fill(NAME)
        await who.page.clock.fast_forward("54:00")
        await expect(soon).to_be_hidden()
        await who.page.clock.fast_forward("02:00")
        await expect(soon).to_be_visible()
        wrong = await barriers(who.page, "a session that ends", NARROW)
        await who.page.clock.fast_forward("05:00")
        await expect(over).to_be_visible()
        await expect(soon).to_be_hidden()
        await expect(who.page.locator("#name")).to_have_value(NAME)
        wrong += await barriers(who.page, "a session that is over", NARROW)
        assert not wrong, "\n".join(wrong)
