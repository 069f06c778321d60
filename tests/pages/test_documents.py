"""Documents on the pages: the form of a step, what is refused with what was typed, the preview, taking it back."""

import re
from dataclasses import replace

import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.errors import NotConfirmedYet
from runtime.database import Sessions
from tests.api.documents import TITLE, Attaching, case_of
from tests.api.given import World, Written
from tests.pages.browser import Page
from tests.pages.conftest import Browser, SignedIn
from tests.runtime.papers import png

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def engine(database: Sessions) -> Attaching:
    return Attaching(database)


@pytest.fixture
async def made(engine: Attaching, session: AsyncSession, people: World) -> Written:
    return await case_of(engine, session, people)


def step(made: Written) -> str:
    return f"/cases/{made.number}/steps/guardian"


async def attach(browser: Browser, made: Written, content: bytes | None, **changes: str) -> httpx2.Response:
    """As a browser without a script sends the form of the step's page; None: no file was chosen."""
    page = Page((await browser.get(step(made))).text)
    action = f"{step(made)}/documents"
    form = page.form_to(action)
    (element,) = [each for each in page.all("form") if each.form == form]
    assert element.attributes["enctype"] == "multipart/form-data"
    sent = {name: value for name, value in page.sends(form).pairs if name != "file"} | {"title": TITLE} | changes
    files = {"file": ("acta.png", content)} if content is not None else {"file": ("", b"")}
    return await browser.client.post(action, data=sent, files=files, headers={"Origin": "http://resguardo.test"})


async def test_it_is_attached_looked_at_and_taken_back(in_browser: SignedIn, made: Written) -> None:
    browser = await in_browser("mx.caseworker")
    answer = await attach(browser, made, png())
    assert answer.headers["location"] == f"{step(made)}?done=attach"
    page = (await browser.get(step(made))).text
    (link,) = re.findall(rf'href="({step(made)}/documents/[0-9a-f]+)"', page)
    assert TITLE in page
    shown = Page((await browser.get(link)).text)
    (picture,) = shown.all("img")
    drawn = await browser.get(picture.attributes["src"])
    assert drawn.headers["content-type"] == "image/jpeg"
    assert "ejemplo" not in link + picture.attributes["src"], "no name stands in an address"
    (down,) = [each for each in shown.all("a") if each.attributes.get("href") == f"{link}/file"]
    given = await browser.get(down.attributes["href"])
    assert given.content == png()
    assert given.headers["content-disposition"].startswith("attachment;")
    assert given.headers["content-security-policy"].startswith("sandbox;")
    form = shown.sends(shown.form_to(f"{link}/withdrawal"))
    form.pairs = [pair for pair in form.pairs if pair[0] != "reason"] + [("reason", "Another child's.")]
    answer = await browser.send(f"{link}/withdrawal", form)
    assert answer.headers["location"] == f"{step(made)}?done=withdraw_document"
    page = (await browser.get(link)).text
    assert "Another child&#39;s." in page
    assert "<img" not in page
    assert "Supervisors can still read it" in page
    assert "<img" in (await (await in_browser("mx.supervisor")).get(link)).text


@pytest.mark.parametrize(
    ("content", "changes", "sentence"),
    [
        (b"<html></html>", {}, "Photographs (JPEG, PNG) and PDF are taken"),
        (b"", {}, "The file is empty"),
        (None, {}, "The file is empty"),
        (png()[:50], {}, "cannot be opened"),
        (png(), {"title": " "}, "Write in a few words what it is"),
        (png(), {"evidence": "nothing_of_ours"}, "Choose one that this step names"),
        (png() + bytes(1024 * 1024), {}, "The file is too large"),
    ],
    ids=["a web page", "nothing", "no file", "half", "no title", "another evidence", "too much"],
)
async def test_what_was_typed_is_not_lost(
    content: bytes | None,
    changes: dict[str, str],
    sentence: str,
    in_browser: SignedIn,
    made: Written,
    engine: Attaching,
) -> None:
    answer = await attach(await in_browser("mx.caseworker"), made, content, **changes)
    assert answer.status_code in (413, 422)
    assert sentence in answer.text
    page = Page(answer.text)
    form = page.sends(page.form_to(f"{step(made)}/documents"))
    assert form.getlist("title") == [changes.get("title", TITLE).strip()]
    assert engine.reached == []


async def test_not_confirmed_it_is_sent_again_without_choosing_the_file(
    in_browser: SignedIn, made: Written, engine: Attaching
) -> None:
    """What was kept is found by the form's nonce: one document, one line."""
    browser = await in_browser("mx.caseworker")
    engine.refusal = NotConfirmedYet()
    answer = await attach(browser, made, png())
    page = Page(answer.text)
    engine.refusal = None
    again = await browser.send(f"{step(made)}/documents", page.sends(page.all("form")[-1].form))
    assert again.headers["location"] == f"{step(made)}?done=attach"
    assert (await browser.get(step(made))).text.count(TITLE) == 1


async def test_in_production_what_was_not_scanned_says_why(app: FastAPI, in_browser: SignedIn, made: Written) -> None:
    browser = await in_browser("mx.caseworker")
    await attach(browser, made, png())
    (link,) = re.findall(rf'href="({step(made)}/documents/[0-9a-f]+)"', (await browser.get(step(made))).text)
    assert "No scanner has looked at this file" in (await browser.get(link)).text
    app.state.documents = replace(app.state.documents, only_scanned=True)
    page = (await browser.get(link)).text
    assert "No scanner has looked at this document yet, so it is not given out" in page
    assert "<img" not in page
    assert (await browser.get(f"{link}/preview")).status_code == 409


async def test_who_does_not_work_on_the_step_has_no_form(in_browser: SignedIn, made: Written) -> None:
    """And reads no paper of a report that is not told whole."""
    await attach(await in_browser("mx.caseworker"), made, png())
    page = (await (await in_browser("gt.caseworker")).get(step(made))).text
    assert TITLE not in page
    assert "multipart/form-data" not in page


async def test_who_looked_says_that_it_was_a_document(in_browser: SignedIn, made: Written) -> None:
    browser = await in_browser("mx.caseworker")
    await attach(browser, made, png())
    (link,) = re.findall(rf'href="({step(made)}/documents/[0-9a-f]+)"', (await browser.get(step(made))).text)
    await browser.get(f"{link}/preview")
    said = (await browser.get(f"/cases/{made.number}/readers")).text
    assert "The documents of a step" in said
