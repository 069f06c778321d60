"""A case as a file: what this reader's pages show and nothing else, kept before it is given, and known again."""

import html
import json
import re
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from pydantic import TypeAdapter
from sqlmodel import select, text
from sqlmodel.ext.asyncio.session import AsyncSession

from api.schemas.exports import CaseExported
from cases.record import Entry, Record
from cases.reports.detection import Detection
from cases.repository.erasing import erase
from cases.repository.record import apply
from cases.seal_of_a_file import read
from cases.tables import Case, CaseExport, Look, Notice, Participation, UnusualReading
from guidelines.library import library
from runtime.room import NoRoom
from tests.api.conftest import Caller
from tests.api.given import NOW, World, Written, opened
from tests.api.test_emergency import ADDRESS as EMERGENCIES
from tests.api.test_need_to_know import DONE, FILED, READERS
from tests.api.test_need_to_know import case as read_by
from tests.api.test_protected import NAMED, protected
from tests.architecture.tree import ROOT

ASKED: dict[str, Any] = {"purpose": "court", "words": "Exp. 44/2026", "recipient": "Juzgado 5, Lic. Ejemplo"}
SHAPE = ROOT / "docs" / "case-export.schema.json"
MOST = library().oversight.unusual_exporting.more_cases_than


async def taken(client: httpx2.AsyncClient, made: Written, **changes: Any) -> httpx2.Response:
    answer: httpx2.Response = await client.post(f"/api/v1/cases/{made.number}/export", json=ASKED | changes)
    return answer


async def sheltered(session: AsyncSession, people: World, **view: Any) -> Written:
    """A case in which a shelter was found, read on both sides."""
    return await opened(
        session,
        people.actor("mx.caseworker"),
        dict.fromkeys((*FILED, "shelter"), DONE),
        reports=(*FILED, "shelter"),
        origin_takes_part=True,
        **view,
    )


async def everything_filed(client: httpx2.AsyncClient, made: Written) -> dict[str, list[dict[str, Any]]]:
    """What this reader's steps show, by step: the answers of each report."""
    shown: dict[str, list[dict[str, Any]]] = {}
    for step in (await client.get(f"/api/v1/cases/{made.number}")).json()["steps"]:
        if step["begun"]:
            answer = await client.get(f"/api/v1/cases/{made.number}/steps/{step['key']}")
            filed = [each["data"] for each in answer.json()["filed"]]
            if filed or step["status"] != "waiting":
                shown[step["key"]] = filed
    return shown


@pytest.mark.parametrize("reader", [*READERS, "host"])
async def test_it_holds_what_their_pages_show_answer_by_answer(
    reader: str, session: AsyncSession, people: World, as_: Caller, record_property: Any
) -> None:
    """Each level of the receiving agency, and the host; a consulate gets none at any time."""
    made = await (sheltered(session, people) if reader == "host" else read_by(session, people, reader))
    client = await as_("mx.caseworker" if reader == "host" else "gt.caseworker")
    answer = await taken(client, made, form="json", addresses=True)
    if reader == "consulate":
        assert answer.status_code == 403
        return
    file = answer.json()
    found = {step["key"]: [each["data"] for each in step["reports"]] for step in file["steps"]}
    assert found == await everything_filed(client, made)
    record_property("cells", sum(len(each) for steps in found.values() for each in steps))
    ledger = (await client.get(f"/api/v1/cases/{made.number}/ledger")).json()["entries"]
    assert [each["sentence"] for each in file["story"]] == [each["sentence"] for each in ledger]
    assert (file["disclosures"] is None) == (reader != "host")
    assert "user-" not in answer.text and "agency-" not in answer.text, "accounts are named, never by their ids"


