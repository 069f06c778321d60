"""The pages on which the guidelines change: editions, proposals, rehearsal, and the offer in a case."""

from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from tests.api.conftest import Recorder
from tests.api.editions import with_the_consulate
from tests.api.given import World
from tests.pages.browser import Page
from tests.pages.conftest import SignedIn
from tests.workflows.law import in_force, insert, proposal, term

PROPOSAL = "/guidelines/proposals/consular_5_days"


async def test_from_the_guidelines_to_the_editions(in_browser: SignedIn) -> None:
    browser = await in_browser("mx.administrator")
    html = (await browser.get("/guidelines?host=MX&origin=GT&on=2026-12-01")).text
    links = [
        each.attributes["href"] for each in Page(html).all("a") if "/guidelines/editions" in each.attributes["href"]
    ]
    assert links == ["/guidelines/editions?host=MX&origin=GT&on=2026-12-01"]
    page = (await browser.get(f"{links[0]}&since=2025-12-01")).text
    assert "New step: Confirmation of the measure by a judge" in page
    assert PROPOSAL in page
    assert "Cinco días hábiles" in (await (await in_browser("mx.caseworker", "es")).get(links[0])).text
    assert (await browser.get("/guidelines/editions?since=nonsense&host=XX")).status_code == 200


async def test_a_comment_is_written_and_escaped(in_browser: SignedIn) -> None:
    browser = await in_browser("mx.caseworker")
    form = Page((await browser.get(PROPOSAL)).text)
    sent = form.sends(form.form_to(f"{PROPOSAL}/comments"))
    sent.pairs = [*(pair for pair in sent.pairs if pair[0] != "text"), ("text", "<b>Few</b> days")]
    answer = await browser.send(f"{PROPOSAL}/comments", sent)
    assert answer.status_code == 303
    page = (await browser.get(answer.headers["location"])).text
    assert "&lt;b&gt;Few&lt;/b&gt; days" in page and "<b>Few" not in page


async def test_only_supervisors_are_led_to_the_rehearsal(in_browser: SignedIn) -> None:
    for who, sees in (("mx.supervisor", True), ("mx.caseworker", False), ("mx.administrator", False)):
        browser = await in_browser(who)
        assert (f"{PROPOSAL}/rehearsal" in (await browser.get(PROPOSAL)).text) is sees
        assert (await browser.get(f"{PROPOSAL}/rehearsal")).status_code == (200 if sees else 403)


async def test_the_offer_is_shown_before_it_is_adopted(
    in_browser: SignedIn, people: World, session: AsyncSession, engine: Recorder
) -> None:
    case = await with_the_consulate(session, people.actor("mx.caseworker"))
    supervisor, worker = await in_browser("mx.supervisor"), await in_browser("mx.caseworker")
    address = f"/cases/{case.number}/edition"
    assert address not in (await supervisor.get(f"/cases/{case.number}")).text, "nothing newer is in force"
    with in_force(proposal(term("nationality", 5), insert("hearing", "again"), from_=date(2026, 12, 2))):
        assert address in (await supervisor.get(f"/cases/{case.number}")).text
        assert address not in (await worker.get(f"/cases/{case.number}")).text
        shown = (await supervisor.get(address)).text
        assert "New: again: it opens now." in shown
        assert "Identity and nationality: the term is 5 working days" in shown
        form = Page(shown)
        answer = await supervisor.send(address, form.sends(form.form_to(address)))
    assert answer.headers["location"].startswith(f"/cases/{case.number}?done=adopt_edition")
    assert engine.reached[-1][1] == "adopt_edition"
