"""The pages of held borders: who reads them, how a supervisor holds and lifts, and that nothing typed is lost."""

from datetime import date

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.errors import NotConfirmedYet, SafeguardNotMet
from cases.record import Entry, HoldView, Record
from cases.repository.record import apply
from tests.api.borders import WHY, held, ready
from tests.api.conftest import Recorder
from tests.api.given import NOW, World
from tests.pages.browser import Page, Sent
from tests.pages.conftest import Cases, SignedIn
from tests.pages.test_acting import fill, form_of
from tests.pages.test_pages import well_made

NEW = "/borders/new"


def filled(html: str, action: str, **answers: str) -> Sent:
    """The form as it stands on the page, with these answers typed."""
    page = Page(html)
    sent = page.sends(page.form_to(action))
    sent.pairs = [pair for pair in sent.pairs if pair[0] not in answers] + list(answers.items())
    return sent


@pytest.mark.parametrize("language", ["es", "en"])
async def test_every_page_of_a_border_is_well_made(
    in_browser: SignedIn, people: World, session: AsyncSession, cases: Cases, language: str
) -> None:
    by = people.actor("mx.supervisor")
    case = await ready(session, people.actor("mx.caseworker"))
    standing = await held(session, by, other="GT", review_on=date(2026, 12, 9))
    over = await held(session, by, lifted_at=NOW, lifted_by=by.user, why_lifted="The river fell.")
    browser = await in_browser("mx.supervisor", language)
    for path in ("/borders", NEW, f"/borders/{standing}", f"/borders/{over}"):
        answer = await browser.get(path)
        assert answer.status_code == 200, answer.text[:500]
        well_made(answer.text, language)
    listed = (await browser.get("/borders")).text
    assert WHY in listed
    words = "Detiene 2 viajes." if language == "es" else "It holds 2 journeys."
    assert words in listed, "this one, and the one of these pages that stands at its handover"
    assert ("Todo viaje que toca" if language == "es" else "Every journey that touches both") in listed
    shown = (await browser.get(f"/borders/{standing}")).text
    assert f"/cases/{case.number}" in shown and f"/cases/{cases.handed}" in shown
    assert "The river fell." in (await browser.get(f"/borders/{over}")).text
    assert f"/borders/{over}/lift" not in (await browser.get(f"/borders/{over}")).text


async def test_who_reads_and_who_is_offered_the_act(in_browser: SignedIn, people: World, session: AsyncSession) -> None:
    hold = await held(session, people.actor("mx.supervisor"))
    for who, reads, holds, lifts in (
        ("mx.supervisor", True, True, True),
        ("gt.supervisor", True, True, False),
        ("mx.caseworker", True, False, False),
        ("gt.partner", True, False, False),
        ("mx.administrator", False, False, False),
    ):
        browser = await in_browser(who)
        listed, shown = await browser.get("/borders"), await browser.get(f"/borders/{hold}")
        assert (listed.status_code, shown.status_code) == ((200, 200) if reads else (403, 403)), who
        assert (f'href="{NEW}"' in listed.text) is holds, who
        assert (await browser.get(NEW)).status_code == (200 if holds else 403), who
        assert (f"/borders/{hold}/lift" in shown.text) is lifts, who
        assert ("A supervisor of Mexico lifts it" in shown.text) is (reads and not lifts), who
        assert ("It holds 1 journey." in shown.text) is (reads and holds), "how many is told to supervisors"
    assert (await (await in_browser("mx.supervisor")).get("/borders/nothing")).status_code == 404


async def test_a_supervisor_holds_the_journeys_with_one_form(in_browser: SignedIn, engine: Recorder) -> None:
    browser = await in_browser("gt.supervisor")
    sent = filled((await browser.get(NEW)).text, NEW, cause="disaster", reason=WHY)
    first, again = await browser.send(NEW, sent), await browser.send(NEW, sent)
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.headers["location"] == again.headers["location"], "sent twice, it is one hold"
    (workflow, _, message, _), _ = engine.reached
    assert first.headers["location"] == f"/borders/{workflow.removeprefix('region-hold-')}?done=hold_region"
    asked = message.asked
    assert (asked.cause, asked.country, asked.other, asked.reason) == ("disaster", "GT", None, WHY)
    assert asked.directions == ["into", "through", "out_of"], "every journey, unless they say otherwise"


