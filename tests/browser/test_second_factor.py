"""A second factor in a real browser: turned on, asked for at the door, turned off; no barrier on any of its pages."""

import time

import pyotp
from playwright.async_api import Browser

from tests.browser.barriers import barriers
from tests.browser.house import House
from tests.browser.person import Person, context

EARLIER, LATER = -30, 30
"""Seconds: a code is taken half a minute early or late, and each one once."""


def code(secret: str, shift: int) -> str:
    """What the telephone shows, or showed, or is about to show."""
    return pyotp.TOTP(secret).at(int(time.time()) + shift)


async def typed(who: Person, what: str, msgid: str) -> None:
    """Type a code, and send it."""
    await who.page.locator("#code").fill(what)
    await who.press(msgid)


async def test_it_is_turned_on_asked_for_and_turned_off(here: House, browser: Browser) -> None:
    """By somebody whom no other test needs: their account is not as it was in between."""
    async with context(browser, "es") as made:
        who = Person(here, await made.new_page(), "ministry", "MX", "es")
        await who.sign_in()
        await who.page.locator("header a[href='/account']").click()
        wrong = await barriers(who.page, "account")
        await who.page.locator("#password").fill(here.password)
        await who.press("Turn the second factor on")
        secret = (await who.main.locator("code").inner_text()).replace(" ", "")
        wrong += await barriers(who.page, "second factor")
        await typed(who, "000000", "Turn it on")
        wrong += await barriers(who.page, "wrong code")
        await typed(who, code(secret, EARLIER), "Turn it on")
        recovery = await who.main.locator("li code").all_inner_texts()
        wrong += await barriers(who.page, "recovery codes")
        await who.main.locator("a.button").click()
        wrong += await barriers(who.page, "account with a second factor")

        await who.submit(who.page.locator("form[action='/sign-out'] button"))
        await who.page.locator("#email").fill(who.email)
        await who.page.locator("#password").fill(here.password)
        await who.press("Sign in")
        wrong += await barriers(who.page, "the code at the door")
        await typed(who, code(secret, LATER), "Sign in")
        assert await who.page.locator("nav.main").count(), await who.words()

        await who.go("/account")
        await typed(who, recovery[0], "Turn the second factor off")
        await who.done()
        assert not wrong, "\n".join(wrong)
