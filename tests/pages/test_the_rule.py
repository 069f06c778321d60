"""From a screen to the rule behind it: one click, to that very rule, with its source and the file it is written in."""

import re

import pytest

from guidelines.library import FOLDER, library
from tests.pages.browser import Page
from tests.pages.conftest import Browser, Cases, SignedIn

BASES = ("Instrument", "National law", "Our default")


async def rule_behind(browser: Browser, href: str) -> str:
    """The text of the rule that a link leads to. Fails where the link leads to a page, but to no rule on it."""
    path, _, anchor = href.partition("#")
    answer = await browser.get(path)
    assert answer.status_code == 200, path
    found = [each for each in Page(answer.text).elements if each.attributes.get("id") == anchor]
    assert len(found) == 1, f"{path} has no rule {anchor}"
    return found[0].text


def links(html: str) -> list[str]:
    """Where a page leads to in the guidelines, to the very rule."""
    found = {each.attributes.get("href", "") for each in Page(html).all("a")}
    return sorted(each for each in found if each.startswith("/guidelines") and "#" in each)


@pytest.mark.parametrize(
    "path",
    [
        "/cases/{urgent}/steps/urgent_measure",
        "/cases/{assessed}/steps/consular_notification",
        "/cases/{assessed}/steps/placement",
        "/cases/{handed}/steps/handover",
    ],
)
async def test_a_step_leads_to_its_rule(path: str, in_browser: SignedIn, cases: Cases) -> None:
    browser = await in_browser("mx.supervisor", "en")
    html = (await browser.get(path.format(**vars(cases)))).text
    step = path.rpartition("/")[2]
    [href] = [each for each in links(html) if each.endswith(f"#{step}")]
    rule = await rule_behind(browser, href)
    assert any(basis in rule for basis in BASES)
    files = re.findall(r"guidelines/(\S+?\.yaml)", rule)
    assert files and all((FOLDER / each).is_file() for each in files)
    assert f"id: {step}" in rule


async def test_a_country_s_own_term_names_its_overlay(in_browser: SignedIn, cases: Cases) -> None:
    browser = await in_browser("mx.supervisor", "en")
    html = (await browser.get(f"/cases/{cases.urgent}/steps/urgent_measure")).text
    rule = await rule_behind(browser, next(each for each in links(html) if each.endswith("#urgent_measure")))
    assert "National law" in rule and "guidelines/countries/MX/overlay.yaml" in rule


async def test_every_safeguard_of_a_checklist_leads_to_its_rule(in_browser: SignedIn, cases: Cases) -> None:
    browser = await in_browser("mx.supervisor", "en")
    found = [each for each in links((await browser.get(f"/cases/{cases.assessed}")).text) if "/guidelines?" in each]
    assert len(found) == len(library().safeguards)
    for href in found:
        rule = await rule_behind(browser, href)
        assert any(basis in rule for basis in BASES)


async def test_every_step_of_the_timeline_leads_to_its_rule(in_browser: SignedIn) -> None:
    browser = await in_browser("mx.supervisor", "en")
    found = links((await browser.get("/guidelines/timeline?host=US&origin=HN&on=2026-12-01")).text)
    assert len(found) > 30
    for href in found:
        assert "guidelines/" in await rule_behind(browser, href)


async def test_who_comes_from_a_case_of_another_edition_is_told(in_browser: SignedIn, cases: Cases) -> None:
    browser = await in_browser("mx.supervisor", "en")
    html = (await browser.get(f"/cases/{cases.urgent}/steps/urgent_measure")).text
    href = next(each for each in links(html) if each.endswith("#urgent_measure"))
    told = "The guidelines have changed since your case was opened."
    assert told not in (await browser.get(href)).text
    assert told in (await browser.get(re.sub("edition=[^#]*", "edition=0123456789abcdef", href))).text
