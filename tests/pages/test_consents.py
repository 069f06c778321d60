"""The consents to share on the case's page, in both languages, with the way to give one and to take it back."""

import pytest

from runtime.database import Sessions
from tests.api.given import World, opened
from tests.api.test_consents import said
from tests.pages.conftest import DONE, SignedIn
from tests.pages.test_pages import well_made

WORDS = {
    "en": ["Who may have the child’s data", "On what it rests", "Mam", "Withdrawn", "Nothing may be told to:"],
    "es": ["Quién puede tener los datos", "En qué se basa", "Mam", "Retirado", "No puede decirse nada a:"],
}


@pytest.mark.parametrize("language", WORDS)
async def test_the_page_says_who_may_have_what(
    in_browser: SignedIn, database: Sessions, people: World, language: str
) -> None:
    async with database() as session:
        made = await opened(session, people.actor("mx.caseworker"), {"detection": DONE}, stage="assessment")
        await said(session, people, made, "sharing_consented")
        await said(session, people, made, "sharing_consented", recipient="consulate", purpose="prove_identity")
        await said(session, people, made, "sharing_withdrawn", recipient="consulate")
    browser = await in_browser("mx.caseworker", language)
    answer = await browser.get(f"/cases/{made.number}")
    well_made(answer.text, language)
    for each in WORDS[language]:
        assert each in answer.text, each
    for kind in ("sharing_consented", "sharing_withdrawn"):
        address = f"/cases/{made.number}/events/{kind}"
        assert answer.text.count(address) == 1
        form = await browser.get(address)
        assert form.status_code == 200
        well_made(form.text, language)


async def test_a_case_without_any_says_so(in_browser: SignedIn, database: Sessions, people: World) -> None:
    async with database() as session:
        made = await opened(session, people.actor("mx.caseworker"), {"detection": DONE}, stage="assessment")
    answer = await (await in_browser("mx.caseworker")).get(f"/cases/{made.number}")
    assert "No consent to share was recorded." in answer.text
