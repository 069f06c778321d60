"""Documents through the API: what is taken, who reads it, how it goes out, what lies in the storage."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from tempfile import SpooledTemporaryFile
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.acts.attaching import about, named
from cases.actor import Function
from cases.errors import StepNotOpen
from cases.record import CaseView
from cases.repository.erasing import erase
from cases.tables import Agency, Case, Document, Look, Participation
from runtime.database import Sessions
from runtime.documents.objects import InAFolder, Unreachable
from runtime.documents.scanner import Clamd
from runtime.documents.shelf import Shelf
from runtime.keys.ring import Erased, Keys
from tests.api.conftest import Caller
from tests.api.documents import NAME, TITLE, Attaching, attach, case_of, place
from tests.api.given import NOW, World, Written
from tests.keys import FILE, KEYS
from tests.runtime.clamd import EICAR, clamd
from tests.runtime.papers import HOSTILE, TAKEN, jpeg, located_jpeg, pdf, png

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def engine(database: Sessions) -> Attaching:
    return Attaching(database)


@pytest.fixture
async def made(engine: Attaching, session: AsyncSession, people: World) -> Written:
    return await case_of(engine, session, people)


def given(app: FastAPI, **changes: Any) -> None:
    """The installation does otherwise with files."""
    app.state.documents = replace(app.state.documents, **changes)


async def stored(session: AsyncSession) -> list[Document]:
    return list((await session.exec(select(Document))).all())


@pytest.mark.parametrize("name", HOSTILE)
async def test_what_is_refused_is_kept_nowhere(
    name: str, as_: Caller, made: Written, session: AsyncSession, engine: Attaching
) -> None:
    """Though its name ends as it should, and its sender says that it is a picture."""
    content, code = HOSTILE[name]
    answer = await attach(await as_("mx.caseworker"), made, content, "paper.jpg")
    assert answer.json()["code"] == code, answer.text
    assert answer.status_code in (413, 422)
    assert engine.reached == []
    assert await stored(session) == []


@pytest.mark.parametrize("name", TAKEN)
async def test_what_is_taken_whatever_it_is_called(name: str, as_: Caller, made: Written) -> None:
    content, media_type = TAKEN[name]
    client = await as_("mx.caseworker")
    answer = await attach(client, made, content, "paper.exe")
    assert answer.status_code == 200, answer.text
    assert answer.json()["media_type"] == media_type
    (listed,) = (await client.get(place(made))).json()["documents"]
    assert listed["file_name"] == f"paper.{ {'image/jpeg': 'jpg', 'image/png': 'png'}.get(media_type, 'pdf') }"


async def test_it_goes_out_as_it_came_in_and_never_to_be_shown(as_: Caller, made: Written, engine: Attaching) -> None:
    client, content = await as_("mx.caseworker"), located_jpeg()
    told = (await attach(client, made, content)).json()
    (message,) = (message for _, _, message, _ in engine.reached)
    assert message.sha256 == told["sha256"] == hashlib.sha256(content).hexdigest()
    answer = await client.get(f"{place(made)}/{told['id']}")
    assert answer.content == content
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename=\"document.jpg\"; filename*=UTF-8''")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    drawn = await client.get(f"{place(made)}/{told['id']}/preview")
    assert drawn.headers["content-type"] == "image/jpeg"
    assert drawn.content != content
    assert b"Camera Ejemplo" not in drawn.content
    assert (await client.get(f"{place(made)}/{told['id']}/preview?page=2")).status_code == 404


async def test_what_it_is_called_is_nowhere_but_in_the_record(
    as_: Caller, made: Written, engine: Attaching, session: AsyncSession, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither in what is sent to the case, nor in an address, a log, a refusal or a look."""
    client = await as_("mx.caseworker")
    refused = await attach(client, made, b"x")
    told = (await attach(client, made)).json()
    await client.get(f"{place(made)}/{told['id']}")
    (message,) = (message for _, _, message, _ in engine.reached)
    looks = [f"{each.what} {each.which}" for each in (await session.exec(select(Look))).all()]
    out = capfd.readouterr()
    for said in (message.model_dump_json(), refused.text, out.out, out.err, *looks):
        assert "ejemplo" not in said.lower()
    assert f"steps guardian/documents/{told['id']}" in looks, "that it was read is kept"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("../../etc/passwd", "passwd.png"),
        ("C:\\papers\\acta.pdf", "acta.png"),
        ("acta\r\nSet-Cookie: a=b.png", "acta__Set-Cookie_ a_b.png"),
        ('a"; b="c.png', "a__ b__c.png"),
        ("", "document.png"),
        ("....", "document.png"),
        ("Acta de nacimiento nº 7.jpeg", "Acta de nacimiento nº 7.png"),
        ("x" * 500, "x" * 120 + ".png"),
        ("a\u202egpj.exe", "a_gpj.png"),
    ],
)
def test_a_name_is_shown_and_nothing_else(said: str, shown: str) -> None:
    assert named(said, "image/png") == shown


