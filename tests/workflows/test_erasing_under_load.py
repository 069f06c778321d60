"""Cases are erased while people open, act on and read cases, attach papers, and the keys are rotated.

Afterwards nothing of the erased ones opens anywhere, the others lost nothing; and whoever read one meanwhile was told
all of it, or that it was erased.
"""

import asyncio
import hashlib
import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from api.acts.attaching import about
from api.app import create_app
from cases.repository.erasing import CannotErase, erase, hold, standing_hold
from cases.repository.sealing import breaks
from cases.tables import Document, FiledReport, LedgerEntry, SignInSession
from runtime.database import Sessions, sessions
from runtime.documents.objects import objects
from runtime.keys.ring import Erased, Keys
from runtime.payloads import data_converter
from runtime.settings import Settings, settings
from tests.api.conftest import calling
from tests.keys import ENVIRONMENT, FILE, KEYS
from tests.runtime.papers import png
from tests.workflows.acting import Play
from tests.workflows.interrupted import Interrupted
from tests.workflows.kept import keep, set_down, still
from tests.workflows.racing import Ring, gapless, racing
from tests.workflows.test_downtime import case_of as case_of_today
from tests.workflows.test_payloads import all_of
from tests.workflows.test_rotation import ask, settle
from workflows.names import case_of

pytestmark = pytest.mark.timeout(170)

READ = ("", "/ledger", "/steps/host_closure", "/steps/guardian", "/letters", "/disclosures", "/consents", "/readers")
PAGES = ("", "/story", "/extract", "/steps/guardian", "/steps/host_closure", "/participants", "/consents", "/readers")
MADE_ANEW = re.compile(r"[0-9a-f]{16,}|\d\d:\d\d")
"""What differs between two answers to the same question: nonces, seals, hours."""

COPIES, GOING_ON = 5, 2


@pytest.fixture
async def ring(temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path) -> AsyncIterator[Ring]:
    async with racing(temporal, database, tmp_path) as made:
        yield made


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The commands that rotate are told of these keys."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    yield
    settings.cache_clear()


def forgetful(store: Any = KEYS.store) -> Keys:
    """Keys of another process, which has none at hand: it meets every moment of an erasure."""
    hours = count(0, 3600)
    return Keys(store, FILE, lambda: float(next(hours)))


def serving(play: Play, keys: Keys, folder: Path) -> FastAPI:
    """The pages' process, with keys of its own."""
    config: Any = play.environment.client.config() | {"data_converter": data_converter(keys, case_of)}
    ours = Settings(mode="practice", secure_cookies=False, document_storage=str(folder / "documents"))
    return create_app(ours, sessions=sessions(play.database.kw["bind"], keys), client=Client(**config))


async def signed_in(database: Sessions, who: str) -> str:
    """Their token."""
    digest, now = hashlib.sha256(who.encode()).hexdigest(), datetime.now(UTC)
    async with database() as session:
        if await session.get(SignInSession, digest) is None:
            until = now + timedelta(hours=1)
            session.add(SignInSession(token_hash=digest, user_id=who, csrf="c", created_at=now, expires_at=until))
            await session.commit()
    return who


async def closed(ring: Ring, folder: Path) -> Play:
    """A case that ended where the child was found, with a paper."""
    play = await ring.at("staying")
    async with calling(serving(play, KEYS, folder), await signed_in(play.database, "worker")) as client:
        await attached(client, play, "stay_arrangement")
    await play.finish("stay_arrangement", fresh=True)
    await play.finish("host_closure", fresh=True)
    await play.approve("host_closure", by="supervisor")
    await still(play)
    return play


async def attached(client: httpx2.AsyncClient, play: Play, step: str) -> None:
    """A paper, as somebody sends it."""
    place = f"/api/v1/cases/{play.number}/steps/{step}/documents"
    answer = await client.post(place, data={"title": "Acta"}, files={"file": ("acta.png", png())})
    assert answer.status_code == 200, answer.text