async def test_where_the_child_sleeps_is_in_it_only_if_that_was_asked_for(
    session: AsyncSession, people: World, as_: Caller
) -> None:
    made = await sheltered(session, people)
    client = await as_("mx.caseworker")
    page = (await client.get(f"/api/v1/cases/{made.number}/steps/shelter")).json()["filed"][0]["data"]
    secret = str(page["address"])
    for form in ("json", "html"):
        assert secret in (await taken(client, made, form=form, addresses=True)).text
        without = await taken(client, made, form=form)
        assert secret not in without.text
        assert "left out" in without.text if form == "html" else "address" in json.dumps(without.json()["steps"])
    for who in ("gt.caseworker", "gt.supervisor"):
        assert secret not in (await taken(await as_(who), made, addresses=True)).text, "not for who may not read it"


async def test_it_begins_with_who_the_child_is_and_says_what_is_in_it(
    session: AsyncSession, people: World, as_: Caller
) -> None:
    made, told = await sheltered(session, people), Detection.example()
    client = await as_("mx.caseworker")
    child = (await taken(client, made, form="json")).json()["child"]
    assert (child["name"], child["needs_interpreter"]) == (told.child_name, told.needs_interpreter)
    page = (await taken(client, made, form="html")).text
    begins, _, rest = page.partition("<h1>")[2].partition("<section>")
    assert html.escape(told.child_name) in begins.partition("<nav")[0], "before anything else"
    leads = re.findall(r'href="#([^"]+)"', begins)
    assert len(leads) == len(set(leads)) > len(FILED)
    assert set(leads) <= set(re.findall(r' id="([^"]+)"', begins + rest)), "each leads somewhere"
    assert not re.findall(r'href="(?!#)', page), "and none out of the file"


async def test_for_the_child_or_the_guardian_no_doubt_about_the_guardian_is_told(
    session: AsyncSession, people: World, as_: Caller
) -> None:
    made = await sheltered(session, people)
    by = people.actor("mx.caseworker")
    made.sequence += 1
    title = next(each.title.in_("en") for each in library().interruptions if each.id == "guardian_impostor")
    doubt = Entry(act="event_reported", at=NOW, actor=by, details={"kind": "guardian_impostor"})
    await apply(session, Record(sequence=made.sequence, entry=doubt, case=made.view))
    await session.commit()
    client = await as_("mx.caseworker")
    for purpose, told in (("court", True), ("child_or_guardian", False)):
        for form in ("json", "html"):
            file = (await taken(client, made, purpose=purpose, form=form)).text
            assert (title in html.unescape(file)) is told, f"{purpose}, {form}"


async def test_who_took_it_stands_in_it_and_on_the_case_before_it_is_given(
    session: AsyncSession, people: World, as_: Caller
) -> None:
    made = await sheltered(session, people)
    client = await as_("mx.caseworker")
    for form in ("html", "json"):
        answer = await taken(client, made, form=form)
        assert answer.headers["content-disposition"] == f'attachment; filename="{made.number}.{form}"'
        assert answer.headers["cache-control"] == "no-store"
        assert "sandbox" in answer.headers["content-security-policy"]
        for said in ("Caseworker MX", "Agencia mx", "Exp. 44/2026", "Juzgado 5, Lic. Ejemplo", "2026-12-10"):
            assert said in answer.text, (form, said)
        row = (await session.exec(select(CaseExport).where(CaseExport.form == form))).one()
        file = read(answer.content)
        assert (file.whole, file.export, file.seal, file.sha256) == (True, row.id, row.seal, row.sha256)
        assert (row.purpose, row.words, row.recipient) == ("court", "Exp. 44/2026", "Juzgado 5, Lic. Ejemplo")
    looks = await session.exec(select(Look.what).where(Look.user_id == "user-mx-caseworker"))
    assert set(looks.all()) == {"export"}
    for who, sees in (("mx.supervisor", 2), ("mx.auditor", 2), ("gt.supervisor", 0), ("gt.auditor", 0)):
        reader = await as_(who)
        listed = (await reader.get(f"/api/v1/cases/{made.number}/readers")).json()["exports"]
        assert [each["recipient"] for each in listed] == ["Juzgado 5, Lic. Ejemplo"] * sees, who
        page = (await reader.get(f"/cases/{made.number}/readers")).text
        assert ("Exp. 44/2026" in page) == bool(sees)
    assert "Taken as a file 2 times" in (await client.get(f"/cases/{made.number}")).text


