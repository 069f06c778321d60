"""How often the provider is asked, and what happens when its keys change."""

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from api.single_sign_on.provider import AGAIN, KEPT
from tests.pages.conftest import Browser
from tests.sign_on.conftest import Clock, Ministry, sessions_of, through

pytestmark = pytest.mark.usefixtures("allowed")


async def at(ministry: Ministry, clock: Clock) -> None:
    """The provider's clock is right too."""
    await ministry.told(now=int(clock.now.timestamp()))


async def test_what_it_says_of_itself_is_kept_for_a_while(browser: Browser, ministry: Ministry, clock: Clock) -> None:
    for _ in range(3):
        await through(browser)
    assert await ministry.told() == {"discovery": 1, "keys": 1, "token": 3}
    clock.now += KEPT
    await at(ministry, clock)
    await through(browser)
    assert await ministry.told() == {"discovery": 2, "keys": 2, "token": 4}


async def test_new_keys_are_fetched_when_one_signs(browser: Browser, session: AsyncSession, ministry: Ministry) -> None:
    await through(browser)
    await ministry.told(rotate=True)
    assert (await through(browser)).status_code == 303
    assert (await ministry.told())["keys"] == 2
    assert await sessions_of(session) == 1, "in the place of the first"


async def test_but_at_most_once_a_minute(browser: Browser, ministry: Ministry, clock: Clock) -> None:
    await through(browser)
    await ministry.told(fault="unknown_kid")
    for _ in range(4):
        assert (await through(browser)).status_code == 401
    assert (await ministry.told())["keys"] == 2
    await ministry.told(fault="", rotate=True)
    assert (await through(browser)).status_code == 401, "not yet"
    clock.now += AGAIN
    await at(ministry, clock)
    assert (await through(browser)).status_code == 303


async def test_a_key_that_was_withdrawn_opens_nothing_within_the_hour(
    browser: Browser, ministry: Ministry, clock: Clock
) -> None:
    await through(browser)
    await ministry.told(rotate=True, fault="withdrawn_key")
    clock.now += KEPT
    await at(ministry, clock)
    assert (await through(browser)).status_code == 401
