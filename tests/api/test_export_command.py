"""``resguardo export whose``: a file that turned up is named, one that was changed is told apart."""

import asyncio
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cases.exporting import ExportAsked, FileForm, Purpose
from cases.repository.exports import keep_export
from cases.seal_of_a_file import place, sealed
from commands.app import app
from commands.migrate import upgrade
from runtime.database import engine, sessions
from runtime.settings import settings
from tests.api.given import NOW, opened, world
from tests.keys import KEYS

ID = "0123456789abcdef"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file on record, in a migrated database that this command is told of. It has no keys."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'record.db'}"
    monkeypatch.setenv("RESGUARDO_DATABASE_URL", url)
    settings.cache_clear()
    upgrade(url)
    path = tmp_path / "K.html"
    path.write_bytes(asyncio.run(taken(url)))
    yield path
    settings.cache_clear()


async def taken(url: str) -> bytes:
    made, at = engine(url), place()
    head = f'<meta name="resguardo-export" content="{ID}"><meta name="resguardo-seal" content="{at}">'
    given = sealed(f"{head}<p>Niña</p>", at)
    async with sessions(made, KEYS)() as session:
        people = await world(session, "-")
        case = await opened(session, people.actor("mx.caseworker"), {})
        asked = ExportAsked(purpose=Purpose.COURT, recipient="Juzgado 5", form=FileForm.HTML)
        await keep_export(session, people.actor("mx.supervisor"), (case.number, "host", ID), asked, given, NOW)
        await session.commit()
    await made.dispose()
    return given.content


def whose(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["export", "whose", *map(str, arguments)])
    return result.exit_code, result.output + str(result.exception or "")


def test_whose_it_is_and_whether_it_is_still_what_was_given(file: Path) -> None:
    content = file.read_bytes()
    status, said = whose(file)
    assert status == 0
    for words in ("Supervisor MX, Agencia mx", "2026-12-10 15:00 UTC", "for: court", ID, "byte by byte", "Without"):
        assert words in said
    assert "Juzgado" not in said, "what was typed is read on the case"
    digest = hashlib.sha256(content).hexdigest()
    assert whose("--sha256", digest)[0] == 0, "who has the file need not send it on"
    file.write_bytes(content.replace("Niña".encode(), b"Nadie"))
    status, said = whose(file)
    assert status == 1 and "NOT what was given" in said and "Supervisor MX" in said
    file.write_bytes(b"another file")
    assert whose(file)[0] == 1 and "No export of this installation" in whose(file)[1]


@pytest.mark.parametrize("arguments", [(), ("--sha256", "12"), ("no-such-file",), ("x", "--sha256", "0" * 64)])
def test_what_cannot_be_asked_is_said_in_words(arguments: tuple[str, ...], file: Path) -> None:
    status, said = whose(*arguments)
    assert status == 1 and "Traceback" not in said