async def test_the_storage_holds_nothing_readable_and_opens_nowhere_else(
    app: FastAPI, as_: Caller, made: Written, session: AsyncSession, tmp_path: Any
) -> None:
    given(app, objects=InAFolder(tmp_path / "documents"))
    client, content = await as_("mx.caseworker"), pdf()
    told = (await attach(client, made, content)).json()
    other = (await attach(client, made, jpeg())).json()
    one, two = [tmp_path / "documents" / row.object_name for row in await stored(session)]
    assert b"%PDF" not in one.read_bytes()
    assert told["id"] not in one.name
    whole, address = one.read_bytes(), f"{place(made)}/{told['id']}"
    for changed in (whole[:-1] + bytes([whole[-1] ^ 1]), whole[:40], two.read_bytes(), b""):
        one.write_bytes(changed)
        answer = await client.get(address)
        assert (answer.status_code, answer.json()["code"]) == (500, "document_lost")
    one.unlink()
    assert (await client.get(address)).json()["code"] == "document_lost"
    one.write_bytes(whole)
    assert (await client.get(address)).content == content
    assert other["id"] != told["id"]


async def test_an_erased_case_has_no_readable_document(
    as_: Caller, made: Written, session: AsyncSession, shelf: Shelf
) -> None:
    client = await as_("mx.caseworker")
    told = (await attach(client, made)).json()
    (row,) = await stored(session)
    ciphered = await shelf.objects.get(row.object_name)
    assert Keys(KEYS.store, FILE).decipher(made.number, ciphered, about(row.id)) == png()
    case = await session.get_one(Case, made.number)
    case.status = "closed"
    session.add(case)
    await session.commit()
    await erase(session, made.number, "Juzgado 5", "Order 12/2026", NOW)
    assert (await client.get(f"{place(made)}/{told['id']}")).status_code == 410
    with pytest.raises(Erased):
        Keys(KEYS.store, FILE).decipher(made.number, ciphered, about(row.id))


async def test_what_the_case_did_not_take_is_not_listed(
    as_: Caller, made: Written, engine: Attaching, session: AsyncSession
) -> None:
    engine.refusal = StepNotOpen(step="guardian", status="waiting")
    client = await as_("mx.caseworker")
    assert (await attach(client, made)).status_code == 409
    (row,) = await stored(session)
    assert (await client.get(place(made))).json()["documents"] == []
    assert (await client.get(f"{place(made)}/{row.id}")).status_code == 404


async def test_sent_again_it_is_attached_once(as_: Caller, made: Written, session: AsyncSession) -> None:
    client, key = await as_("mx.caseworker"), {"Idempotency-Key": "once"}
    first = await attach(client, made, headers=key)
    again = await attach(client, made, headers=key)
    assert (first.status_code, again.json()) == (200, first.json())
    assert len((await client.get(place(made))).json()["documents"]) == 1
    assert (await attach(client, made, jpeg(), headers=key)).json()["code"] == "key_reused"
    assert (await attach(client, made, step="shelter", headers=key)).json()["code"] == "key_reused"
    assert len(await stored(session)) == 1


async def test_infected_is_not_kept_and_unscanned_is_not_given_in_production(
    app: FastAPI, as_: Caller, made: Written, session: AsyncSession
) -> None:
    client = await as_("mx.caseworker")
    async with clamd() as server:
        given(app, scanner=Clamd(server.address, wait=0.3), only_scanned=True)
        refused = await attach(client, made, png() + EICAR)
        assert (refused.status_code, refused.json()["code"]) == (422, "document_infected")
        assert await stored(session) == []
        clean = (await attach(client, made)).json()
        assert clean["scan"] == "clean"
        server.hangs = True
        assert (await client.get(f"{place(made)}/{clean['id']}")).status_code == 200
        late, bad = (await attach(client, made)).json(), (await attach(client, made, png() + EICAR)).json()
        assert (late["scan"], bad["scan"]) == ("not_scanned", "not_scanned")
        for tail in ("", "/preview"):
            answer = await client.get(f"{place(made)}/{late['id']}{tail}")
            assert (answer.status_code, answer.json()["code"]) == (409, "not_scanned_yet")
        given_ = [each["given"] for each in (await client.get(place(made))).json()["documents"]]
        assert given_ == [True, False, False]
        server.hangs = False
        assert (await client.get(f"{place(made)}/{late['id']}")).status_code == 200, "the scanner is back"
        for _ in range(2):
            answer = await client.get(f"{place(made)}/{bad['id']}/preview")
            assert answer.json()["code"] == "document_infected"
        scans = [each["scan"] for each in (await client.get(place(made))).json()["documents"]]
        assert scans == ["clean", "clean", "infected"]


