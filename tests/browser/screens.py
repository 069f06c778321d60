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

TALLEST = {WIDE: 800, NARROW: 1000}
"""Pixels: what is below is cut off, so that a picture stays small."""

LARGEST = 130_000
"""Bytes of a picture; a larger one is cut off higher up."""


TOP = """(selector) => {
  scrollTo(0, 0);
  const at = selector && document.querySelector(selector);
  return at ? Math.max(0, Math.floor(at.getBoundingClientRect().top) - 16) : 0;
}"""
"""From where a picture is taken: the top, or the place that a page has to show."""


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
    """Two pictures of one page, wide and narrow; in Spanish the narrow one alone."""
    await who.page.set_viewport_size({"width": WIDE, "height": 800})
    await who.go(place.path.format(**numbers))
    if place.prepare:
        await place.prepare(who)
    for name, width in (("wide", WIDE), ("narrow", NARROW)):
        if name == "wide" and who.language == "es":
            continue
        await who.page.set_viewport_size({"width": width, "height": 800})
        top = await who.page.evaluate(TOP, place.begins)
        height = min(TALLEST[width], await who.page.evaluate("document.documentElement.scrollHeight") - top)
        spoken = "" if who.language == "en" else f"-{who.language}"
        picture = await shot(who, width, top, height)
        if len(picture) > LARGEST:
            picture = await shot(who, width, top, height * LARGEST // len(picture))
        (FOLDER / f"{place.name}{spoken}-{name}.png").write_bytes(picture)


async def shot(who: Person, width: int, top: int, height: int) -> bytes:
    """A part of the page."""
    clip: FloatRect = {"x": 0, "y": top, "width": width, "height": height}
    return await who.page.screenshot(full_page=True, clip=clip, animations="disabled")


async def main() -> None:
    """Start a house of its own, tell every practice case, photograph, and stop."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):  # of a page that is gone, none is left
        old.unlink()
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
