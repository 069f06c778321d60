"""A document attached to a real case: the ledger's hash is that of the bytes, whatever happens in between."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from temporalio.testing import WorkflowEnvironment

from api.app import create_app
from cases.repository.sealing import breaks
from cases.tables import Document, LedgerEntry, SignInSession
from runtime.database import Sessions
from runtime.settings import Settings
from tests.api.conftest import calling
from tests.runtime.papers import jpeg, png
from tests.workflows.acting import Play, Refused
from tests.workflows.racing import Ring, gapless, racing
from workflows.document_messages import Attach, WithdrawDocument

STEP = "urgent_measure"


@pytest.fixture
async def ring(temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path) -> AsyncIterator[Ring]:
    async with racing(temporal, database, tmp_path) as made:
        yield made


@asynccontextmanager
async def signed_in(play: Play, folder: Path, who: str) -> AsyncIterator[httpx2.AsyncClient]:
    """Somebody at the real application, whose documents lie in a folder."""
    settings = Settings(mode="practice", secure_cookies=False, document_storage=str(folder / "documents"))
    app = create_app(settings, sessions=play.database, client=play.environment.client, clock=play.now)
    async with play.database() as session:
        digest, at = hashlib.sha256(who.encode()).hexdigest(), play.now()
        until = at + timedelta(hours=1)
        session.add(SignInSession(token_hash=digest, user_id=who, csrf="c", created_at=at, expires_at=until))
        await session.commit()
    async with calling(app, who) as client:
        yield client


def place(play: Play, step: str = STEP) -> str:
    return f"/api/v1/cases/{play.number}/steps/{step}/documents"


async def lines(play: Play, act: str) -> list[LedgerEntry]:
    return [row for row in await play.rows(LedgerEntry) if row.act == act]


async def test_the_ledger_has_the_hash_of_what_is_given_out(ring: Ring, tmp_path: Path) -> None:
    """Before the report is filed and after; sent twice, one line; taken back with the reason; the seals hold."""
    play = await ring.at("detected")
    await play.opened(STEP)
    async with signed_in(play, tmp_path, "worker") as client:
        for content, name in ((png(), "a"), (jpeg(), "b")):
            for _ in range(2):
                files, key = {"file": ("acta.png", content)}, {"Idempotency-Key": name}
                answer = await client.post(place(play), data={"title": "Acta"}, files=files, headers=key)
                assert answer.status_code == 200, answer.text
            if name == "a":
                await play.finish(STEP, fresh=True)
        attached = await lines(play, "document_attached")
        assert [row.step_key for row in attached] == [STEP, STEP]
        for row, content in zip(attached, (png(), jpeg()), strict=True):
            given = await client.get(f"{place(play)}/{row.details['document']}")
            assert given.content == content
            assert row.details["sha256"] == hashlib.sha256(given.content).hexdigest()
            assert row.details["size"] == len(content)
        first = attached[0].details["document"]
        answer = await client.post(f"{place(play)}/{first}/withdrawal", json={"reason": "Another child's."})
        assert answer.status_code == 200, answer.text
        told = (await client.get(f"/api/v1/cases/{play.number}/ledger")).json()["entries"]
        assert [each["act"] for each in told][-1] == "document_withdrawn"
        assert told[-1]["details"] == {"document": first, "reason": "Another child's."}
    (row,) = [row for row in await play.rows(Document) if row.withdrawn is not None]
    assert (row.id, row.withdrawn_by, row.reason) == (first, "worker", "Another child's.")
    async with play.database() as session:
        assert not [each async for each in breaks(session, play.number)]
    await gapless(play)


def attaching(play: Play, who: str, step: str = STEP) -> Attach:
    hash_ = hashlib.sha256(b"x").hexdigest()
    return Attach(actor=play.actor(who), step=step, document="0" * 24, sha256=hash_, size=1, media_type="image/png")


@pytest.mark.parametrize(
    ("who", "step", "code"),
    [
        ("origin_worker", STEP, "not_allowed"),
        ("worker", "closure", "step_not_open"),
        ("worker", "no_such_step", "step_not_open"),
    ],
)
async def test_the_case_itself_asks_whose_step_it_is(who: str, step: str, code: str, ring: Ring) -> None:
    play = await ring.at("detected")
    await play.opened(STEP)
    for update, act in (
        ("attach", attaching(play, who, step)),
        ("withdraw_document", WithdrawDocument(actor=play.actor(who), step=step, document="0", reason="x")),
    ):
        with pytest.raises(Refused) as refused:
            await play.send(update, act)
        assert refused.value.code == code


async def test_a_document_that_nobody_kept_stalls_nothing(ring: Ring) -> None:
    """The ledger says what was asked; no document is listed; the case goes on."""
    play = await ring.at("detected")
    await play.opened(STEP)
    await play.send("attach", attaching(play, "worker"))
    await play.send(
        "withdraw_document", WithdrawDocument(actor=play.actor("worker"), step=STEP, document="0", reason="x")
    )
    assert await play.rows(Document) == []
    await play.finish(STEP, fresh=True)
    await gapless(play)