async def test_what_is_wrong_stands_at_its_field_and_what_was_typed_is_kept(
    in_browser: SignedIn, engine: Recorder
) -> None:
    browser = await in_browser("gt.supervisor")
    sent = filled((await browser.get(NEW)).text, NEW, reason="Unrest in the capital.", other="Guatemala")
    answer = await browser.send(NEW, sent)
    page = Page(answer.text)
    assert answer.status_code == 422
    assert {each.attributes["href"] for each in page.all("a") if each.attributes["href"].startswith("#f-")} == {
        "#f-cause",
    }, "what lies between fields is looked at once each is answered"
    assert page.all("textarea", name="reason")[0].text.strip() == "Unrest in the capital."
    assert len([each for each in page.all("input", name="directions") if "checked" in each.attributes]) == 3
    answer = await browser.send(NEW, filled(answer.text, NEW, cause="unrest", review_on="2026-12-09"))
    assert "Name another country, or leave this empty." in answer.text
    answer = await browser.send(NEW, filled(answer.text, NEW, other=""))
    assert (answer.status_code, engine.reached) == (422, [])
    assert "This day is over." in answer.text
    answer = await browser.send(NEW, filled(answer.text, NEW, country="Honduras", review_on=""))
    assert answer.status_code == 403
    assert "Not your border" in answer.text and 'value="Honduras"' in answer.text


async def test_not_confirmed_it_is_sent_again_as_the_same_act(in_browser: SignedIn, engine: Recorder) -> None:
    browser = await in_browser("gt.supervisor")
    engine.refusal = NotConfirmedYet()
    sent = filled((await browser.get(NEW)).text, NEW, cause="disaster", reason=WHY)
    answer = await browser.send(NEW, sent)
    assert answer.status_code == 503
    again = filled(answer.text, NEW)
    assert again.getlist("_nonce") == sent.getlist("_nonce")
    engine.refusal = None
    assert (await browser.send(NEW, again)).status_code == 303


async def test_a_supervisor_lifts_it_with_the_reason(
    in_browser: SignedIn, people: World, session: AsyncSession, engine: Recorder
) -> None:
    hold = await held(session, people.actor("mx.supervisor"))
    address, lift = f"/borders/{hold}", f"/borders/{hold}/lift"
    browser = await in_browser("mx.supervisor")
    form = (await browser.get(address)).text
    empty = await browser.send(lift, filled(form, lift))
    assert (empty.status_code, engine.reached) == (422, [])
    well_made(empty.text, "en")
    done = await browser.send(lift, filled(empty.text, lift, reason="The river fell."))
    assert done.headers["location"] == f"{address}?done=lift_hold"
    workflow, update, message, _ = engine.reached[-1]
    assert (workflow, update, message.reason) == (f"region-hold-{hold}", "lift", "The river fell.")
    foreign = await in_browser("gt.supervisor")
    stolen = filled(form, lift, reason="Ours now.")
    refused = await foreign.send(lift, stolen)
    assert refused.status_code == 403
    assert len(engine.reached) == 1


async def test_a_form_without_its_token_holds_nothing(in_browser: SignedIn, engine: Recorder) -> None:
    browser = await in_browser("gt.supervisor")
    sent = filled((await browser.get(NEW)).text, NEW, csrf="another", cause="disaster", reason=WHY)
    assert (await browser.send(NEW, sent)).status_code == 403
    assert engine.reached == []


async def test_a_gate_that_a_hold_shut_leads_to_the_hold(in_browser: SignedIn, cases: Cases, engine: Recorder) -> None:
    browser = await in_browser("mx.caseworker")
    step = f"/cases/{cases.urgent}/steps/urgent_measure"
    sent = fill(await form_of(browser, step), "urgent_measure")
    engine.refusal = SafeguardNotMet(gate="departure", verdicts=[], borders=[{"id": "a1b2", "country": "GT"}])
    refused = await browser.send(step, sent)
    assert refused.status_code == 409
    assert 'href="/borders/a1b2"' in refused.text


async def test_from_the_board_and_from_a_held_case(in_browser: SignedIn, people: World, session: AsyncSession) -> None:
    board = (await (await in_browser("mx.supervisor")).get("/board")).text
    assert "Borders held" in board and 'href="/borders"><b>0</b>' in board
    by = people.actor("gt.supervisor")
    hold = await held(session, by)
    assert "<b>1</b>" in (await (await in_browser("mx.supervisor")).get("/board")).text
    case = await ready(session, people.actor("mx.caseworker"))
    stopped = HoldView(kind="border_closed", since=NOW, by=by, duty="border_review")
    view = case.view.model_copy(update={"holds": [stopped], "region_holds": [hold]})
    await apply(session, Record(sequence=2, entry=Entry(act="border_closed", at=NOW, actor=by), case=view))
    await session.commit()
    for who in ("mx.caseworker", "gt.partner"):
        assert f'href="/borders/{hold}"' in (await (await in_browser(who)).get(f"/cases/{case.number}")).text
