"""``guidelines rehearse``, ``adopt`` and ``diff`` on the command line, over a real record."""

import asyncio
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import SQLModel, select
from typer.testing import CliRunner

import cases.tables  # noqa: F401  every table is known before any is made
from api.pages.language import speak
from cases.tables import Step
from commands.app import app
from guidelines.library import FOLDER, load
from guidelines.resolve import resolve
from runtime.database import engine, sessions
from runtime.settings import settings
from tests.api.editions import with_the_consulate
from tests.api.given import world
from tests.keys import ENVIRONMENT, KEYS

FAR = (datetime.now(UTC) + timedelta(days=400)).date()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "guidelines", ignore=shutil.ignore_patterns("*.py", "__pycache__")))


async def written(url: str) -> str:
    """A record with one case that waits for the consulate's answer."""
    made = engine(url)
    async with made.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    async with sessions(made, KEYS)() as session:
        people = await world(session, "-")
        case = await with_the_consulate(session, people.actor("mx.caseworker"))
    await made.dispose()
    return case.number


async def dates(url: str) -> list[datetime | None]:
    made = engine(url)
    async with sessions(made, KEYS)() as session:
        found = list((await session.exec(select(Step.due_at).order_by(Step.key))).all())
    await made.dispose()
    return found


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'record.db'}"
    for name, value in (ENVIRONMENT | {"RESGUARDO_DATABASE_URL": url}).items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    yield url
    settings.cache_clear()
    speak("en")


def run(*words: str) -> tuple[int, str]:
    answer = CliRunner().invoke(app, ["guidelines", *words])
    return answer.exit_code, answer.output


def test_it_says_what_it_would_do_and_does_nothing(record: str) -> None:
    number = asyncio.run(written(record))
    before = asyncio.run(dates(record))
    code, said = run("rehearse", "consular_5_days")
    assert code == 0, said
    assert "1 open and 0 closed cases were tried; 1 would be touched." in said
    assert "Would move 1 due dates, close 0 safeguards, open 0 steps." in said
    assert f"{number} (MX -> GT)" in said
    assert re.search(r"Identity and nationality: \d+ Dec 2026, [\d:]+ → ", said)
    assert "5 working days from 8 December 2026" in said
    _, in_spanish = run("rehearse", "consular_5_days", "--language", "es")
    assert "Movería 1 fechas límite, cerraría 0 salvaguardas, abriría 0 pasos." in in_spanish
    assert asyncio.run(dates(record)) == before


def test_adopting_makes_it_law_from_its_day(folder: Path) -> None:
    code, said = run("adopt", "consular_5_days", "--by", "The Conference", "--from", str(FAR), "--folder", str(folder))
    assert code == 0, said
    assert f"consular_5_days is adopted and applies from {FAR}." in said
    assert "Start the workers and the API again" in said
    adopted = load(folder)
    for day, days in ((FAR - timedelta(days=1), 10), (FAR, 5)):
        clock = resolve(adopted, "MX", "GT", day).step("nationality").deadline
        assert clock is not None and clock.values[0].term is not None
        assert clock.values[0].term.amount == days
    code, said = run("adopt", "consular_5_days", "--by", "X", "--folder", str(folder))
    assert code == 1 and "It was adopted already" in said


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["--proposal", "consular_5_days"], "the term is 5 working days (Our default) instead of 10 working days"),
        (["--host", "MX", "--origin", "GT", "--from", "2025-12-01", "--to", "2026-12-01"], "New step: Confirmation of"),
        (["--host", "MX", "--origin", "GT", "--from", "2026-12-01", "--to", "2026-12-02"], "Nothing differs."),
    ],
)
def test_what_differs_in_sentences(words: list[str], wanted: str) -> None:
    code, said = run("diff", *words)
    assert code == 0, said
    assert wanted in said
    speak("en")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["diff"], "Give --host, --origin, --from and --to"),
        (["diff", "--proposal", "nothing"], "There is no such file"),
        (["rehearse", "nothing"], "There is no such file"),
        (
            ["diff", "--host", "MX", "--origin", "MX", "--from", "2026-12-01", "--to", "2026-12-01"],
            "the same",
        ),
    ],
)
def test_what_cannot_be_done_is_said(words: list[str], wanted: str) -> None:
    code, said = run(*words)
    assert code != 0
    assert wanted in said
