"""``python -m tests.browser.screens``: a picture of every page, wide and narrow, out of the practice cases."""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, FloatRect

from commands.practice.stories import STORIES
from tests.browser.chromium import chromium
from tests.browser.earlier import under_an_earlier_edition
from tests.browser.house import House, house, tell
from tests.browser.person import NARROW, WIDE, Person, context
from tests.browser.places import AT_THE_BORDER, COUNTRY, LATE, PLACES, SISTER, Place

FOLDER = Path(__file__).parents[2] / "docs" / "screens"

TALLEST = {WIDE: 1100, NARROW: 1400}
"""Pixels: what is below is cut off, so that a picture stays small."""

LARGEST = 200_000
"""Bytes of a picture; a larger one is cut off higher up."""


async def photographed(here: House, browser: Browser, numbers: dict[str, str], reader: str, language: str) -> None:
    """Every page of one reader."""
    async with context(browser, language) as made:
        who = Person(here, await made.new_page(), reader or "nobody", COUNTRY.get(reader, "MX"), language)
        if reader:
            await who.sign_in()
        for place in (*PLACES, *LATE):
            if place.pictured and place.reader == reader and (language == "en" or place.main):
                await taken(who, place, numbers)


async def taken(who: Person, place: Place, numbers: dict[str, str]) -> None:
    """Two pictures of one page."""
    await who.page.set_viewport_size({"width": WIDE, "height": 800})
    await who.go(place.path.format(**numbers))
    if place.prepare:
        await place.prepare(who)
    for name, width in (("wide", WIDE), ("narrow", NARROW)):
        await who.page.set_viewport_size({"width": width, "height": 800})
        height = min(TALLEST[width], await who.page.evaluate("document.documentElement.scrollHeight"))
        await who.page.evaluate("scrollTo(0, 0)")
        spoken = "" if who.language == "en" else f"-{who.language}"
        picture = await shot(who, width, height)
        if len(picture) > LARGEST:
            picture = await shot(who, width, height * LARGEST // len(picture))
        (FOLDER / f"{place.name}{spoken}-{name}.png").write_bytes(picture)


async def shot(who: Person, width: int, height: int) -> bytes:
    """The top of the page."""
    clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": height}
    return await who.page.screenshot(full_page=True, clip=clip, animations="disabled")


async def main() -> None:
    """Start a house of its own, tell every practice case, photograph, and stop."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as var:
        async with house(Path(var)) as here, chromium() as browser:
            sys.stdout.write("Telling the practice cases (a minute or two) ...\n")
            numbers = await tell(here, *STORIES, SISTER, AT_THE_BORDER)
            await under_an_earlier_edition(here, numbers[SISTER.name])
            for language in ("en", "es"):
                for reader in ("", *COUNTRY):
                    await photographed(here, browser, numbers, reader, language)
    sys.stdout.write(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}\n")


if __name__ == "__main__":
    asyncio.run(main())