async def test_what_was_typed_is_enciphered_and_gone_with_the_case(
    session: AsyncSession, people: World, as_: Caller
) -> None:
    made = await sheltered(session, people)
    await taken(await as_("mx.caseworker"), made)
    stored = (await session.exec(text("SELECT words, recipient FROM case_export"))).one()  # type: ignore[call-overload]  # SQL
    assert not any("Juzgado" in each or "Exp." in each for each in stored)
    case = await session.get_one(Case, made.number)
    case.status = "closed"
    session.add(case)
    await session.commit()
    await erase(session, made.number, "Juzgado 9", "Order 1", NOW)
    session.expunge_all()
    row = (await session.exec(select(CaseExport))).one()
    assert (row.purpose, row.words, row.recipient) == ("court", "", "")


async def test_a_file_that_was_changed_is_told_apart(session: AsyncSession, people: World, as_: Caller) -> None:
    made = await sheltered(session, people)
    for form in ("html", "json"):
        answer = await taken(await as_("mx.caseworker"), made, form=form, words='"resguardo_seal": "' + "0" * 64 + '"')
        whole = read(answer.content)
        assert whole.whole
        for changed in (
            answer.content.replace(b"Caseworker MX", b"Somebody else"),
            answer.content + b" ",
            answer.content.replace(str(whole.seal).encode(), b"1" * 64),
        ):
            file = read(changed)
            assert not file.whole and file.export == whole.export
    assert read(b"no file of ours") == read(b"no file of ours")
    assert read(b"no file of ours").export is None


async def test_another_purpose_is_said_in_words(session: AsyncSession, people: World, as_: Caller) -> None:
    made = await sheltered(session, people)
    client = await as_("mx.caseworker")
    for wrong in ({"purpose": "other_purpose", "words": " "}, {"recipient": ""}, {"purpose": "curiosity"}, {"x": 1}):
        assert (await taken(client, made, **wrong)).status_code == 422
    page = await client.post(
        f"/cases/{made.number}/export",
        data={"purpose": "other_purpose", "recipient": "Lic. Ejemplo", "form": "json"},
    )
    assert page.status_code == 422
    assert "Say what it is for." in page.text and "Lic. Ejemplo" in page.text
    assert not (await session.exec(select(CaseExport))).all()


async def test_nobody_takes_a_case_away_in_an_emergency(session: AsyncSession, people: World, as_: Caller) -> None:
    made = await sheltered(session, people)
    client = await as_("other.supervisor")
    assert (await client.post(EMERGENCIES, json={"case": made.number, "reason": "x"})).status_code == 200
    assert (await taken(client, made)).status_code == 403
    assert "Take the case as a file" not in (await client.get(f"/cases/{made.number}")).text
    assert (await client.get(f"/cases/{made.number}/export")).status_code == 403


async def test_of_a_protected_case_a_named_supervisor_takes_it(
    session: AsyncSession, people: World, as_: Caller
) -> None:
    made = await protected(session, people, [*NAMED, "user-mx-caseworker"])
    assert (await taken(await as_("mx.supervisor"), made)).status_code == 200
    for who in ("mx.caseworker", "gt.caseworker"):
        client = await as_(who)
        assert (await taken(client, made)).json()["code"] == "protected_by_supervisor"
        assert (await client.get(f"/cases/{made.number}/export")).status_code == 403
        assert (
            "export"
            not in (await session.exec(select(Look.what).where(Look.user_id == f"user-{who.replace('.', '-')}"))).all()
        )
        assert "Take the case as a file" not in (await client.get(f"/cases/{made.number}")).text
    assert (await taken(await as_("gt.supervisor"), made)).status_code == 404, "who is not named knows of nothing"


