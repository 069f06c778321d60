"""A closed case is erased: page, API, Temporal's history and yesterday's copy give nothing of it; the counts stay."""

import asyncio
import hashlib
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, func, select
from temporalio.testing import WorkflowEnvironment
from typer.testing import CliRunner

from api.app import create_app
from cases import numbers
from cases.repository.sealing import breaks
from cases.tables import Case, Child, FiledReport, LedgerEntry, SignInSession, Step
from commands.app import app as command
from commands.leaving import CannotRun
from runtime.database import Sessions, engine, sessions
from runtime.keys.ring import Erased, Keys
from runtime.payloads import data_converter
from runtime.settings import Settings, settings
from tests.api.conftest import calling
from tests.keys import ENVIRONMENT, FILE, KEYS
from tests.workflows.acting import Play
from tests.workflows.kept import another, stations, still
from tests.workflows.playing import playing
from tests.workflows.test_payloads import all_of
from workflows.names import case_of

ORDER = ["--by", "Juzgado 5", "--reason", "Order 12/2026", "--yes"]
COUNTED = (Case, FiledReport, LedgerEntry, Step)


@pytest.fixture
async def closed(
    temporal: WorkflowEnvironment, database: Sessions, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Play]:
    """A case that ended where the child was found."""
    kept = await stations(temporal, tmp_path_factory.mktemp("stations"))
    async with playing(temporal, database) as world:
        await world.people()
        play = await another(temporal, database, kept["staying"])
        await play.finish("stay_arrangement", fresh=True)
        await play.finish("host_closure", fresh=True)
        await play.approve("host_closure", by="supervisor")
        await still(play)
        yield play


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The commands are told of this record and of these keys."""
    for name, value in (ENVIRONMENT | {"RESGUARDO_DATABASE_URL": url(tmp_path / "record.db")}).items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    yield
    settings.cache_clear()


def url(file: Path) -> str:
    """The record in a file."""
    return f"sqlite+aiosqlite:///{file}"


async def ask(*words: str) -> Any:
    """One of the commands."""
    return await asyncio.to_thread(CliRunner().invoke, command, ["case", *words])


def again() -> Keys:
    """The keys as a process sees them that has none at hand."""
    return Keys(KEYS.store, FILE)


async def counts(database: Sessions) -> list[int]:
    """What is counted of the record."""
    async with database() as session:
        return [(await session.exec(select(func.count()).select_from(table))).one() for table in COUNTED]


async def token(database: Sessions, user: str) -> str:
    """They are signed in."""
    now, digest = datetime.now(UTC), hashlib.sha256(b"a token").hexdigest()
    async with database() as session:
        until = now + timedelta(hours=1)
        session.add(SignInSession(token_hash=digest, user_id=user, csrf="c", created_at=now, expires_at=until))
        await session.commit()
    return "a token"


async def test_nothing_of_it_can_be_read_and_everything_is_counted(
    closed: Play, database: Sessions, tmp_path: Path
) -> None:
    number, app = (
        closed.number,
        create_app(
            Settings(mode="practice", secure_cookies=False), sessions=database, client=closed.environment.client
        ),
    )
    history = all_of(await closed.handle.fetch_history())
    yesterday = shutil.copyfile(tmp_path / "record.db", tmp_path / "yesterday.db")
    for suffix in ("-wal", "-shm"):
        shutil.copyfile(tmp_path / f"record.db{suffix}", tmp_path / f"yesterday.db{suffix}")
    before = await counts(database)
    assert any(before)
    async with calling(app, await token(database, "supervisor")) as client:
        assert (await client.get(f"/api/v1/cases/{number}")).status_code == 200

        answer = await ask("erase", number.lower(), *ORDER)
        assert answer.exit_code == 0, answer.output
        assert f"Case {number} is erased" in answer.output

        for part in ("", "/ledger", "/steps/host_closure", "/readers", "/disclosures"):
            gone = await client.get(f"/api/v1/cases/{number}{part}")
            assert (gone.status_code, gone.json()["code"]) == (410, "case_erased")
            assert gone.json()["details"]["reason"] == "Order 12/2026"
        page = await client.get(f"/cases/{number}", headers={"Accept-Language": "en"})
        assert page.status_code == 410
        assert "Order 12/2026" in page.text
        (listed,) = (await client.get("/api/v1/cases")).json()["cases"]
        assert (listed["number"], bool(listed["erased_at"])) == (number, True), "that there was a case stays"
        assert "Erased" in (await client.get("/cases?status=closed", headers={"Accept-Language": "en"})).text
    assert await counts(database) == before
    await nothing_read(database, number)
    made = engine(url(yesterday))
    await nothing_read(sessions(made, again()), number)
    await made.dispose()
    codec = data_converter(again(), case_of).payload_codec
    assert codec is not None
    enciphered = [each for each in history if "key" in each.metadata]
    assert enciphered
    for each in enciphered:
        with pytest.raises(Erased):
            await codec.decode([each])
    async with database() as session:
        assert not [each async for each in breaks(session, number)], "its seals hold without the key"
        assert not (await session.exec(select(Child).where(Child.case_number == number))).all()
    assert (await ask("erase", number, *ORDER)).exit_code == 0, "asked again it does no harm"


async def nothing_read(database: Sessions, number: str) -> None:
    """Its reports, lines and states are there, and empty."""
    async with sessions(database.kw["bind"], again())() as session:
        reports = (await session.exec(select(FiledReport).where(FiledReport.case_number == number))).all()
        lines = (await session.exec(select(LedgerEntry).where(LedgerEntry.case_number == number))).all()
        case = await session.get(Case, number)
    assert case is not None
    assert len(reports) > 5
    assert not any(each.data or each.reason for each in reports)
    assert not any(each.details for each in lines)
    assert case.view == {}


async def test_an_open_case_is_not_erased(closed: Play, database: Sessions) -> None:
    """Nor one that is held for a court, until the hold is lifted; nor what is no case."""
    async with database() as session:
        open_now = await session.exec(select(Case.number).where(col(Case.status) == "closed"))
        assert open_now.all() == [closed.number]
        case = await session.get(Case, closed.number)
        assert case is not None
        case.status = "open"
        session.add(case)
        await session.commit()
    refused = await ask("erase", closed.number, *ORDER)
    assert isinstance(refused.exception, CannotRun)
    assert "is open" in str(refused.exception)
    async with database() as session:
        case = await session.get(Case, closed.number)
        assert case is not None
        case.status = "closed"
        session.add(case)
        await session.commit()
    assert (await ask("hold", closed.number, "--by", "Fiscalía", "--reason", "Trial 7")).exit_code == 0
    held = await ask("erase", closed.number, *ORDER)
    assert "legal hold" in str(held.exception)
    assert "Trial 7" in str(held.exception)
    async with database() as session:
        case = await session.get(Case, closed.number)
        assert case and case.view, "it is whole"
    assert (await ask("release", closed.number, "--by", "Fiscalía")).exit_code == 0
    assert isinstance((await ask("release", closed.number, "--by", "Fiscalía")).exception, CannotRun)
    assert (await ask("erase", closed.number, *ORDER)).exit_code == 0
    assert isinstance((await ask("hold", closed.number, "--by", "x", "--reason", "y")).exception, CannotRun)


@pytest.mark.parametrize(("typed", "words"), [("0000-0000-0", "no case"), ("K7QM-4RTX-6", "no case number")])
async def test_what_is_no_case_is_said(database: Sessions, typed: str, words: str) -> None:
    refused = await ask("erase", typed, *ORDER)
    assert words in str(refused.exception)


async def test_a_case_is_not_erased_by_a_slip(closed: Play, database: Sessions) -> None:
    """Without --yes it asks, and no is no."""
    answer = await asyncio.to_thread(
        CliRunner().invoke, command, ["case", "erase", closed.number, *ORDER[:-1]], input="n\n"
    )
    assert answer.exit_code == 1
    async with database() as session:
        case = await session.get(Case, closed.number)
        assert case and case.view


async def test_the_operator_reads_what_is_due_and_says_what_is_needed(closed: Play) -> None:
    """Nothing is due of a case that was closed today; one that is needed is listed with who says so."""
    answer = await ask("due")
    assert "No closed case has been kept for longer than its term." in answer.output
    wanted = ["--by", "Procuraduría", "--reason", "A trial"]
    assert "Name a day to come" in str((await ask("keep", closed.number, "--until", "2020-01-01", *wanted)).exception)
    assert "no closed case" in str((await ask("keep", numbers.new(), "--until", "2099-01-01", *wanted)).exception)
    answer = await ask("keep", closed.number.lower(), "--until", "2099-01-01", *wanted)
    assert f"Case {closed.number} is kept until 2099-01-01." in answer.output
    answer = await ask("due")
    assert f"{closed.number}  kept until 2099-01-01, by Procuraduría: A trial" in answer.output
