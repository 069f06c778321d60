"""A shelter's name leads to the child: it stays in its country, and out of every file without addresses."""

import httpx2
import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Function
from cases.record import Entry, Record
from cases.repository.houses import Houses, stays_unnamed
from cases.repository.record import apply
from tests.api.conftest import Caller
from tests.api.functions import OPEN, case_of
from tests.api.given import NOW, World, Written, alerted
from tests.api.test_export import taken

HOUSE, PERSON = "Agencia other", "Caseworker OTHER"
NAMES = (HOUSE, PERSON, "agency-other", "user-other")
READ = (
    "/api/v1/cases/{}", "/api/v1/cases/{}/participants", "/api/v1/cases/{}/ledger", "/api/v1/cases/{}/readers",
    "/api/v1/cases/{}/steps/shelter", "/api/v1/cases/{}/steps/shelter/documents", "/api/v1/cases/{}/consents",
    "/cases/{}", "/cases/{}/participants", "/cases/{}/story", "/cases/{}/readers", "/cases/{}/consents",
    "/cases/{}/steps/shelter",
)  # fmt: skip


async def sheltered(session: AsyncSession, people: World) -> Written:
    """A shelter was let in, owned the step that is its, and finished it; it acknowledged an alert."""
    made = await case_of(session, people, Function.SHELTER, location_withheld=True)
    by, supervisor = people.actor("other.caseworker"), people.actor("mx.supervisor")
    alert = await alerted(session, made, "shelter")
    acts = (
        Entry(act="agency_let_in", at=NOW, actor=supervisor, details={"agency": by.agency, "reason": HOUSE}),
        Entry(act="assigned", at=NOW, actor=by, step="shelter", rule="shelter", details={"owner": by.user}),
        Entry(act="acknowledged", at=NOW, actor=by, step="shelter", rule="shelter"),
        Entry(act="finished", at=NOW, actor=by, step="shelter", rule="shelter", details={"outcome": None}),
    )
    rule = made.rules.step("shelter")
    step = {"key": "shelter", "step": "shelter", "stage": "protection", "side": rule.side, "report": rule.report_model}
    for entry in acts:
        made.sequence += 1
        write = Record(
            sequence=made.sequence,
            entry=entry,
            case=made.view,
            steps=[{**step, "responsible": rule.responsible, "owner": by.user, "submitted_by": by, **OPEN}],
            acknowledged_alert=alert if entry.act == "acknowledged" else None,
        )
        await apply(session, write)
    await session.commit()
    return made


async def read(client: httpx2.AsyncClient, made: Written, *addresses: str) -> dict[str, str]:
    """What these addresses show."""
    found = {}
    for address in addresses:
        answer = await client.get(address.format(made.number))
        assert answer.status_code == 200, address
        found[address] = answer.text
    return found


async def test_the_country_of_origin_reads_no_shelters_name(session: AsyncSession, people: World, as_: Caller) -> None:
    made = await sheltered(session, people)
    await (await as_("other.caseworker")).get(f"/cases/{made.number}")
    for who in ("gt.caseworker", "gt.supervisor", "gt.auditor"):
        client = await as_(who)
        ours = [each for each in READ if "auditor" not in who or each.endswith(("/ledger", "/readers"))]
        lists = [] if "auditor" in who else ["/work", "/api/v1/steps", "/api/v1/steps/counts"]
        shown = await read(client, made, *ours)
        for address in lists:
            answer = await client.get(address)
            assert answer.status_code == 200, address
            shown[address] = answer.text
        for address, text in shown.items():
            names = (HOUSE, PERSON) if address in lists else NAMES
            assert not [each for each in names if each in text], (who, address)
    entries = (await (await as_("gt.caseworker")).get(f"/api/v1/cases/{made.number}/ledger")).json()["entries"]
    assert [each["who"] for each in entries if each["act"] == "finished"] == ["a shelter"]
    assert any("In the hands of a shelter" in each["said"] for each in entries)
    assert any(each["sentence"].endswith(": a shelter") for each in entries)


async def test_its_own_country_does(session: AsyncSession, people: World, as_: Caller) -> None:
    made = await sheltered(session, people)
    client = await as_("mx.caseworker")
    shown = await read(
        client, made, "/cases/{}", "/cases/{}/participants", "/cases/{}/story", "/api/v1/cases/{}/ledger"
    )
    assert all(HOUSE in text for text in shown.values())
    assert PERSON in shown["/cases/{}/story"]


@pytest.mark.parametrize("form", ["json", "html"])
async def test_a_file_without_addresses_names_none(
    form: str, session: AsyncSession, people: World, as_: Caller
) -> None:
    made = await sheltered(session, people)
    mine = await as_("mx.caseworker")
    assert not [each for each in NAMES if each in (await taken(mine, made, form=form)).text]
    whole = (await taken(mine, made, form=form, addresses=True)).text
    assert HOUSE in whole and PERSON in whole
    for addresses in (False, True):
        theirs = (await taken(await as_("gt.caseworker"), made, form=form, addresses=addresses)).text
        assert not [each for each in NAMES if each in theirs]


async def test_the_guardians_extract_names_none(session: AsyncSession, people: World, as_: Caller) -> None:
    made = await sheltered(session, people)
    extract = (await (await as_("mx.caseworker")).get(f"/cases/{made.number}/extract")).text
    assert HOUSE not in extract and "a shelter" in extract


def test_shelters_alone_and_in_their_country() -> None:
    assert stays_unnamed("shelter", "MX", "GT") and stays_unnamed("shelter", "MX", None)
    assert not stays_unnamed("shelter", "MX", "MX")
    assert not stays_unnamed("protection", "MX", None) and not stays_unnamed("escort", "MX", "GT")


def test_typed_words_that_name_one() -> None:
    houses = Houses(names=frozenset({"Albergue Ejemplo"}))
    assert houses.said_in("el albergue EJEMPLO, planta baja")
    assert not houses.said_in("") and not Houses().said_in("Albergue Ejemplo")
