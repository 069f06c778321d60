"""``resguardo ledger``: what somebody with the database's password changed by SQL is named, on both databases."""

import asyncio
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import col, select
from typer.testing import CliRunner

from cases.record import CaseView, Entry, Record
from cases.repository.people import actor_of
from cases.repository.record import apply
from cases.seals import seal_of
from cases.tables import Agency, Case, LedgerEntry, LedgerSeal, User
from commands.app import app
from commands.migrate import upgrade
from runtime.database import engine, sessions
from runtime.settings import settings
from tests.api.given import NOW, alerted, opened, world
from tests.keys import KEYS
from tests.runtime.postgres import KINDS, empty

TABLES = ("ledger_entry", "ledger_seal")


@pytest.fixture(scope="module", params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with empty(request.param, tmp_path_factory.mktemp("record")) as address:
        yield address


@pytest.fixture
def numbers(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Two cases with five lines each, in a migrated database that this command is told of."""
    monkeypatch.setenv("RESGUARDO_DATABASE_URL", url)
    settings.cache_clear()
    upgrade(url)
    yield asyncio.run(written(url))
    settings.cache_clear()


async def written(url: str) -> list[str]:
    made, found = engine(url), []
    async with sessions(made, KEYS)() as session:
        agency = await session.get(Agency, "agency-mx")
        if agency is None:
            await world(session, "-")
        user = await session.get(User, "user-mx-caseworker")
        agency = await session.get(Agency, "agency-mx")
        assert user and agency
        by = actor_of(user, agency)
        for _ in range(2):
            case = await opened(session, by, {})
            for step in ("guardian", "urgent_measure", "privacy_plan"):
                await alerted(session, case, step)
            entry = Entry(act="noted", at=NOW, actor=by, details={"said": "Niña", "days": 3})
            await apply(session, Record(sequence=case.sequence + 1, entry=entry, case=case.view))
            await session.commit()
            found.append(case.number)
    await made.dispose()
    return found


def tamper(url: str, *statements: str) -> None:
    """As somebody who owns the database: the triggers are taken away first."""

    async def go() -> None:
        made = engine(url)
        async with made.begin() as connection:
            for table in TABLES:
                if url.startswith("sqlite"):
                    for act in ("update", "delete"):
                        await connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_{act}"))
                else:
                    await connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
            for statement in statements:
                await connection.execute(text(statement))
        await made.dispose()

    asyncio.run(go())


def run(*words: str) -> tuple[int, str]:
    answer = CliRunner().invoke(app, ["ledger", *words])
    return answer.exit_code, answer.output


def verified(number: str) -> str:
    """What is said of one case: of a whole one, nothing."""
    code, said = run("verify", "--case", number)
    assert (code == 0) == said.startswith("The ledger is what was written"), said
    return "" if code == 0 else said


def test_a_ledger_that_nobody_touched_is_whole(numbers: list[str]) -> None:
    assert [verified(number) for number in numbers] == ["", ""]


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        ("UPDATE ledger_entry SET act = 'notes' WHERE {at} AND sequence = 5", 5, "is not what was written"),
        ("UPDATE ledger_entry SET actor = NULL WHERE {at} AND sequence = 1", 1, "is not what was written"),
        ("UPDATE ledger_entry SET details = '{{}}' WHERE {at} AND sequence = 5", 5, "is not what was written"),
        ("UPDATE ledger_entry SET at = '2026-12-09 01:02:03.000004+00:00' WHERE {at} AND sequence = 2", 2, "written"),
        ("DELETE FROM ledger_entry WHERE {at} AND sequence = 3", 3, "is missing"),
        ("DELETE FROM ledger_entry WHERE {at} AND sequence = 5", 5, "is missing"),
        ("DELETE FROM ledger_entry WHERE {at}", 1, "is missing"),
        ("DELETE FROM ledger_seal WHERE {at} AND sequence = 4", 4, "has lost its seal"),
        ("UPDATE ledger_entry SET sequence = 7 - sequence - 100 WHERE {at} AND sequence IN (3, 4)", -97, "put in"),
        ("UPDATE ledger_seal SET seal = 'f' WHERE {at} AND sequence = 2", 2, "is not what was written"),
    ],
)
def test_the_first_line_that_was_touched_is_named(
    numbers: list[str], url: str, change: str, line: int, words: str
) -> None:
    touched, other = numbers
    tamper(url, change.format(at=f"case_number = '{touched}'"))
    said = verified(touched)
    assert said.startswith(f"Case {touched}, line {line} ") and words in said
    assert verified(other) == ""


def test_two_lines_that_changed_places_are_found(numbers: list[str], url: str) -> None:
    where = f"UPDATE ledger_entry SET sequence = {{to}} WHERE case_number = '{numbers[0]}' AND sequence = {{from_}}"
    swap = [where.format(to=to, from_=from_) for from_, to in ((2, 99), (3, 2), (99, 3))]
    tamper(url, *swap)
    assert f"Case {numbers[0]}, line 2 is not what was written" in verified(numbers[0])


def test_who_writes_the_seals_anew_is_found_by_an_anchor(numbers: list[str], url: str, tmp_path: Path) -> None:
    """Whoever can compute the seals can compute new ones: what was kept elsewhere tells."""
    anchor = tmp_path / "anchor.json"
    anchor.write_text(run("anchor")[1], encoding="utf-8")
    assert json.loads(anchor.read_text())["heads"][numbers[0]][0] == 5
    assert "not the one that was anchored" not in run("verify", "--anchor", str(anchor))[1]
    at = f"case_number = '{numbers[0]}'"
    tamper(
        url, f"UPDATE ledger_entry SET act = 'never' WHERE {at} AND sequence = 4", f"DELETE FROM ledger_seal WHERE {at}"
    )
    asyncio.run(sealed_anew(url, numbers[0]))
    assert verified(numbers[0]) == "", "the chain is whole again"
    code, said = run("verify", "--anchor", str(anchor))
    assert code == 1 and f"Case {numbers[0]}, line 5 is not the one that was anchored" in said


async def sealed_anew(url: str, number: str) -> None:
    """The forger has our code."""
    made = engine(url)
    async with sessions(made, KEYS)() as session:
        lines = select(LedgerEntry).where(LedgerEntry.case_number == number).order_by(col(LedgerEntry.sequence))
        before = ""
        for line in (await session.exec(lines)).all():
            before = seal_of(before, line)
            session.add(LedgerSeal(case_number=number, sequence=line.sequence, seal=before))
        await session.commit()
    await made.dispose()


def test_lines_from_before_seals_are_covered_by_the_first_one(numbers: list[str], url: str) -> None:
    at = f"case_number = '{numbers[1]}'"
    tamper(url, f"DELETE FROM ledger_seal WHERE {at}")

    async def one_more() -> None:
        made = engine(url)
        async with sessions(made, KEYS)() as session:
            case = await session.get(Case, numbers[1])
            assert case is not None
            entry = Entry(act="noted", at=NOW + timedelta(hours=1))
            await apply(session, Record(sequence=6, entry=entry, case=CaseView.model_validate(case.view)))
            await session.commit()
        await made.dispose()

    asyncio.run(one_more())
    assert verified(numbers[1]) == ""
    tamper(url, f"UPDATE ledger_entry SET act = 'never' WHERE {at} AND sequence = 2")
    assert f"Case {numbers[1]}, line 6 or one before it, is not what was written" in verified(numbers[1])


def test_a_case_that_is_not_there_is_not_called_whole(numbers: list[str]) -> None:
    answer = CliRunner().invoke(app, ["ledger", "verify", "--case", "AAAA-AAAA-A"])
    assert answer.exit_code == 1 and "There is no case AAAA-AAAA-A" in str(answer.exception)


def test_what_is_no_anchor_is_refused(numbers: list[str], tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}", encoding="utf-8")
    for path, words in ((wrong, "is no anchor"), (tmp_path / "none.json", "cannot be read")):
        answer = CliRunner().invoke(app, ["ledger", "verify", "--anchor", str(path)])
        assert answer.exit_code == 1 and words in str(answer.exception)
