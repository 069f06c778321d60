"""No barrier that axe finds, no sideways scrolling on a telephone, and light pages: every page, both widths.

The pages of a case far on its way are looked at while it is carried (test_one_case.py).
"""

import asyncio

from playwright.async_api import Browser

from tests.browser.barriers import barriers
from tests.browser.house import House
from tests.browser.person import NARROW, WIDE, Person, context
from tests.browser.places import COUNTRY, PLACES, Place


async def test_every_page(here: House, browser: Browser, cases: dict[str, str]) -> None:
    found = await asyncio.gather(*(read_by(here, browser, cases, reader) for reader in ("", *COUNTRY)))
    wrong = [each for of_one in found for each in of_one]
    assert not wrong, "\n".join(wrong)


async def read_by(here: House, browser: Browser, cases: dict[str, str], reader: str) -> list[str]:
    """What is wrong with the pages of one reader; the main ones are in Spanish too."""
    wrong: list[str] = []
    async with context(browser, "en") as made:
        who = Person(here, await made.new_page(), reader or "nobody", COUNTRY.get(reader, "MX"), "en")
        if reader:
            await who.sign_in()
        for place in (each for each in PLACES if each.reader == reader):
            await visited(who, place, cases)
            wrong += await barriers(who.page, place.name, WIDE, NARROW)
        who.language = "es"
        await made.add_cookies([{"name": "language", "value": "es", "url": here.address}])
        for place in (each for each in PLACES if each.reader == reader and each.main):
            await visited(who, place, cases)
            wrong += await barriers(who.page, f"{place.name} in Spanish", NARROW)
    return wrong


async def visited(who: Person, place: Place, cases: dict[str, str]) -> None:
    """Go there, and do what is done there first."""
    await who.go(place.path.format(**cases))
    if place.prepare:
        await place.prepare(who)
