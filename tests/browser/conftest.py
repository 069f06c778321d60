"""One house and one browser for all; left out where Chromium is missing, but never in CI."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.browser.chromium import chromium
from tests.browser.earlier import under_an_earlier_edition
from tests.browser.house import House, house, tell
from tests.browser.places import EARLY, SISTER
from tests.prepare_browser import NOT_HERE, there

HERE = Path(__file__).parent

PATIENCE = 600
"""Seconds: a whole case in a browser takes half a minute, and many times that on a machine that does much else."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives Chromium."""
    left_out = "CI" not in os.environ and not there()
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(PATIENCE))
            if left_out:
                item.add_marker(pytest.mark.skip(reason=NOT_HERE))


@pytest.fixture(scope="session")
async def here(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """The whole house, with the practice accounts and no case."""
    async with house(tmp_path_factory.mktemp("house")) as made:
        yield made


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium. Each person has a context of their own in it."""
    async with chromium() as made:
        yield made


@pytest.fixture(scope="session")
async def cases(here: House) -> dict[str, str]:
    """A few invented cases in different places on the path, told through the API: their numbers by name."""
    told = await tell(here, *EARLY)
    await under_an_earlier_edition(here, told[SISTER.name])
    return told