async def test_at_each_moment_a_reader_is_told_all_or_nothing(ring: Ring, database: Sessions, tmp_path: Path) -> None:
    """The same request again and again, the case erased before another of the keys that it needs: API and pages."""
    play = await closed(ring, tmp_path)
    between = Interrupted(tmp_path / "record.db", play.number)
    moments, answered = 0, Counter[int]()
    async with calling(serving(play, forgetful(between), tmp_path), await signed_in(database, "supervisor")) as client:
        asked = [f"/api/v1/cases/{play.number}{part}" for part in READ] + ["/api/v1/cases"]
        asked += [f"/cases/{play.number}{part}" for part in PAGES] + ["/cases?status=closed", "/work", "/board"]
        for address in asked:
            between.begin(-1)
            whole = await client.get(address)
            assert whole.status_code == 200, f"{address}: {whole.text[-800:]}"
            needs = between.asked
            for moment in sorted({0, 1, 2, needs // 4, needs // 2, 3 * needs // 4, needs - 1} & set(range(needs))):
                between.begin(moment)
                answer = await client.get(address)
                between.put_back()
                where = f"{address}, erased before key {moment} of {needs}"
                assert answer.status_code in (200, 410), f"{where}: {answer.status_code} {answer.text[-1500:]}"
                if answer.status_code == 200 and play.number in address and not address.endswith("/readers"):
                    assert MADE_ANEW.sub("", answer.text) == MADE_ANEW.sub("", whole.text), f"{where}: told in part"
                moments += 1
                answered[answer.status_code] += 1
    assert moments > 60 and answered[410] > 40, (moments, answered)


class Load:
    """What goes on at once: readers of the closed cases, people at work, erasing, holding, rotating."""

    def __init__(self, over: list[str], database: Sessions) -> None:
        self.over, self.database = over, database
        self.whole: dict[str, Any] = {}
        self.gone, self.held, self.answers = set[str](), set[str](), Counter[int]()
        self.turns, self.done = 0, asyncio.Event()

    async def read(self, client: httpx2.AsyncClient) -> None:
        """Each closed case, again and again; somebody tries to write in it too."""
        while not self.done.is_set():
            for number in self.over:
                for part in READ[:-1]:
                    was_gone, address = number in self.gone, f"/api/v1/cases/{number}{part}"
                    self._see(address, await client.get(address), was_gone)
                place = f"/api/v1/cases/{number}/steps/shelter"
                draft = await client.put(f"{place}/draft", json={"round": 1, "data": {"remarks": "late"}})
                paper = await client.post(f"{place}/documents", data={"title": "x"}, files={"file": ("x.png", png())})
                assert {draft.status_code, paper.status_code} <= {200, 204, 409, 410}, (draft.text, paper.text)
                assert (await client.get("/api/v1/cases")).status_code == 200

    def _see(self, address: str, answer: httpx2.Response, was_gone: bool) -> None:
        assert answer.status_code in (200, 410), f"{address}: {answer.status_code} {answer.text[-800:]}"
        assert not (was_gone and answer.status_code == 200), f"{address} was told after it had been erased"
        if answer.status_code == 200:
            assert self.whole.setdefault(address, answer.json()) == answer.json(), f"{address} was told in part"
        self.answers[answer.status_code] += 1

    async def read_so_often(self, times: int) -> None:
        """Wait until so many answers were looked at."""
        while self.answers.total() < times:
            await asyncio.sleep(0.01)

    async def erase(self, keys: Keys) -> None:
        """One after the other; two do it at once, each a process of its own."""
        for turn, number in enumerate(self.over, 1):
            await self.read_so_often(turn * 20)
            try:
                async with sessions(self.database.kw["bind"], keys)() as session:
                    await erase(session, number, "Juzgado 5", "Order 12/2026", datetime.now(UTC))
                self.gone.add(number)
            except CannotErase:
                assert number in self.held

    async def hold(self) -> None:
        """A court forbids it, for some of them in the instant in which they are erased."""
        for turn, number in enumerate(self.over[1::2], 1):
            await self.read_so_often(turn * 40)
            try:
                self.held.add(number)
                async with self.database() as session:
                    await hold(session, number, "Fiscalía", "Trial 7", datetime.now(UTC))
            except CannotErase:
                self.held.discard(number)

    async def rotate(self) -> None:
        """The key-encryption key, again and again."""
        while not self.done.is_set():
            FILE.add(datetime.now(UTC))
            ours = Keys(KEYS.store, FILE)
            for name in list(KEYS.store.names()):
                await asyncio.to_thread(ours.rewrap, name)
            self.turns += 1


async def at_work(play: Play, client: httpx2.AsyncClient) -> None:
    """A case that goes on, with a paper to each step."""
    for step in ("urgent_measure", "guardian", "hearing"):
        await play.finish(step)
        await attached(client, play, step)
        if step == "urgent_measure":
            ruling = [{"kind": "court_ruling", "reference": "R-1"}]
            await play.finish("judicial_confirmation", fresh=True, evidence=ruling)


async def test_others_lose_nothing_and_nothing_of_the_erased_opens(
    ring: Ring, database: Sessions, tmp_path: Path
) -> None:
    ended = await closed(ring, tmp_path)
    history, kept = all_of(await ended.handle.fetch_history()), await keep(ended)
    copies = [Play(ring.environment, database, "MX", "GT") for _ in range(COPIES)]
    for each in copies:
        await set_down(each, kept)
    going_on = [await ring.at("detected") for _ in range(GOING_ON)]
    load = Load([ended.number, *(each.number for each in copies)], database)
    before = [await counted(database, number) for number in load.over]
    first, second = serving(ended, Keys(KEYS.store, FILE), tmp_path), serving(ended, forgetful(), tmp_path)
    async with (
        calling(first, await signed_in(database, "supervisor")) as reader,
        calling(second, await signed_in(database, "supervisor")) as other,
        calling(second, await signed_in(database, "worker")) as worker,
    ):
        new: list[Play] = []
        async with asyncio.TaskGroup() as around:
            for job in (load.read(reader), load.read(other), load.rotate()):
                around.create_task(job)
            await asyncio.gather(
                load.erase(Keys(KEYS.store, FILE)),
                load.erase(forgetful()),
                load.hold(),
                *(at_work(each, worker) for each in going_on),
                *(begun(ended, new) for _ in range(GOING_ON)),
            )
            load.done.set()
        assert load.answers[200] >= 20 and load.answers[410] >= 20 and load.turns, (load.answers, load.turns)
        assert len(load.gone) >= 3
        for number in load.over:
            async with database() as session:
                standing = await standing_hold(session, number)
            assert (number in load.gone) != (standing is not None), f"{number} is held, and erased"
            fresh = Keys(KEYS.store, FILE)
            assert fresh.is_erased(number) == (number in load.gone)
            assert ("key" in json.loads(str(KEYS.store.get(number)))) != (number in load.gone), "a key was made anew"
            for part in READ:
                answer = await other.get(f"/api/v1/cases/{number}{part}")
                assert answer.status_code == (410 if number in load.gone else 200), answer.text
    assert [await counted(database, number) for number in load.over] == before, "no act was recorded"
    await nothing_opens(ended, history, tmp_path)
    for play in (*going_on, *new):
        await gapless(play)
        async with database() as session:
            assert not [each async for each in breaks(session, play.number)]
    for play in going_on:
        assert (await play.step("hearing")).status == "finished"
        papers = await play.rows(Document)
        assert len(papers) == 3
        for row in papers:
            lying = await objects(str(tmp_path / "documents")).get(row.object_name)
            assert Keys(KEYS.store, FILE).decipher(play.number, lying, about(row.id)) == png()
    await ask("rewrap")
    for name in FILE.names()[:-1]:
        settle()
        assert "is gone" in await ask("retire", name), "what was erased holds back no key"


async def begun(world: Play, new: list[Play]) -> None:
    """Another case is opened, and its first step done."""
    new.append(play := await case_of_today(world))
    await play.finish("urgent_measure", fresh=True)


async def counted(database: Sessions, number: str) -> list[int]:
    """What is counted of a case."""
    play = Play.__new__(Play)
    play.database, play.number = database, number
    return [len(await play.rows(table)) for table in (FiledReport, LedgerEntry)]


async def nothing_opens(play: Play, history: list[Any], folder: Path) -> None:
    """Neither what Temporal keeps, nor its papers."""
    codec = data_converter(Keys(KEYS.store, FILE), case_of).payload_codec
    assert codec is not None
    for each in history:
        if "key" in each.metadata:
            with pytest.raises(Erased):
                await codec.decode([each])
    (row,) = await play.rows(Document)
    lying = await objects(str(folder / "documents")).get(row.object_name)
    with pytest.raises(Erased):
        Keys(KEYS.store, FILE).decipher(play.number, lying, about(row.id))
