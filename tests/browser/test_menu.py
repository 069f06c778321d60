"""The menu: one line to unfold on a telephone, open where there is room; for each post, and without a script."""

import pytest
from playwright.async_api import Browser

from api.pages.navigation import PLACES
from cases.actor import Role
from tests.browser.house import House
from tests.browser.person import NARROW, WIDE, somebody

POSTS = {"caseworker": "MX", "supervisor": "MX", "partner": "GT", "administrator": "MX", "analyst": "MX"}

ONE_LINE = 60
"""Pixels that a line and the room around it take."""


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("language", ["en", "es"])
async def test_the_menu_of_each_post(here: House, browser: Browser, post: str, language: str) -> None:
    places = PLACES[Role(post)]
    async with somebody(here, browser, post, POSTS[post], language, NARROW, java_script=False) as who:
        menu = who.page.locator("nav.main")
        links = menu.get_by_role("link")
        folded = await menu.bounding_box()
        assert folded and folded["height"] <= ONE_LINE
        assert not [link for link in await links.all() if await link.is_visible()]
        await menu.locator("summary").click()
        assert await links.all_inner_texts() == [who.says(words) for _, words in places]
        address, _ = places[-1]
        await who.submit(links.last)
        assert who.page.url == here.address + address
        await who.page.set_viewport_size({"width": WIDE, "height": 800})
        assert await menu.locator("summary").is_hidden()
        assert [await link.is_visible() for link in await links.all()] == [True] * len(places)
        wide = await menu.bounding_box()
        assert wide and wide["height"] <= ONE_LINE
        await links.first.focus()
        assert await links.first.evaluate("each => each === document.activeElement")
