"""A report is corrected on pages: the form as it stands, what follows, the confirmation; nothing typed is lost."""

from typing import Any

import pytest
from fastapi import FastAPI

from cases.errors import ConsequencesChanged
from tests.api.conftest import Recorder
from tests.pages.browser import Page, Sent
from tests.pages.conftest import Browser, Cases, SignedIn
from tests.pages.test_pages import well_made


@pytest.fixture
def place(cases: Cases) -> str:
    return f"/cases/{cases.assessed}/steps/detection/correction"


async def typed(browser: Browser, place: str) -> Sent:
    """The form as it stands, with another name."""
    answer = await browser.get(place)
    assert answer.status_code == 200, answer.text[:500]
    page = Page(answer.text)
    sent = page.sends(page.form_to(place))
    sent.pairs = [(name, "Luz Clara Ejemplo" if name == "child_name" else value) for name, value in sent.pairs]
    return sent


async def confirmed(browser: Browser, place: str, sent: Sent, press: str = "_confirm") -> Sent:
    """The confirmation that follows, its button pressed."""
    page = Page((await browser.send(place, sent)).text)
    found = page.sends(page.form_to(place), press)
    found.pairs = [(name, "A slip of the pen." if name == "_reason" else value) for name, value in found.pairs]
    return found


@pytest.mark.parametrize("language", ["en", "es"])
async def test_what_follows_is_read_before_it_is_confirmed(
    in_browser: SignedIn, place: str, engine: Recorder, language: str
) -> None:
    browser = await in_browser("mx.caseworker", language)
    well_made((await browser.get(place)).text, language)
    follows = await browser.send(place, await typed(browser, place))
    assert follows.status_code == 200
    well_made(follows.text, language)
    assert "Luz Clara Ejemplo" in follows.text
    assert {"en": "Nothing else: no date moves", "es": "Nada más: no se mueve"}[language] in follows.text
    assert engine.reached == [], "nobody confirmed it yet"


async def test_what_was_confirmed_reaches_the_case_with_what_was_seen(
    in_browser: SignedIn, place: str, engine: Recorder
) -> None:
    browser = await in_browser("mx.caseworker")
    sent = await confirmed(browser, place, await typed(browser, place))
    answer = await browser.send(place, sent)
    assert answer.status_code == 303, answer.text
    [(_, update, message, _)] = engine.reached
    assert (update, message.step, message.reason) == ("correct", "detection", "A slip of the pen.")
    assert message.report["child_name"] == "Luz Clara Ejemplo"
    assert message.seen == sent.getlist("_seen")[0]
    assert "The correction stands" in (await browser.get(answer.headers["location"])).text


async def test_the_way_back_to_the_form_keeps_what_was_typed(in_browser: SignedIn, place: str) -> None:
    browser = await in_browser("mx.caseworker")
    back = await browser.send(place, await confirmed(browser, place, await typed(browser, place), "_edit"))
    assert Page(back.text).all("input", name="child_name")[0].attributes["value"] == "Luz Clara Ejemplo"


async def test_what_changed_meanwhile_is_shown_again(in_browser: SignedIn, place: str, app: FastAPI) -> None:
    """Refused, with what follows now and the reason still typed."""

    class MovedOn(Recorder):
        async def send(self, *act: Any, **more: Any) -> Any:
            raise ConsequencesChanged()

    app.state.engine = MovedOn()
    browser = await in_browser("mx.caseworker")
    answer = await browser.send(place, await confirmed(browser, place, await typed(browser, place)))
    assert answer.status_code == 409
    assert "The case has moved on since you looked" in answer.text
    assert Page(answer.text).all("textarea", name="_reason")[0].text.strip() == "A slip of the pen."


async def test_what_cannot_stand_is_said_at_its_field(in_browser: SignedIn, place: str, engine: Recorder) -> None:
    browser = await in_browser("mx.caseworker")
    sent = await typed(browser, place)
    sent.pairs = [(name, "" if name == "child_name" else value) for name, value in sent.pairs]
    answer = await browser.send(place, sent)
    assert answer.status_code == 422
    assert engine.reached == []


async def test_nobody_of_the_other_side_corrects_it(in_browser: SignedIn, cases: Cases) -> None:
    path = f"/cases/{cases.asked}/steps/detection"
    assert "Correct the report" not in (await (await in_browser("gt.partner")).get(path)).text
    assert (await (await in_browser("gt.partner")).get(f"{path}/correction")).status_code == 403
    assert "Correct the report" in (await (await in_browser("mx.caseworker")).get(path)).text
