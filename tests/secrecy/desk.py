"""What somebody does at the pages' own process: reads, searches, begins a report, sends a faulty one, opens a case."""

import httpx2
from PIL.PngImagePlugin import PngInfo

from runtime.database import Sessions
from tests.runtime.papers import png
from tests.secrecy.planted import Planted
from tests.workflows.embedded import Installation
from tests.workflows.test_downtime import sign_in

STEP = "urgent_measure"


async def at_the_desk(play: Planted, made: Installation, database: Sessions) -> None:
    """The urgent measure is open. Everything is answered as it should be, or this is no hunt."""
    async with sign_in(made, database, "worker") as client:
        await _read(client, play)
        await _begin_a_report(client, play)
        await _attach(client, play)
        await _take_away(client, play)
        await _open_again(client, play)


async def _read(client: httpx2.AsyncClient, play: Planted) -> None:
    for path in ("", "/ledger", "/letters", f"/steps/{STEP}"):
        answer = await client.get(f"/api/v1/cases/{play.number}{path}")
        assert answer.status_code == 200, answer.text


async def _begin_a_report(client: httpx2.AsyncClient, play: Planted) -> None:
    at, new = f"/api/v1/cases/{play.number}/steps/{STEP}", play.planter.marks.new
    draft = {"remarks": new("a draft's remarks"), "measure": new("a draft's measure"), "risk": new("a draft's risk")}
    kept = await client.put(f"{at}/draft", json={"round": 1, "data": draft})
    assert kept.status_code == 200, kept.text
    wrong = play.refused(play.report(STEP))
    refused = await client.post(f"{at}/finish", json={"round": 1, "report": wrong})
    assert refused.status_code == 422, refused.text


async def _attach(client: httpx2.AsyncClient, play: Planted) -> None:
    """A paper with marks in its title, its name and its bytes; looked at, and taken back with a reason."""
    at, new = f"/api/v1/cases/{play.number}/steps/{STEP}/documents", play.planter.marks.new
    inside, said = new("a document's bytes"), PngInfo()
    play.not_taken.add(inside)  # the record holds no bytes; they are looked for all the same
    said.add_itxt("Comment", inside)
    files = {"file": (f"{new('a document’s name')}.png", png(pnginfo=said))}
    attached = await client.post(at, data={"title": new("a document's title")}, files=files)
    assert attached.status_code == 200, attached.text
    assert inside.encode() in files["file"][1]
    one = f"{at}/{attached.json()['id']}"
    refused = await client.get(one)
    assert refused.json()["code"] == "not_scanned_yet", "this is production, and no scanner is there"
    taken_back = await client.post(f"{one}/withdrawal", json={"reason": play.reason("withdrawing a document")})
    assert taken_back.status_code == 200, taken_back.text


async def _take_away(client: httpx2.AsyncClient, play: Planted) -> None:
    """The case as a file, in both forms: the file is given, and nothing of it stays here but its hash."""
    new = play.planter.marks.new
    for form in ("html", "json"):
        asked = {"purpose": "other_purpose", "words": new(f"the purpose of a file ({form})"), "form": form}
        asked["recipient"] = new(f"to whom a file goes ({form})")
        given = await client.post(f"/api/v1/cases/{play.number}/export", json=asked)
        assert given.status_code == 200, given.text
        assert asked["recipient"] in given.text


async def _open_again(client: httpx2.AsyncClient, play: Planted) -> None:
    """The search finds the same child; it is said to be another one, and a second case is opened."""
    asked = {"host": play.host, "origin": play.origin, "report": play.report("detection")}
    found = await client.post("/api/v1/cases", json=asked)
    assert found.status_code == 409, found.text
    key = {"Idempotency-Key": "once"}
    opened = await client.post("/api/v1/cases", json=asked | {"confirmed_new": True}, headers=key)
    assert opened.status_code == 201, opened.text
