"""Every page, in both languages: it answers, weighs little, carries no inline script or style, and is well made."""

import gzip
import re
from pathlib import Path

import pytest

from tests.pages.browser import Page
from tests.pages.conftest import Browser, Cases, SignedIn

STYLE = len(gzip.compress((Path(__file__).parents[2] / "templates" / "static" / "resguardo.css").read_bytes()))
HEAVIEST = 60_000
"""Bytes of a first view as sent: the style compressed, the page not, for its size would betray what it holds."""

PAGES = {
    "/": "mx.caseworker",
    "/account": "mx.administrator",
    "/cases": "mx.caseworker",
    "/cases/new": "mx.caseworker",
    "/cases/{urgent}": "mx.caseworker",
    "/cases/{urgent}/steps/urgent_measure": "mx.caseworker",
    "/cases/{assessed}": "mx.supervisor",
    "/cases/{assessed}?as_known=2026-12-09": "mx.supervisor",
    "/cases/{assessed}/steps/best_interests_assessment?as_known=2026-12-09": "mx.caseworker",
    "/cases/{assessed}/story": "mx.caseworker",
    "/cases/{assessed}/consents": "mx.caseworker",
    "/cases/{assessed}/steps/consular_notification": "mx.caseworker",
    "/cases/{assessed}/steps/best_interests_assessment": "mx.supervisor",
    "/cases/{assessed}/steps/detection": "mx.supervisor",
    "/cases/{assessed}/steps/placement": "mx.caseworker",
    "/cases/{assessed}/events/protection_claim": "mx.caseworker",
    "/cases/{decided}/steps/decision": "mx.supervisor",
    "/cases/{asked}/steps/acceptance": "gt.partner",
    "/cases/{handed}": "gt.partner",
    "/cases/{handed}/handover": "mx.caseworker",
    "/cases/{handed}/handover?refuse=true": "gt.partner",
    "/board": "mx.supervisor",
    "/borders": "gt.partner",
    "/borders/new": "mx.supervisor",
    "/work?state=overdue": "mx.supervisor",
    "/waiting": "gt.partner",
    "/guidelines": "mx.caseworker",
    "/guidelines?host=US&origin=HN&on=2026-12-01": "mx.caseworker",
    "/guidelines/assessment": "mx.caseworker",
    "/guidelines/reintegration?host=CR&origin=PA&on=2026-12-01": "mx.administrator",
    "/guidelines/duties": "mx.caseworker",
    "/guidelines/timeline": "mx.caseworker",
    "/guidelines/instruments": "mx.caseworker",
    "/outbox": "mx.supervisor",
}


def well_made(html: str, language: str, scripts: tuple[str, ...] = ()) -> None:
    """What must hold of every page. ``scripts``: those of ours that it may load, beside the one that says to whoever is
    signed in that the session ends; none stands in it."""
    page = Page(html)
    scripts = (*(["/static/ending.js"] if "data-seconds=" in html else []), *scripts)
    assert page.all("html")[0].attributes["lang"] == language
    assert tuple(each.attributes["src"] for each in page.all("script")) == scripts
    assert not any(each.text.strip() for each in page.all("script"))
    assert not page.all("style")
    for element in page.elements:
        assert "style" not in element.attributes, element
        assert not [name for name in element.attributes if name.startswith("on")], element
        for name in ("href", "src", "action"):
            assert not element.attributes.get(name, "").startswith(("http", "//", "javascript")), element
    ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
    assert len(ids) == len(set(ids)), f"an id stands twice: {[each for each in ids if ids.count(each) > 1][:3]}"
    assert len(page.all("h1")) == 1
    assert page.all("title")[0].text.strip()
    for form in page.all("form", method="post"):
        sent = page.sends(form.form)
        assert sent.getlist("csrf"), f"a form without its token: {form}"
    labels = {each.attributes.get("for") for each in page.all("label")}
    for box in (*page.all("input"), *page.all("textarea"), *page.all("select")):
        kind = box.attributes.get("type", "text")
        named = box.attributes.get("id") in labels or "aria-label" in box.attributes
        assert named or kind in ("hidden", "radio", "checkbox"), f"a box without its words: {box}"
    assert len(html.encode()) + STYLE < HEAVIEST


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("path", PAGES)
async def test_a_page_answers(path: str, language: str, in_browser: SignedIn, cases: Cases) -> None:
    browser = await in_browser(PAGES[path], language)
    answer = await browser.get(path.format(**vars(cases)))
    assert answer.status_code == 200, answer.text[:500]
    well_made(answer.text, language)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"


async def test_a_reader_of_spanish_reads_no_english_msgid(in_browser: SignedIn, cases: Cases) -> None:
    browser = await in_browser("mx.supervisor", "es")
    for path in ("/", "/board", "/cases/{assessed}", "/cases/{urgent}/steps/urgent_measure", "/guidelines"):
        html = (await browser.get(path.format(**vars(cases)))).text
        text = re.sub(r"<[^>]+>", " ", html)
        for english in ("Overdue", "Safeguards", "The duty", "Open a case", "Save draft", "Nobody has"):
            assert english not in text, path


@pytest.mark.parametrize(
    ("path", "status"), [("/cases/AAAA-AAAA-A", 404), ("/nothing", 404), ("/guidelines/nothing", 404)]
)
async def test_what_is_not_there_has_a_page(path: str, status: int, in_browser: SignedIn) -> None:
    answer = await (await in_browser("mx.caseworker", "es")).get(path)
    assert answer.status_code == status
    assert "No encontrado" in answer.text


async def test_the_board_is_the_supervisors(in_browser: SignedIn) -> None:
    assert (await (await in_browser("mx.caseworker")).get("/board")).status_code == 403


async def test_an_administrator_is_led_away_from_cases(in_browser: SignedIn, cases: Cases) -> None:
    browser = await in_browser("mx.administrator")
    assert (await browser.get("/")).headers["location"] == "/guidelines"
    assert (await browser.get(f"/cases/{cases.urgent}")).status_code == 404


async def test_a_stranger_is_led_to_sign_in(passer_by: Browser) -> None:
    answer = await passer_by.get("/board")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/board")
    sign_in = await passer_by.get("/sign-in")
    assert sign_in.status_code == 200
    assert "es" in sign_in.text


async def test_where_the_child_sleeps_stays_with_the_host(in_browser: SignedIn, cases: Cases) -> None:
    for path in ("/cases/{asked}/steps/acceptance", "/cases/{asked}/steps/urgent_measure", "/cases/{asked}"):
        html = (await (await in_browser("gt.partner")).get(path.format(**vars(cases)))).text
        assert "Calle Inventada" not in html


async def test_the_papers_a_step_needs_stand_in_words(in_browser: SignedIn, cases: Cases) -> None:
    """Their titles, in the reader's language; a program reads the ids as well."""
    page = (await (await in_browser("gt.partner", "es")).get(f"/cases/{cases.asked}/steps/acceptance")).text
    assert "Carta de aceptación del país de origen" in [each.text for each in Page(page).all("dd")]
    assert "acceptance_letter&#39;" not in page
