"""The consents to share on the case's page, in both languages, with the way to give one and to take it back."""

import pytest

from runtime.database import Sessions
from tests.api.given import World, opened
from tests.api.test_consents import said
from tests.pages.conftest import DONE, SignedIn
from tests.pages.test_pages import well_made

OF_THE_CASE = {
    "en": ["Who may have the child’s data", "Prepare a return and the reception", "Nothing may be told to:"],
    "es": ["Quién puede tener los datos", "Preparar un retorno y la recepción", "No puede decirse nada a:"],
}
OF_ALL = {
    "en": ["What shows that whoever consents was able to", "Mam; interpreter: Inés Intérprete Ejemplo", "Withdrawn"],
    "es": ["Qué muestra que quien consiente podía hacerlo", "Mam; intérprete: Inés Intérprete Ejemplo", "Retirado"],
}


@pytest.mark.parametrize("language", OF_ALL)
async def test_pages_say_who_may_have_what_and_on_which_basis(
    in_browser: SignedIn, database: Sessions, people: World, language: str
) -> None:
    async with database() as session:
        made = await opened(session, people.actor("mx.caseworker"), {"detection": DONE}, stage="assessment")
        await said(session, people, made, "sharing_consented")
        await said(session, people, made, "sharing_consented", recipient="consulate", purpose="prove_identity")
        await said(session, people, made, "sharing_withdrawn", recipient="consulate")
    browser = await in_browser("mx.caseworker", language)
    for address, words in (("", OF_THE_CASE), ("/consents", OF_ALL)):
        answer = await browser.get(f"/cases/{made.number}{address}")
        assert answer.status_code == 200
        well_made(answer.text, language)
        for each in words[language]:
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
    browser = await in_browser("mx.caseworker")
    assert "No consent to share stands." in (await browser.get(f"/cases/{made.number}")).text
    assert "No consent to share was recorded." in (await browser.get(f"/cases/{made.number}/consents")).text
