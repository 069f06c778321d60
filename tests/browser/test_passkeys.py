"""A passkey in a real browser, whose authenticator is Chromium's own virtual one: added, used at the door, without it a
code; on a telephone, no barrier on any of its pages."""

from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, CDPSession, Page

from tests.browser.barriers import barriers
from tests.browser.house import House
from tests.browser.person import NARROW, Person, context

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


async def device(page: Page) -> tuple[CDPSession, str]:
    """A virtual authenticator for this page."""
    developer = await page.context.new_cdp_session(page)
    await developer.send("WebAuthn.enable")
    made = await developer.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return developer, made["authenticatorId"]


async def keys(developer: CDPSession, which: str) -> list[dict[str, Any]]:
    """What it holds."""
    told = await developer.send("WebAuthn.getCredentials", {"authenticatorId": which})
    found: list[dict[str, Any]] = told["credentials"]
    return found


def by_name(here: House) -> House:
    """The same house under the name that practice gives to this machine: browsers bind no passkey to a number."""
    port = urlsplit(here.address).port
    return House(f"http://localhost:{port}", here.password, here.anchor, here.database, here.keys)


async def refuses(developer: CDPSession, which: str, who: Person, msgid: str) -> None:
    """The device has lost its keys: the page says so, and goes on."""
    await developer.send("WebAuthn.clearCredentials", {"authenticatorId": which})
    await who.main.get_by_role("button", name=who.says(msgid), exact=True).click()
    await who.main.locator("[data-passkey-failed=other]").wait_for(state="visible")


async def test_it_is_added_and_signs_in(here: House, browser: Browser) -> None:
    """By somebody whom no other test needs: their account is not as it was in between."""
    async with context(browser, "es", NARROW) as made:
        who = Person(by_name(here), await made.new_page(), "ministry", "MX", "es")
        faults: list[str] = []
        who.page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        developer, which = await device(who.page)
        await who.sign_in()
        await who.go("/account")
        wrong = await barriers(who.page, "account")
        await who.page.locator("#passkey-password").fill(here.password)
        await who.press("Add a passkey")
        wrong += await barriers(who.page, "a new passkey")
        await who.page.locator("#name").fill("llave de mi llavero")
        await who.press("Go on to the device")
        recovery = await who.main.locator("li code").all_inner_texts()
        assert recovery, await who.words()
        (key,) = await keys(developer, which)
        assert key["rpId"] == "localhost" and key["isResidentCredential"]
        wrong += await barriers(who.page, "recovery codes")
        await who.main.locator("a.button").click()
        wrong += await barriers(who.page, "account with a passkey")
        await who.page.locator("#passkey-password").fill(here.password)
        await who.press("Add a passkey")
        await who.page.locator("#name").fill("otra vez")
        await who.main.get_by_role("button", name=who.says("Go on to the device"), exact=True).click()
        await who.main.locator("[data-passkey-failed=known]").wait_for(state="visible")

        await sign_out(who)
        await password(who)
        wrong += await barriers(who.page, "the passkey at the door")
        await who.press("Sign in with the passkey")
        assert await who.page.locator("nav.main").count(), await who.words()
        (key,) = await keys(developer, which)
        assert key["signCount"] == 2

        await sign_out(who)
        await password(who)
        await refuses(developer, which, who, "Sign in with the passkey")
        wrong += await barriers(who.page, "no device")
        await who.page.locator("#code").fill(recovery[0])
        await who.press("Sign in")
        assert await who.page.locator("nav.main").count(), await who.words()

        await who.go("/account")
        await remove(who)
        assert not wrong, "\n".join(wrong)
        assert not faults, "the policy, or the script, stopped something"


async def test_without_javascript_a_recovery_code_does(here: House, browser: Browser) -> None:
    async with context(browser, "en", NARROW) as made:
        who = Person(by_name(here), await made.new_page(), "ministry", "MX", "en")
        await device(who.page)
        await who.sign_in()
        await who.go("/account")
        await who.page.locator("#passkey-password").fill(here.password)
        await who.press("Add a passkey")
        await who.page.locator("#name").fill("my key")
        await who.press("Go on to the device")
        recovery = await who.main.locator("li code").all_inner_texts()
    async with context(browser, "en", NARROW, java_script=False) as made:
        who = Person(by_name(here), await made.new_page(), "ministry", "MX", "en")
        await password(who)
        assert not await who.main.locator("form[data-passkey]").is_visible()
        assert await who.main.locator("[data-passkey-none]").is_visible()
        await who.page.locator("#code").fill(recovery[0])
        await who.press("Sign in")
        assert await who.page.locator("nav.main").count(), await who.words()
        await who.go("/account")
        await remove(who)


async def remove(who: Person) -> None:
    """Fold the form out, and send it."""
    await who.main.get_by_text(who.says("Remove a passkey")).click()
    await who.page.locator("#remove-password").fill(who.here.password)
    await who.press("Remove it")
    await who.done()


async def sign_out(who: Person) -> None:
    await who.submit(who.page.locator("form[action='/sign-out'] button"))


async def password(who: Person) -> None:
    """The first page of the door."""
    await who.go("/sign-in")
    await who.switch()
    await who.page.locator("#email").fill(who.email)
    await who.page.locator("#password").fill(who.here.password)
    await who.press("Sign in")
