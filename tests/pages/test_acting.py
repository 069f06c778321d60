"""Forms that are sent: corrected, kept, sent on once, sent again; and nothing typed is lost on the way."""

from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel.ext.asyncio.session import AsyncSession

from api.limits import Limits
from cases.errors import NotConfirmedYet, Refusal, SafeguardNotMet, StaleRound
from cases.reports import report_model
from cases.repository.drafts import load_draft, save_draft
from cases.tables import User
from guidelines.library import library
from runtime.database import Sessions
from runtime.room import NoRoom
from tests.api.conftest import Recorder
from tests.api.given import NOW, PASSWORD, World
from tests.pages.browser import Page, Sent
from tests.pages.conftest import Browser, Cases, SignedIn
from tests.pages.test_pages import well_made
from tests.runtime.full_disk import Disk


def fill(sent: Sent, report: str) -> Sent:
    """The worked example typed into a form as its page has it."""
    from zoneinfo import ZoneInfo

    from tests.pages.test_forms import filled

    model = report_model(report)
    typed = filled(model, model.example().model_dump(mode="json"), ZoneInfo("UTC")).sends(0)
    hidden = [(name, value) for name, value in sent.pairs if name in ("csrf", "_nonce", "_round")]
    return Sent([*hidden, *typed.pairs])


@pytest.fixture
def step(cases: Cases) -> str:
    return f"/cases/{cases.urgent}/steps/urgent_measure"


async def form_of(browser: Browser, path: str, press: str = "") -> Sent:
    page = Page((await browser.get(path)).text)
    return page.sends(page.form_to(path), press)


async def test_a_report_reaches_the_case_once_with_the_forms_own_id(
    in_browser: SignedIn, step: str, engine: Recorder
) -> None:
    browser = await in_browser("mx.caseworker")
    sent = fill(await form_of(browser, step), "urgent_measure")
    first, again = await browser.send(step, sent), await browser.send(step, sent)
    assert first.status_code == again.status_code == 303, first.text
    assert first.headers["location"].endswith("?done=finish")
    (_, update, message, one), (*_, other) = engine.reached
    assert (update, message.step, message.round) == ("finish", "urgent_measure", 1)
    assert one == other
    assert one is not None
    assert "Recorded." in (await browser.get(first.headers["location"])).text


async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    in_browser: SignedIn, step: str, engine: Recorder
) -> None:
    browser = await in_browser("mx.caseworker", "es")
    sent = fill(await form_of(browser, step), "urgent_measure")
    typed = {"done_at": "ayer a las cinco", "authority": ""}
    sent.pairs = [(name, typed.get(name, value)) for name, value in sent.pairs]
    answer = await browser.send(step, sent)
    assert answer.status_code == 422
    page = Page(answer.text)
    assert page.all("input", name="done_at")[0].attributes["value"] == "ayer a las cinco"
    kept = page.sends(page.form_to(step))
    for name in set(sent.keys()) - {"_nonce"}:
        assert kept.getlist(name) == sent.getlist(name), name
    links = {each.attributes["href"] for each in page.all("a") if each.attributes["href"].startswith("#f-")}
    assert "#f-done-at" in links
    assert "Esto no es una fecha" in answer.text
    assert not engine.reached


async def test_a_draft_is_kept_even_when_it_cannot_be_read(
    in_browser: SignedIn, step: str, cases: Cases, session: AsyncSession, people: World
) -> None:
    browser = await in_browser("mx.caseworker")
    sent = await form_of(browser, step, press="_draft")
    sent.pairs = [(name, "the day before" if name == "done_at" else value) for name, value in sent.pairs]
    answer = await browser.send(step, sent)
    assert answer.headers["location"].endswith("?done=draft")
    kept = await load_draft(session, cases.urgent, "urgent_measure", people.users["mx.caseworker"].id)
    assert kept is not None
    assert kept.data["done_at"] == "the day before"
    page = Page((await browser.get(step)).text)
    assert page.all("input", name="done_at")[0].attributes["value"] == "the day before"


async def test_another_paper_is_added_without_a_script(in_browser: SignedIn, step: str, engine: Recorder) -> None:
    browser = await in_browser("mx.caseworker")
    sent = await form_of(browser, step)
    before = len(Page((await browser.get(step)).text).all("select", name="evidence.0.kind"))
    sent.pairs += [("remarks", "kept"), ("_add", "evidence")]
    page = Page((await browser.send(step, sent)).text)
    assert before == len(page.all("select", name="evidence.1.kind")) == 1
    assert "kept" in page.all("textarea", name="remarks")[0].text
    assert not engine.reached


