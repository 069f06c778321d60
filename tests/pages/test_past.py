"""The page of a case on a past day: it says which day, offers nothing, and every link stays in that day."""

import pytest

from tests.pages.browser import Page
from tests.pages.conftest import Cases, SignedIn
from tests.pages.test_pages import well_made

THEN = "2026-12-08"
"""The day after the cases of these tests were opened."""


@pytest.mark.parametrize(
    ("language", "banner"), [("en", "As known on 8 December 2026"), ("es", "8 de diciembre de 2026")]
)
async def test_a_past_day_says_so_and_offers_nothing(
    in_browser: SignedIn, cases: Cases, language: str, banner: str
) -> None:
    browser = await in_browser("mx.supervisor", language)
    for path in (f"/cases/{cases.assessed}", f"/cases/{cases.assessed}/steps/consular_notification"):
        answer = await browser.get(f"{path}?as_known={THEN}")
        assert answer.status_code == 200
        well_made(answer.text, language)
        page = Page(answer.text)
        assert [each for each in page.all("h2") if banner in each.text]
        acts = {each.attributes["action"] for each in page.all("form", method="post")}
        assert acts <= {"/language", "/sign-out"}, acts
        links = [each.attributes["href"] for each in page.all("a") if "/steps/" in each.attributes["href"]]
        stays = [each for each in links if each != path]
        assert all(each.endswith(f"?as_known={THEN}") for each in stays), stays
        assert path in [each.attributes["href"] for each in page.all("a")], "the way back to today"


async def test_the_alert_of_today_is_not_on_the_page_of_then(in_browser: SignedIn, cases: Cases) -> None:
    browser = await in_browser("mx.supervisor")
    assert "I have seen it" in (await browser.get(f"/cases/{cases.assessed}")).text
    then = (await browser.get(f"/cases/{cases.assessed}?as_known={THEN}")).text
    assert "I have seen it" not in then
    assert "Told:" not in then


async def test_a_day_is_chosen_from_the_opening_to_today(in_browser: SignedIn, cases: Cases) -> None:
    page = Page((await (await in_browser("mx.caseworker")).get(f"/cases/{cases.urgent}")).text)
    box = page.all("input", name="as_known")[0].attributes
    assert (box["min"], box["max"]) == ("2026-12-07", "2026-12-10")


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("2026-12-06", 404, "This case was not open yet on that day."),
        ("2026-12-24", 422, "at the latest today"),
        ("yesterday", 422, "Write a day like 2026-03-03"),
    ],
)
async def test_a_day_that_cannot_be_shown_is_said_in_words(
    in_browser: SignedIn, cases: Cases, asked: str, status: int, words: str
) -> None:
    browser = await in_browser("mx.caseworker")
    for path in (f"/cases/{cases.urgent}", f"/cases/{cases.urgent}/steps/guardian"):
        answer = await browser.get(f"{path}?as_known={asked}")
        assert (answer.status_code, words in answer.text) == (status, True)
    partner = await (await in_browser("gt.partner")).get(f"/cases/{cases.urgent}?as_known={THEN}")
    assert partner.status_code == 404
