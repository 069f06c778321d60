"""The pages say why a step is open, why it is not, and who can supply what is missing."""

import pytest

from tests.pages.browser import Page
from tests.pages.conftest import Cases, SignedIn


def listed(html: str) -> str:
    """The text of all lists of the page."""
    return " ".join(" ".join(each.text.split()) for each in Page(html).all("li"))


async def test_an_open_step_says_what_opened_it(in_browser: SignedIn, cases: Cases) -> None:
    browser = await in_browser("mx.caseworker")
    for path in (f"/cases/{cases.assessed}", f"/cases/{cases.assessed}/steps/best_interests_assessment"):
        assert "It opened once these were done: The child is informed and heard; Protection screening" in listed(
            (await browser.get(path)).text
        )


async def test_a_step_sent_in_says_who_has_to_approve(in_browser: SignedIn, cases: Cases) -> None:
    browser = await in_browser("mx.caseworker", "es")
    page = (await browser.get(f"/cases/{cases.decided}/steps/decision")).text
    assert "Caseworker MX lo presentó: lo tiene que aprobar una supervisión del país de acogida." in listed(page)


async def test_a_missing_fact_says_who_can_supply_it(in_browser: SignedIn, cases: Cases) -> None:
    """The step, how far it is, whose it is, and who has it in hand."""
    browser = await in_browser("mx.supervisor")
    page = listed((await browser.get(f"/cases/{cases.assessed}")).text)
    risk = next(line for line in page.split("Risk assessment: ")[1:] if line.startswith("The level of risk."))
    assert risk.removeprefix("The level of risk.").strip().startswith("Not open yet.")
    assert "Host country" in risk[:200] or "Both countries" in risk[:200]
    at_the_gate = listed((await browser.get(f"/cases/{cases.decided}/steps/decision")).text)
    assert "The report of this step supplies it" in at_the_gate


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_gate_that_was_passed_says_when(in_browser: SignedIn, cases: Cases, language: str) -> None:
    browser = await in_browser("mx.supervisor", language)
    page = listed((await browser.get(f"/cases/{cases.handed}")).text)
    assert {"en": "It was passed when this step was done: Decision", "es": "Se pasó al hacerse este paso: Decisión"}[
        language
    ] in page