async def test_in_practice_without_a_scanner_it_is_given_and_says_so(as_: Caller, made: Written) -> None:
    client = await as_("mx.caseworker")
    told = (await attach(client, made)).json()
    assert told["scan"] == "not_scanned"
    assert (await client.get(f"{place(made)}/{told['id']}")).status_code == 200


class Away:
    """A storage that does not answer."""

    async def put(self, name: str, content: bytes) -> None:
        raise Unreachable

    async def get(self, name: str) -> bytes:
        raise Unreachable


async def test_a_storage_that_is_away(app: FastAPI, as_: Caller, made: Written, session: AsyncSession) -> None:
    client = await as_("mx.caseworker")
    told = (await attach(client, made)).json()
    given(app, objects=Away())
    for answer in (await attach(client, made), await client.get(f"{place(made)}/{told['id']}")):
        assert (answer.status_code, answer.json()["code"]) == (503, "storage_away")
    assert len(await stored(session)) == 1


async def test_it_is_read_while_it_comes_and_no_further(app: FastAPI, as_: Caller, made: Written) -> None:
    """A file larger than the address takes is not read to its end; and elsewhere nothing is larger than before."""
    client = await as_("mx.caseworker")
    boundary = b"x" * 20
    head = b"--" + boundary + b'\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    sent = 0

    async def endless() -> Any:
        nonlocal sent
        yield head
        for _ in range(400):
            sent += 1024 * 1024
            yield bytes(1024 * 1024)

    headers = {"Content-Type": f"multipart/form-data; boundary={boundary.decode()}"}
    answer = await client.post(place(made), content=endless(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "document_too_large")
    assert sent < 40 * 1024 * 1024
    elsewhere = f"/api/v1/cases/{made.number}/steps/guardian/finish"
    assert (await client.post(elsewhere, content=bytes(1024 * 1024 + 1))).status_code == 413


async def test_a_file_stays_in_memory_while_it_is_read(
    app: FastAPI, as_: Caller, made: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parser would put one of more than a mebibyte on the disk, readable."""

    def rolled(_self: Any) -> None:
        raise AssertionError("it lies readable on the disk")

    monkeypatch.setattr(SpooledTemporaryFile, "rollover", rolled)
    given(app, mebibytes=10)
    large = jpeg(size=(2600, 2600), quality=100, comment=b"a" * 60_000)
    noise = large[:-2] + bytes(3 * 1024 * 1024) + large[-2:]
    assert (await attach(await as_("mx.caseworker"), made, noise)).status_code == 200


async def reads(client: httpx2.AsyncClient, made: Written, step: str, document: str) -> tuple[bool, bool, bool]:
    """Whether somebody sees it in the list, gets its bytes, and its picture: all or nothing."""
    listed = await client.get(place(made, step))
    seen = listed.status_code == 200 and document in [each["id"] for each in listed.json()["documents"]]
    answers = [await client.get(f"{place(made, step)}/{document}{tail}") for tail in ("", "/preview")]
    assert {answer.status_code for answer in answers} <= {200, 404}
    return seen, *(answer.status_code == 200 for answer in answers)  # type: ignore[return-value]  # of two answers


ALL, NOTHING = (True, True, True), (False, False, False)

CELLS: dict[str, dict[str, tuple[bool, bool, bool]]] = {
    # A guardian's answers are told one by one: her papers are not.
    "guardian": {"mx.caseworker": ALL, "mx.supervisor": ALL, "gt.caseworker": NOTHING, "other.caseworker": NOTHING},
    "referral": {"mx.partner": ALL, "gt.caseworker": ALL, "us.supervisor": NOTHING},
    "decision": {"mx.caseworker": ALL, "gt.supervisor": NOTHING, "mx.auditor": NOTHING, "mx.administrator": NOTHING},
    "urgent_measure": {"mx.caseworker": ALL, "gt.caseworker": NOTHING, "mx.analyst": NOTHING},
    "acceptance": {"gt.caseworker": ALL, "mx.caseworker": ALL},
}
"""After the referral, before the receiving country has accepted."""


@pytest.mark.parametrize("step", CELLS)
async def test_who_reads_the_papers_of_a_step(step: str, as_: Caller, made: Written) -> None:
    sender = await as_("gt.supervisor" if step == "acceptance" else "mx.supervisor")
    told = (await attach(sender, made, step=step)).json()
    for who, wanted in CELLS[step].items():
        assert await reads(await as_(who), made, step, told["id"]) == wanted, who


async def test_where_the_child_sleeps_stays_with_the_host(
    as_: Caller, made: Written, session: AsyncSession, engine: Attaching
) -> None:
    """After the arrival the assessment is told whole; a paper of a step with an address is the host's alone; and while
    the family may be the trafficker no paper of the host's goes over."""
    host, origin = await as_("mx.caseworker"), await as_("gt.caseworker")
    place_, decided = [(await attach(host, made, step=step)).json()["id"] for step in ("urgent_measure", "referral")]
    case = await session.get_one(Case, made.number)
    view = CaseView.model_validate(case.view)
    view.custodian = "origin"
    case.view = view.model_dump(mode="json")
    session.add(case)
    await session.commit()
    assert await reads(origin, made, "urgent_measure", place_) == NOTHING
    assert await reads(origin, made, "referral", decided) == ALL
    view.location_withheld = True
    case.view = view.model_dump(mode="json")
    session.add(case)
    await session.commit()
    assert await reads(origin, made, "referral", decided) == NOTHING
    assert await reads(host, made, "referral", decided) == ALL


async def test_a_shelter_attaches_to_its_own_step_and_reads_what_it_attached(
    as_: Caller, made: Written, session: AsyncSession, people: World
) -> None:
    agency = await session.get_one(Agency, "agency-other")
    agency.function = Function.SHELTER.value
    until = NOW + timedelta(days=1)
    part = Participation(case_number=made.number, agency_id=agency.id, side="host", since=NOW, until=until, reason="x")
    session.add_all([agency, part])
    await session.commit()
    house, host, origin = await as_("other.caseworker"), await as_("mx.caseworker"), await as_("gt.caseworker")
    told = (await attach(house, made, step="shelter")).json()
    for client, wanted in ((house, ALL), (host, ALL), (origin, NOTHING)):
        assert await reads(client, made, "shelter", told["id"]) == wanted
    assert (await attach(house, made, step="guardian")).status_code == 403
    theirs = (await attach(host, made, step="guardian")).json()
    assert await reads(house, made, "guardian", theirs["id"]) == NOTHING


async def test_in_an_emergency_it_is_read_and_nothing_else(as_: Caller, made: Written) -> None:
    host, reader = await as_("mx.caseworker"), await as_("other.supervisor")
    told = (await attach(host, made)).json()
    assert await reads(reader, made, "guardian", told["id"]) == NOTHING
    entered = await reader.post("/api/v1/emergencies", json={"case": made.number, "reason": "She is at the hospital."})
    assert entered.status_code == 200, entered.text
    assert await reads(reader, made, "guardian", told["id"]) == ALL
    assert (await reader.get(place(made))).json()["may_attach"] is False
    assert (await attach(reader, made)).status_code == 403
    answer = await reader.post(f"{place(made)}/{told['id']}/withdrawal", json={"reason": "x"})
    assert answer.status_code == 403


async def test_it_is_taken_back_with_a_reason(as_: Caller, made: Written) -> None:
    worker, supervisor = await as_("mx.caseworker"), await as_("mx.supervisor")
    told = (await attach(worker, made)).json()
    address = f"{place(made)}/{told['id']}"
    assert (await worker.post(f"{address}/withdrawal", json={"reason": ""})).status_code == 422
    assert (await worker.post(f"{address}/withdrawal", json={"reason": "Another child's."})).status_code == 200
    (listed,) = (await worker.get(place(made))).json()["documents"]
    assert listed["withdrawn"]["reason"] == "Another child's."
    assert listed["given"] is False
    assert (await worker.get(address)).json()["code"] == "document_withdrawn"
    assert (await supervisor.get(address)).status_code == 200
    again = await worker.post(f"{address}/withdrawal", json={"reason": "Again."})
    assert again.json()["code"] == "document_withdrawn"


async def test_what_evidence_it_is(as_: Caller, made: Written, people: World) -> None:
    client = await as_("mx.caseworker")
    kinds = (await client.get(place(made))).json()["kinds_of_evidence"]
    assert kinds, "the step names some"
    assert (await attach(client, made, evidence="no_such_paper")).status_code == 422
    assert (await attach(client, made, evidence=kinds[0]["id"])).status_code == 200
    (listed,) = (await client.get(place(made))).json()["documents"]
    assert (listed["evidence"], listed["evidence_title"]) == (kinds[0]["id"], kinds[0]["title"])
    assert (listed["title"], listed["file_name"]) == (TITLE, NAME)
    assert (await attach(client, made, title=" ")).status_code == 422
    assert (await attach(client, made, title="x" * 201)).status_code == 422
