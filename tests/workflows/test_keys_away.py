"""The key service is away while a case is carried: who acts is told, nothing is lost or done twice, clocks ring."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from temporalio.testing import WorkflowEnvironment

from api.app import create_app
from cases.tables import LedgerEntry, User
from runtime.database import Sessions
from runtime.keys import ring
from runtime.keys.moving import Moving
from runtime.keys.ring import Keys
from runtime.keys.service import Address, KeyService
from runtime.keys.wrapping import Wrapped
from runtime.settings import Settings
from tests.api.conftest import calling, given_token
from tests.api.given import World
from tests.keys import FILE, KEYS
from tests.runtime.key_service import KEY, TOKEN, Vault, key_service
from tests.workflows.acting import Play
from tests.workflows.playing import playing
from workflows import messages

STEP = "urgent_measure"


class Back(Moving):
    """From the service to our own keys again: other tests have them alone."""

    def current(self) -> str:
        return self.before.current()

    def wrap(self, key: bytes, name: str) -> Wrapped:
        return self.before.wrap(key, name)


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    """This process asks the service for each key, each time; what is not a case's was wrapped before."""
    token = tmp_path / "token"
    token.write_text(TOKEN, encoding="ascii")
    with key_service() as running:
        service = KeyService(Address(f"{running.address}/v1/transit", KEY, token, seconds=0.5))
        monkeypatch.setattr(KEYS, "wrapping", Moving(service, FILE))
        monkeypatch.setattr(ring, "AT_HAND", 0.0)
        yield running
        back = Keys(KEYS.store, Back(service, FILE))
        for name in KEYS.store.names():
            back.rewrap(name)


async def acts(play: Play) -> list[str]:
    """What the ledger tells, oldest first."""
    return [row.act for row in sorted(await play.rows(LedgerEntry), key=lambda row: row.sequence)]


async def test_nothing_is_lost(vault: Vault, temporal: WorkflowEnvironment, database: Sessions) -> None:
    async with playing(temporal, database) as play:
        await play.open()
        await play.opened(STEP)
        async with database() as session:
            who = World(users={"supervisor": await session.get_one(User, "supervisor")})
            token = await given_token(session, who, "supervisor", datetime.now(UTC))
        app = create_app(Settings(mode="practice", secure_cookies=False), sessions=database, client=temporal.client)
        path = f"/api/v1/cases/{play.number}/steps/{STEP}/assignment"
        body = {"round": 1, "owner": "other_worker", "reason": "She is there."}
        async with calling(app, token) as client:
            vault.fault = "503"
            answer = await client.post(path, json=body, headers={"Idempotency-Key": "once"})
            assert (answer.status_code, answer.json()["code"]) == (503, "keys_away")
            assert (await client.get(f"/api/v1/cases/{play.number}")).status_code == 503
            vault.fault = ""
            for _ in range(2):
                answer = await client.post(path, json=body, headers={"Idempotency-Key": "once"})
                assert answer.status_code == 200, answer.text
        vault.answering, vault.refusing = 1, 2  # once for who sends; then the engine itself meets it
        await play.send(
            "assign", messages.Assign(actor=play.actor("supervisor"), **body | {"owner": "worker"}, step=STEP)
        )
        assert vault.refusing == 0
        await play.wait(days=2)  # the measure was due within hours: the ladder goes on to its next rungs
        while "escalated" not in (await acts(play))[-1]:
            await asyncio.sleep(0.02)
        assert (await acts(play)).count("assigned") == 2
        assert '"resguardo:v1"' in str(KEYS.store.get(play.number)), "the case's key was wrapped by the service"