async def test_not_confirmed_is_sent_again_with_the_same_id(in_browser: SignedIn, step: str, engine: Recorder) -> None:
    engine.refusal = NotConfirmedYet()
    browser = await in_browser("mx.caseworker")
    sent = fill(await form_of(browser, step), "urgent_measure")
    answer = await browser.send(step, sent)
    assert answer.status_code == 503
    again = Page(answer.text)
    assert again.sends(again.form_to(step)).getlist("_nonce") == sent.getlist("_nonce")
    assert "it will not be done twice" in answer.text


@pytest.mark.parametrize(
    "refusal",
    [
        SafeguardNotMet(
            gate="decision", verdicts=[{"id": "guardian_first", "state": "unknown", "missing": ["guardian_appointed"]}]
        ),
        StaleRound(step="urgent_measure", round=2),
    ],
    ids=lambda refusal: refusal.code,
)
async def test_a_refusal_is_explained_above_the_form_that_keeps_its_answers(
    refusal: Refusal, in_browser: SignedIn, step: str, engine: Recorder
) -> None:
    engine.refusal = refusal
    browser = await in_browser("mx.caseworker")
    sent = fill(await form_of(browser, step), "urgent_measure")
    answer = await browser.send(step, sent)
    assert answer.status_code == 409
    again = Page(answer.text)
    kept = again.sends(again.form_to(step))
    assert kept.getlist("measure") == sent.getlist("measure")
    assert kept.getlist("_nonce") != sent.getlist("_nonce"), "a refused act is a new act when it is sent again"
    if refusal.code == "safeguard_not_met":
        assert "That a guardian was appointed" in answer.text


async def test_a_small_act_that_is_not_confirmed_can_be_sent_again(
    in_browser: SignedIn, cases: Cases, engine: Recorder
) -> None:
    engine.refusal = NotConfirmedYet()
    browser = await in_browser("mx.supervisor")
    path = f"/cases/{cases.decided}/steps/decision/approval"
    page = Page((await browser.get(f"/cases/{cases.decided}/steps/decision")).text)
    sent = page.sends(page.form_to(path))
    sent.pairs += [("answer", "yes")]
    answer = await browser.send(path, sent)
    assert answer.status_code == 503
    again = Page(answer.text).sends(2)
    assert set(sent.pairs) <= set(again.pairs) | {("reason", "")}


async def test_what_was_typed_when_the_disk_was_full_can_be_sent_again(
    in_browser: SignedIn, step: str, cases: Cases, session: AsyncSession, people: World, database: Sessions
) -> None:
    """The page that says so holds the whole form; there is room again, one press sends it, and it is kept."""
    disk = Disk(database)
    browser = await in_browser("mx.caseworker")
    sent = await form_of(browser, step, press="_draft")
    sent.pairs = [(name, "long" * 900 if name == "remarks" else value) for name, value in sent.pairs]
    disk.full = True
    me = people.users["mx.caseworker"].id
    await fill_up(database, cases.urgent, me)
    answer = await browser.send(step, sent)
    assert answer.status_code == 503
    assert "The disk is full" in answer.text
    again = Page(answer.text).sends(2)
    assert set(sent.pairs) <= set(again.pairs)
    disk.full = False
    assert (await browser.send(step, again)).headers["location"].endswith("?done=draft")
    kept = await load_draft(session, cases.urgent, "urgent_measure", me)
    assert kept is not None
    assert kept.data["remarks"] == "long" * 900


async def fill_up(database: Sessions, case: str, person: str) -> None:
    """Use what room there still is in the pages of the file that were begun."""
    for number in range(100):
        try:
            async with database() as session:
                await save_draft(session, case, f"step-{number}", person, 1, {"words": "long " * 600}, NOW)
        except NoRoom:
            return
    raise AssertionError("it never filled")


async def test_who_cannot_sign_in_on_a_full_disk_types_the_password_again(
    passer_by: Browser, people: World, database: Sessions
) -> None:
    """Nothing of a form with a password is carried on in a page."""
    Disk(database).full = True
    page = Page((await passer_by.get("/sign-in")).text)
    sent = page.sends(page.form_to("/sign-in"))
    sent.pairs = [*sent.pairs, ("email", people.users["mx.caseworker"].email), ("password", PASSWORD)]
    for _ in range(100):
        passer_by.client.cookies.clear()  # each from another browser: none of them ends the session before
        answer = await passer_by.send("/sign-in", sent)
        if answer.status_code != 303:
            break
    assert answer.status_code == 503
    assert PASSWORD not in answer.text
    assert people.users["mx.caseworker"].email not in answer.text


