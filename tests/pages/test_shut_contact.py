"""While nothing may be told to the country of origin, no form asks for anybody there."""

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from tests.api.conftest import Recorder
from tests.api.given import NOW, World, opened
from tests.pages.browser import Page, Sent
from tests.pages.conftest import SignedIn
from tests.pages.test_acting import fill


@pytest.mark.parametrize("suppressed", [True, False])
async def test_the_author_there_is_asked_only_while_there_is_contact(
    in_browser: SignedIn, people: World, session: AsyncSession, engine: Recorder, suppressed: bool
) -> None:
    """What is shut is not asked, and says so; the report is accepted without it, and refused in every other case."""
    open_ = {"risk_assessment": {"status": "open", "opened_at": NOW}}
    by = people.actor("mx.caseworker")
    case = await opened(session, by, open_, stage="assessment", suppressed=suppressed)
    path = f"/cases/{case.number}/steps/risk_assessment"
    browser = await in_browser("mx.caseworker")
    answer = await browser.get(path)
    page = Page(answer.text)
    assert bool(page.all("input", name="origin_author")) is not suppressed
    assert ("is shut: nobody there is asked, and" in answer.text) is suppressed
    typed = fill(page.sends(page.form_to(path)), "risk_assessment")
    sent = Sent([(name, value) for name, value in typed.pairs if name != "origin_author"])
    answered = await browser.send(path, sent)
    assert answered.status_code == (303 if suppressed else 422), answered.text
    assert len(engine.reached) == (1 if suppressed else 0)
