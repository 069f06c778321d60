"""The database's history, forwards and backwards, on both databases; and what the database itself refuses."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import select

from cases.tables import (
    AccountChange,
    Agency,
    Case,
    CaseExport,
    CountsTold,
    FiledReport,
    LedgerEntry,
    LedgerSeal,
    ListExport,
    Look,
    Notice,
    OperatorAct,
    PersonSearch,
    StateKept,
    Step,
    StepKept,
    User,
)
from commands.migrate import configuration, upgrade
from runtime.database import Sessions, engine, sessions
from tests.keys import KEYS
from tests.runtime.postgres import KINDS, empty

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NUMBER = "practice-1"


@pytest.fixture(scope="module", params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty database of each kind."""
    with empty(request.param, tmp_path_factory.mktemp("record")) as address:
        yield address


def test_forwards_backwards_and_forwards_again(url: str) -> None:
    """Every change can be taken back, and the tables are then what the models say."""
    made = configuration(url)
    upgrade(url)
    command.check(made)
    command.downgrade(made, "base")
    upgrade(url)
    command.check(made)


def test_nothing_to_do_is_fine(url: str) -> None:
    """Migrating twice changes nothing."""
    upgrade(url)
    upgrade(url)


@pytest.fixture
async def record(url: str) -> AsyncIterator[Sessions]:
    """A migrated database with one case, one line of its ledger and one filed report."""
    await asyncio.to_thread(upgrade, url)
    made = engine(url)
    async with sessions(made, KEYS)() as session:
        if await session.get(Case, NUMBER) is None:
            session.add(
                Case(
                    number=NUMBER,
                    host="MX",
                    origin="GT",
                    stage="detection",
                    status="open",
                    custodian="finder",
                    workflow=f"case-{NUMBER}",
                    edition="e",
                    sequence=1,
                    opened_at=NOW,
                    detected_at=NOW,
                    view={},
                )
            )
            await session.flush()
            session.add(LedgerEntry(case_number=NUMBER, sequence=1, at=NOW, act="opened", details={}))
            session.add(
                FiledReport(
                    case_number=NUMBER,
                    sequence=1,
                    step_key="detection",
                    round=1,
                    name="detection",
                    data={"told": "yes"},
                    author="somebody",
                    filed_at=NOW,
                )
            )
            session.add(LedgerSeal(case_number=NUMBER, sequence=1, seal="s"))
            session.add(Agency(id="agency", name="Agency", country="MX"))
            await session.flush()
            account = User(id="user", email="u@example.org", name="U", password_hash="-", agency_id="agency", role="-")
            session.add(account)
            await session.flush()
            session.add(Look(case_number=NUMBER, user_id="user", agency_id="agency", side="host", what="case", at=NOW))
            session.add(PersonSearch(id="s", user_id="user", agency_id="agency", own=0, others=1, at=NOW))
            session.add(OperatorAct(what="account_made", by="root", user_id="user", agency_id="agency", at=NOW))
            session.add(AccountChange(id="c", user_id="user", what="codes_on", at=NOW))
            session.add(
                Notice(id="n", kind="lapsed", recipient="user", locale="es", subject="s", body="b", created_at=NOW)
            )
            session.add(ListExport(user_id="user", agency_id="agency", rows=3, at=NOW))
            session.add(
                CaseExport(
                    id="e",
                    case_number=NUMBER,
                    user_id="user",
                    agency_id="agency",
                    side="host",
                    purpose="court",
                    words="",
                    recipient="r",
                    addresses=False,
                    form="json",
                    seal="s",
                    sha256="h",
                    at=NOW,
                )
            )
            session.add(CountsTold(country="MX", month="2026-11", at=NOW, told={}))
            session.add(StateKept(case_number=NUMBER, sequence=1, at=NOW, edition="e", view={}))
            session.add(StepKept(case_number=NUMBER, key="detection", sequence=1, view={}))
            await session.commit()
    yield sessions(made, KEYS)
    await made.dispose()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE ledger_entry SET act = 'never happened'", "only added to"),
        ("DELETE FROM ledger_entry", "only added to"),
        ("UPDATE filed_report SET data = '{}'", "never changed"),
        ("UPDATE filed_report SET author = 'another'", "never changed"),
        ("DELETE FROM filed_report", "never changed or deleted"),
        ("UPDATE state_kept SET view = '{}'", "only added to"),
        ("DELETE FROM state_kept", "only added to"),
        ("UPDATE ledger_seal SET seal = 'another'", "only added"),
        ("DELETE FROM ledger_seal", "only added"),
        ("UPDATE case_look SET user_id = 'another'", "never changed"),
        ("DELETE FROM case_look", "never changed or deleted"),
        ("UPDATE person_search SET others = 0", "never changed"),
        ("DELETE FROM person_search", "never changed or deleted"),
        ("UPDATE account_change SET what = 'another'", "never changed"),
        ("DELETE FROM account_change", "never changed or deleted"),
        ("UPDATE operator_act SET by = 'another'", "never changed"),
        ("DELETE FROM operator_act", "never changed or deleted"),
        ("UPDATE case_export SET purpose = 'transfer'", "never changed"),
        ("DELETE FROM case_export", "never changed or deleted"),
        ("UPDATE list_export SET rows = 0", "never changed"),
        ("DELETE FROM list_export", "never changed or deleted"),
        ("UPDATE counts_told SET told = '{}'", "never changed"),
        ("DELETE FROM counts_told", "never changed or deleted"),
        ("UPDATE step_kept SET sequence = 7", "only added to"),
        ("DELETE FROM step_kept", "only added to"),
    ],
)
async def test_the_database_refuses_to_forget(record: Sessions, statement: str, words: str) -> None:
    """Whoever asks: our code or a console."""
    async with record() as session:
        with pytest.raises((DBAPIError, IntegrityError), match=words):
            await (await session.connection()).execute(text(statement))


