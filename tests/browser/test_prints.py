"""What a browser prints: whose copy it is stands on every page of it, and nothing that is there to be pressed."""

import pypdfium2
import pytest
from playwright.async_api import Browser

from tests.browser.house import House
from tests.browser.person import Person, context
from tests.browser.places import COUNTRY

CASE = "/cases/{guardian-overdue}"
PRESSED = ("Sign out", "Save draft", "I take this step", "Skip to the content", "Leave this site", "I have seen it")


def pages(content: bytes) -> list[str]:
    """The words of each page of a PDF."""
    document = pypdfium2.PdfDocument(content)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.parametrize(
    ("reader", "paths"),
    [("caseworker", (CASE, f"{CASE}/steps/detection", f"{CASE}/steps/guardian")), ("shelter", (CASE,))],
)
async def test_every_page_of_the_paper_says_whose_copy_it_is(
    reader: str, paths: tuple[str, ...], here: House, browser: Browser, cases: dict[str, str]
) -> None:
    async with context(browser, "en") as made:
        who = Person(here, await made.new_page(), reader, COUNTRY[reader], "en")
        await who.sign_in()
        for path in paths:
            await who.go(path.format(**cases))
            name = await who.page.locator(".who a").first.inner_text()
            assert not await who.page.locator(".printed").is_visible()
            found = pages(await who.page.pdf(format="A5"))
            assert len(found) > 1 or reader == "shelter", path
            for page in found:
                assert page.startswith("Confidential: data of children. Printed by "), f"{path}: {page[:120]}"
                assert name.rpartition(" (")[0] in page and " UTC." in page, page[:160]
                assert not [each for each in PRESSED if each in page], path