async def test_who_reads_until_a_day_takes_nothing_and_whose_part_is_over_finds_nothing(
    session: AsyncSession, people: World, as_: Caller
) -> None:
    made = await sheltered(session, people)
    row = Participation(
        case_number=made.number,
        agency_id="agency-other",
        side="host",
        since=NOW - timedelta(days=1),
        until=NOW + timedelta(days=1),
        reason="let_in",
    )
    session.add(row)
    await session.commit()
    client = await as_("other.supervisor")
    assert (await taken(client, made)).json()["code"] == "let_in_takes_nothing"
    assert not (await session.exec(select(Look))).all(), "a refusal shows nothing"
    row.until = NOW
    session.add(row)
    await session.commit()
    for method, path in (("POST", "/api/v1"), ("GET", ""), ("POST", "")):
        answer = await client.request(method, f"{path}/cases/{made.number}/export", json=ASKED)
        assert answer.status_code == 404, f"{method} {path}"
    assert not (await session.exec(select(CaseExport))).all()


async def test_who_takes_too_many_on_a_day_is_told_to_an_auditor_once(
    session: AsyncSession, people: World, as_: Caller
) -> None:
    """Also of cases in which every step is theirs."""
    client = await as_("mx.caseworker")
    for number in range(MOST["caseworker"] + 2):
        made = await opened(session, people.actor("mx.caseworker"), {}, at=NOW)
        for _ in range(2):
            assert (await taken(client, made)).status_code == 200
        found = (await session.exec(select(UnusualReading))).all()
        assert len(found) == (number >= MOST["caseworker"])
    assert (found[0].what, found[0].cases) == ("exported", MOST["caseworker"] + 1)
    (notice,) = (await session.exec(select(Notice).where(Notice.kind == "unusual_reading"))).all()
    assert notice.recipient == "user-mx-auditor"
    audit = (await (await as_("mx.auditor")).get("/api/v1/audit")).json()["unusual"][0]
    assert (audit["what"], len(audit["numbers"])) == ("exported", MOST["caseworker"] + 2)
    page = (await (await as_("mx.auditor")).get("/audit")).text
    assert "Took 4 cases as files" in page and "Nobody of your agency took a case" not in page
    listed = (await (await as_("mx.auditor")).get("/api/v1/audit")).json()["taken"]
    assert len({each["case"] for each in listed}) == MOST["caseworker"] + 2
    assert {each["user"] for each in listed} == {"user-mx-caseworker"}
    assert (await (await as_("gt.auditor")).get("/api/v1/audit")).json()["taken"] == []


async def test_on_a_full_disk_no_file_is_given(
    session: AsyncSession, people: World, as_: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading goes on (test_looks.py); a file can wait until it can be kept."""
    made = await sheltered(session, people)

    async def full(*_arguments: object) -> None:
        raise NoRoom()

    monkeypatch.setattr("api.acts.exporting.keep_export", full)
    client = await as_("mx.caseworker")
    assert (await taken(client, made)).json()["code"] == "no_room"
    page = await client.post(f"/cases/{made.number}/export", data=ASKED | {"form": "json"})
    assert page.status_code == 503 and "Juzgado 5" in page.text


async def test_what_may_not_reach_the_other_country_is_said_first(
    session: AsyncSession, people: World, as_: Caller
) -> None:
    made = await sheltered(session, people, suppressed=True, location_withheld=True)
    client = await as_("mx.caseworker")
    for said in (
        (await client.get(f"/cases/{made.number}/export")).text,
        (await taken(client, made)).text,
        (await taken(client, made, form="json")).text,
    ):
        assert "nothing of this may reach" in said
        assert "learn where the child is" in said


def test_its_shape_is_written_down() -> None:
    """Changed on purpose, it is another version: who reads such files must be told."""
    shape = TypeAdapter(CaseExported).json_schema(mode="serialization")
    assert json.loads(SHAPE.read_text(encoding="utf-8")) == shape, f"write it anew, and raise its version: {SHAPE}"
