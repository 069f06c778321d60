"""The ledger of a corrected, reopened, transferred case tells the whole story in order, in Spanish and English."""

import hashlib
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from temporalio.testing import WorkflowEnvironment

from api.acts.on_corrections import weigh
from api.app import create_app
from cases.tables import SignInSession
from runtime.database import Sessions
from runtime.settings import Settings
from tests.pages.browser import Page
from tests.workflows import path
from tests.workflows.acting import Play
from tests.workflows.kept import still
from tests.workflows.people import PEOPLE
from tests.workflows.racing import Ring, racing
from workflows import messages
from workflows.correction_messages import AnswerCorrection, Correct

TOKEN = "token-of-the-reader"
RAW = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b|%\(|\{|\}")
"""An id, as the data writes it; or a blank that nobody filled in."""

ACTS = [
    "case_opened",
    "finished",
    "stage_entered",
    "submitted",
    "approved",
    "corrected",
    "reopened",
    "sent_back",
    "correction_submitted",
    "correction_refused",
    "event_reported",
    "event_reported",
    "released",
    "received",
    "origin_took_over",
    "corrected",
]
"""The story in its order; much else stands between."""


@pytest.fixture
async def ring(temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path) -> AsyncIterator[Ring]:
    async with racing(temporal, database, tmp_path) as made:
        yield made


async def mark(play: Play, step: str, report: dict[str, Any] | None) -> str:
    async with play.database() as session:
        _, shown = await weigh(session, await play.case(), step, report, play.now())
    return shown.mark


async def correct(play: Play, step: str, by: str = "worker", **changes: Any) -> None:
    row = await play.step(step)
    report = play.report(row.view["report"], **changes)
    act = Correct(
        actor=play.actor(by),
        step=step,
        round=row.round,
        report=report,
        reason="It was written down wrongly.",
        seen=await mark(play, step, report),
    )
    await play.send("correct", act)


async def lived(ring: Ring) -> Play:
    """Corrected, reopened and sent back before the journey; stayed and let go; handed over; corrected again."""
    play = await ring.at("ready")
    await correct(play, "detection", child_name="Luz Clara Ejemplo")
    row = await play.step("agreement")
    again = messages.Reopen(
        actor=play.actor("supervisor"), step="agreement", round=row.round, reason="One office had moved.", alone=True
    )
    await play.send("reopen", again)
    await play.opened("agreement")
    for approved in (False, True):
        await play.finish("agreement", fresh=True)
        await play.approve(
            "agreement", by="partner", approved=approved, reason="" if approved else "A name is missing."
        )
        await still(play)
    await correct(play, "decision", authority="Autoridad de Ejemplo Corregida")
    row = await play.step("decision")
    refused = AnswerCorrection(
        actor=play.actor("supervisor"), step="decision", round=row.round, approved=False, reason="It was right."
    )
    await play.send("answer_correction", refused)
    for kind in ("medical_suspension", "medical_clearance"):
        await play.event(kind)
        await still(play)
    return play


async def home(play: Play) -> Play:
    """What the medical stop undid is done again, and the child goes home."""
    for step in ("repatriation_plan", "agreement"):
        if (await play.step(step)).status == "open":
            await play.finish(step, fresh=True)
            await play.approve(step, by="partner")
            await still(play)
    if (await play.step("child_preparation")).status == "open":
        await play.finish("child_preparation")
    await path.to_handover(play)
    await path.home(play)
    await play.opened("reception")
    await correct(play, "hearing", remarks="The interpreter came late.")
    await still(play)
    return play


async def reader(play: Play, database: Sessions) -> httpx2.AsyncClient:
    """A caseworker of the host country, signed in to the real application over this record."""
    app = create_app(
        Settings(mode="practice", secure_cookies=False),
        sessions=database,
        client=play.environment.client,
        clock=play.now,
    )
    async with database() as session:
        digest = hashlib.sha256(TOKEN.encode()).hexdigest()
        session.add(
            SignInSession(
                token_hash=digest,
                user_id="worker",
                csrf="c",
                created_at=play.now(),
                expires_at=play.now().replace(year=2099),
            )
        )
        await session.commit()
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://resguardo.test")


async def ledger(client: httpx2.AsyncClient, number: str, language: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after = 0
    while True:
        answer = await client.get(
            f"/api/v1/cases/{number}/ledger",
            params={"after": after, "limit": 40},
            headers={"Authorization": f"Bearer {TOKEN}", "Accept-Language": language},
        )
        assert answer.status_code == 200, answer.text
        found += answer.json()["entries"]
        after = answer.json()["next"] or 0
        if not after:
            return found


async def told_on_pages(client: httpx2.AsyncClient, number: str, language: str) -> list[str]:
    found: list[str] = []
    client.cookies.update({"session": TOKEN, "language": language})
    address: str | None = f"/cases/{number}/story"
    while address:
        answer = await client.get(address)
        assert answer.status_code == 200, answer.text
        page = Page(answer.text)
        found += [" ".join(each.text.split()) for each in page.all("li") if each.text.strip()]
        following = [each.attributes["href"] for each in page.all("a") if each.attributes["href"].startswith("?after=")]
        address = f"/cases/{number}/story{following[0]}" if following else None
    return found


async def test_the_whole_story_in_order_in_both_languages(ring: Ring, database: Sessions) -> None:
    play = await home(await lived(ring))
    client = await reader(play, database)
    both = {language: await ledger(client, play.number, language) for language in ("es", "en")}
    entries = both["en"]
    assert [each["sequence"] for each in entries] == list(range(1, len(entries) + 1))
    assert [each["at"] for each in entries] == sorted(each["at"] for each in entries)
    acts = iter(each["act"] for each in entries)
    assert all(act in acts for act in ACTS), f"{ACTS} is not the order of {[each['act'] for each in entries]}"
    for language, lines in both.items():
        client.cookies.clear()
        for each in lines:
            _tells(each, language)
        pages = await told_on_pages(client, play.number, language)
        told = [line for line in pages if any(each["sentence"] in line for each in lines)]
        places = [
            next(i for i, line in enumerate(told) if i >= n and each["sentence"] in line)
            for n, each in enumerate(lines)
        ]
        assert places == list(range(len(lines))), "the page tells every line, in the same order"
        for place, each in zip(places, lines, strict=True):
            assert each["who"] in told[place]
            assert all(" ".join(said.split()) in told[place] for said in each["said"])
    for spanish, english in zip(both["es"], both["en"], strict=True):
        assert spanish["sentence"] != english["sentence"], english
    await client.aclose()


def _tells(each: dict[str, Any], language: str) -> None:
    words = " ".join(
        [each["sentence"], *each["said"], each["who"], each["rule_title"] or "", each["rule_source"] or ""]
    )
    assert each["sentence"], each
    for person in PEOPLE:  # whose names are their ids here
        words = words.replace(person, "")
    assert not RAW.search(words), f"{language}: {words}"
    if each["actor"]:
        assert each["actor_name"] in each["who"]
        assert each["agency_name"] in each["who"]
        assert each["who"].endswith(")"), each["who"]
    else:
        assert each["who"] in ("By the clock or the rules", "Por el reloj o por las reglas"), each["who"]
    if each["rule"]:
        assert each["rule_title"], each
        assert each["rule_source"], each
    for name in ("reason", "outcome", "role"):
        if each["details"].get(name):
            assert each["said"], each
    if each["act"] == "corrected":
        assert "written down wrongly" in " ".join(each["said"])
        assert "Luz" not in words, "never the values"
