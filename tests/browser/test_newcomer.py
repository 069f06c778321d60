"""A newcomer finds the rule behind a screen with one click, on a telephone: in view, with its basis and file."""

import pytest
from playwright.async_api import Browser, Locator

from tests.browser.barriers import barriers
from tests.browser.house import House
from tests.browser.person import NARROW, somebody
from tests.browser.places import unfold


@pytest.mark.parametrize("step", ["guardian", "decision"])
async def test_from_a_step_to_its_rule(here: House, browser: Browser, cases: dict[str, str], step: str) -> None:
    async with somebody(here, browser, "caseworker", "MX", width=NARROW, java_script=False) as who:
        await who.go(f"/cases/{cases['guardian-overdue']}/steps/{step}")
        await follow(who.main.get_by_role("link", name="The rule behind this step"))
        rule = who.page.locator(f"#{step}")
        assert await in_view(rule)
        words = await rule.inner_text()
        assert "Our default" in words and f"id: {step}" in words and ".yaml" in words


async def test_from_a_safeguard_to_its_rule(here: House, browser: Browser, cases: dict[str, str]) -> None:
    async with somebody(here, browser, "caseworker", "MX", width=NARROW) as who:
        await who.go(f"/cases/{cases['guardian-overdue']}")
        await unfold(who)
        link = who.main.get_by_role("link", name="The rule").last
        safeguard = (await link.get_attribute("href") or "").partition("#")[2]
        await follow(link)
        assert await in_view(who.page.locator(f"#{safeguard}")), "it lies folded"
        assert not await barriers(who.page, "the rule of a safeguard", NARROW)


async def follow(link: Locator) -> None:
    """Click it, and wait for the page it leads to."""
    async with link.page.expect_navigation():
        await link.click()


async def in_view(rule: Locator) -> bool:
    """Whether its first line is on the screen."""
    box = await rule.bounding_box()
    height = (rule.page.viewport_size or {"height": 0})["height"]
    return bool(box and box["height"] > 0 and -1 <= box["y"] < height / 2)