async def test_a_report_may_stop_to_stand(record: Sessions) -> None:
    """Sent back, it is kept as it was and no fact comes from it any more."""
    async with record() as session:
        await (await session.connection()).execute(text("UPDATE filed_report SET stands = false"))
        await session.commit()


async def test_a_case_from_before_keeps_what_it_is_now(record: Sessions, url: str) -> None:
    """Its present state is that of its last write; what came before is not invented."""
    async with record() as session:
        step = Step(
            case_number=NUMBER, key="guardian", step="guardian", side="host", responsible="r", round=2, status="open",
            view={"key": "guardian"},
        )  # fmt: skip
        await session.merge(step)
        await session.merge(
            LedgerEntry(case_number=NUMBER, sequence=2, at=NOW + timedelta(days=1), act="finished", details={})
        )
        case = await session.get(Case, NUMBER)
        assert case is not None
        case.sequence = 2
        await session.commit()
        with pytest.raises(RuntimeError, match="enciphered"):
            await asyncio.to_thread(command.downgrade, configuration(url), "0003")
        connection = await session.connection()
        await connection.execute(text("UPDATE child_case SET view = '{}'"))
        await connection.execute(text("""UPDATE case_step SET view = '{"key": "guardian"}'"""))
        await session.commit()
    await asyncio.to_thread(command.downgrade, configuration(url), "0003")
    await asyncio.to_thread(upgrade, url)
    async with record() as session:
        states = (await session.exec(select(StateKept))).all()
        assert [(row.sequence, row.at, row.edition) for row in states] == [(2, NOW + timedelta(days=1), "e")]
        steps = (await session.exec(select(StepKept))).all()
        assert [(row.key, row.sequence, row.view) for row in steps] == [("guardian", 2, {"key": "guardian"})]


async def test_emptying_is_refused_too(record: Sessions, url: str) -> None:
    """PostgreSQL's TRUNCATE goes round row triggers; SQLite has none."""
    if url.startswith("sqlite"):
        return
    async with record() as session:
        for table in (
            "ledger_entry",
            "ledger_seal",
            "case_export",
            "case_look",
            "account_change",
            "list_export",
            "operator_act",
            "counts_told",
            "filed_report",
            "state_kept",
            "step_kept",
        ):
            with pytest.raises(DBAPIError, match=r"never|only"):
                await (await session.connection()).execute(text(f"TRUNCATE {table}"))
            await session.rollback()


async def test_times_come_back_aware(record: Sessions) -> None:
    """Both databases give an instant in UTC back."""
    async with record() as session:
        entry = await session.get(LedgerEntry, (NUMBER, 1))
    assert entry is not None
    assert entry.at == NOW
