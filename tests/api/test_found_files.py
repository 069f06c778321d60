"""A file or a print turned up: an auditor whom it concerns reads whose it is, by what stands in it."""

import hashlib

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.seal_of_a_file import read, typed
from cases.tables import Agency, Case
from tests.api.conftest import Caller
from tests.api.given import World
from tests.api.test_export import ASKED, sheltered, taken

AUDIT = "/api/v1/audit/exports"


async def test_whose_it_is_by_each_of_its_marks(session: AsyncSession, people: World, as_: Caller) -> None:
    made = await sheltered(session, people)
    content = (await taken(await as_("mx.caseworker"), made, form="html")).content
    said = read(content)
    auditor = await as_("mx.auditor")
    assert said.export and said.seal
    for mark in (said.export, said.seal, hashlib.sha256(content).hexdigest()):
        found = (await auditor.get(f"{AUDIT}/{mark}")).json()
        assert (found["taken"]["case"], found["taken"]["user"]) == (made.number, "user-mx-caseworker")
        assert (found["export"]["id"], found["export"]["recipient"]) == (said.export, ASKED["recipient"])
        page = (await auditor.get("/audit", params={"mark": f" {mark[:8].upper()} {mark[8:]} "})).text
        assert "It is this one" in page and ASKED["recipient"] in page


@pytest.mark.parametrize("mark", ["0" * 16, "f" * 64])
async def test_what_is_no_export_is_said(as_: Caller, people: World, mark: str) -> None:
    auditor = await as_("mx.auditor")
    assert (await auditor.get(f"{AUDIT}/{mark}")).status_code == 404
    page = (await auditor.get("/audit", params={"mark": mark})).text
    assert "No export that concerns your agency has this mark" in page and mark in page


@pytest.mark.parametrize("taker", ["mx.caseworker", "gt.caseworker"])
async def test_who_is_told_and_how_much(session: AsyncSession, people: World, as_: Caller, taker: str) -> None:
    """The host's auditors of every file; those of the country of origin of their own side's, as on the case itself."""
    made = await sheltered(session, people)
    mark = read((await taken(await as_(taker), made)).content).export
    for who, told in {"mx.auditor": True, "gt.auditor": taker == "gt.caseworker", "other.auditor": False}.items():
        client = await as_(who)
        answer = await client.get(f"{AUDIT}/{mark}")
        assert answer.status_code == (200 if told else 404), who
        assert not told or answer.json()["export"]["id"] == mark
        on_the_case = await client.get(f"/api/v1/cases/{made.number}/readers")
        listed = on_the_case.json()["exports"] if on_the_case.status_code == 200 else []
        assert [each["id"] for each in listed] == ([mark] if told else []), "no more than the case's own list tells"
        page = (await client.get("/audit", params={"mark": str(mark)})).text
        assert (ASKED["recipient"] in page) == told
    for who in ("mx.caseworker", "mx.supervisor", "mx.administrator", "mx.analyst"):
        assert (await (await as_(who)).get(f"{AUDIT}/{mark}")).status_code == 403, who


@pytest.mark.parametrize("function", ["consulate", "shelter", "escort"])
async def test_auditors_of_who_is_told_a_part_are_told_of_no_file(
    session: AsyncSession, people: World, as_: Caller, function: str
) -> None:
    """They read no ledger of the case, and not who looked; so no such cases are on their page either."""
    made = await sheltered(session, people)
    mark = read((await taken(await as_("mx.caseworker"), made)).content).export
    (await session.get_one(Agency, "agency-gt")).function = function
    await session.commit()
    auditor = await as_("gt.auditor")
    assert (await auditor.get(f"{AUDIT}/{mark}")).status_code == 404
    assert (await auditor.get("/api/v1/audit")).json()["cases"] == []
    assert made.number not in (await auditor.get("/audit", params={"mark": str(mark)})).text


async def test_of_a_protected_case_it_is_told_that_their_own_people_took_one(
    session: AsyncSession, people: World, as_: Caller
) -> None:
    made = await sheltered(session, people)
    mark = read((await taken(await as_("gt.caseworker"), made)).content).export
    (await session.get_one(Case, made.number)).protected = True
    await session.commit()
    found = await (await as_("gt.auditor")).get(f"{AUDIT}/{mark}")
    assert found.json()["export"] is None and found.json()["taken"]["case"] is None
    assert found.json()["taken"]["user"] == "user-gt-caseworker"
    page = (await (await as_("gt.auditor")).get("/audit", params={"mark": str(mark)})).text
    assert "a case that you may not know of" in page and made.number not in page and ASKED["recipient"] not in page
    assert (await (await as_("mx.auditor")).get(f"{AUDIT}/{mark}")).status_code == 404, "nobody of theirs took it"


def test_what_is_typed_is_read_as_it_is_printed() -> None:
    assert typed(" 0123 4567 89AB CDEF\n") == typed("0123456789abcdef") is not None
    for mark in ("", "0123456789abcde", "0123456789abcdef0", "x" * 16, "0" * 63):
        assert typed(mark) is None, mark