async def test_a_form_of_an_ended_session_goes_on_after_signing_in(
    app: FastAPI, in_browser: SignedIn, passer_by: Browser, step: str, people: World
) -> None:
    sent = fill(await form_of(await in_browser("mx.caseworker"), step), "urgent_measure")
    answer = await passer_by.send(step, sent)
    assert answer.status_code == 401
    page = Page(answer.text)
    sign_in = page.sends(page.form_to("/sign-in"))
    assert not sign_in.getlist("kept.csrf")
    typed = {"email": people.users["mx.caseworker"].email, "password": PASSWORD}
    sign_in.pairs = [(name, typed.get(name, value)) for name, value in sign_in.pairs]
    back = await passer_by.send("/sign-in", sign_in)
    again = Page(back.text)
    kept = again.sends(again.form_to(step))
    assert kept.getlist("measure") == sent.getlist("measure")
    assert (await passer_by.send(step, kept)).status_code == 303


async def test_a_form_of_another_site_is_neither_taken_nor_shown(
    in_browser: SignedIn, passer_by: Browser, step: str, engine: Recorder
) -> None:
    browser = await in_browser("mx.caseworker")
    sent = fill(await form_of(browser, step), "urgent_measure")
    data: dict[str, Any] = {name: sent.getlist(name) for name in sent.keys()}  # noqa: SIM118
    foreign = {"Origin": "https://elsewhere.example"}
    answer = await browser.client.post(step, data=data, headers=foreign)
    assert answer.status_code == 403
    assert sent.getlist("measure")[0] not in answer.text
    assert (await passer_by.client.post(step, data=data, headers=foreign)).status_code == 303
    assert not engine.reached


async def test_the_language_switch_stays(
    in_browser: SignedIn, cases: Cases, people: World, session: AsyncSession
) -> None:
    browser = await in_browser("mx.caseworker", "es")
    page = Page((await browser.get("/cases")).text)
    switch = page.sends(page.form_to("/language"), press="language")
    answer = await browser.send("/language", switch)
    assert answer.headers["location"] == "/cases"
    assert "language=en" in answer.headers["set-cookie"]
    browser.client.cookies.delete("language")
    assert (await browser.get("/cases")).text.count('lang="en"') >= 1
    user = await session.get(User, people.users["mx.caseworker"].id)
    assert user is not None
    assert user.locale == "en"


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "x"])
async def test_the_switch_leads_to_no_other_site(back: str, passer_by: Browser) -> None:
    answer = await passer_by.send("/language", Sent([("language", "en"), ("back", back)]))
    assert answer.headers["location"] == "/"


async def test_opening_begins_with_the_search(
    app: FastAPI, in_browser: SignedIn, cases: Cases, engine: Recorder
) -> None:
    browser = await in_browser("mx.caseworker")
    looked = await form_of(browser, "/cases/new")
    typed = {"origin": "GT", "name": "Lus Egemplo", "birth_date": "2013-05-04"}
    looked.pairs = [(name, typed.get(name, value)) for name, value in looked.pairs if name != "origin"]
    looked.pairs.append(("origin", "GT"))
    answer = await browser.send("/cases/new", looked)
    assert cases.urgent in answer.text
    assert "The name sounds the same" in answer.text
    page = Page(answer.text)
    begin = page.sends(page.form_to("/cases/new/detection"), press="_begin")
    form = Page((await browser.send("/cases/new/detection", begin)).text)
    assert form.all("input", name="child_name")[0].attributes["value"] == "Lus Egemplo"
    sent = form.sends(form.form_to("/cases/new/detection"))
    example = fill(Sent(), "detection")
    kept = {"child_name", "birth_date"}
    own = [(name, value) for name, value in sent.pairs if name in kept or name.startswith("_") or name == "csrf"]
    whole = Sent([*own, *(pair for pair in example.pairs if pair[0] not in kept)])
    app.state.limits = Limits(library().oversight.asking.model_copy(update={"searches_an_hour": 1}))
    another = Sent([(name, "Otra Persona" if name == "child_name" else value) for name, value in whole.pairs])
    stopped = await browser.send("/cases/new/detection", another)
    assert stopped.status_code == 429, "another child was never looked for"
    well_made(stopped.text, "en")
    given_back = Page(stopped.text)
    assert set(another.pairs) <= set(given_back.sends(len(given_back.all("form")) - 1).pairs), "nothing typed is lost"
    opened = await browser.send("/cases/new/detection", whole)
    assert opened.status_code == 303, opened.text[:3000]
    assert engine.reached[0][1] == "opened"
    assert "Egemplo" not in str(opened.headers)


async def test_leaving_quickly_ends_the_session(in_browser: SignedIn) -> None:
    browser = await in_browser("mx.caseworker")
    left = await browser.get("/leave")
    assert "Resguardo" not in left.text
    browser.client.cookies.set("session", "token-of-mx.caseworker")
    assert (await browser.get("/")).status_code == 303
