"""What lies in the storage and no document needs is taken away, in a folder and in a bucket; what is needed stays."""

import asyncio
import dataclasses
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import ActivityEnvironment
from typer.testing import CliRunner

from activities.clearing import Clearing
from cases.repository.clearing import Cleared
from cases.repository.retention import throw_away
from cases.tables import Case, Document
from commands.app import app as command
from guidelines.library import library
from runtime.database import Sessions
from runtime.documents import objects as storage
from runtime.documents.objects import Objects, objects
from runtime.settings import settings
from tests.activities.test_retaining import closed, people
from tests.api.given import NOW, World, opened
from tests.keys import ENVIRONMENT
from tests.runtime.bucket import SINCE, bucket

__all__ = ["people"]

AGE = library().retention.objects.kept
LAY = datetime.fromisoformat(SINCE)
"""Since when everything lies there."""

NEEDED, ERASED, REFUSED, UNNAMED, FOREIGN = "a" * 40, "b" * 40, "c" * 40, "d" * 40, "notes.txt"


def document(name: str, number: str, sequence: int | None = 2) -> Document:
    """What the record has of one."""
    rest: dict[str, Any] = {
        "title": "Acta",
        "file_name": "acta.png",
        "sha256": "0",
        "media_type": "image/png",
        "scan": "clean",
    }
    return Document(
        id=name[:24], object_name=name, case_number=number, sequence=sequence, step_key="guardian", size=1, pages=1,
        attached_by="x", attached_at=NOW, **rest,
    )  # fmt: skip


@contextmanager
def in_a(kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where documents lie, as the settings say it."""
    if kind == "folder":
        yield str(folder / "documents")
        return
    with bucket() as (address, _):
        for name, value in (("ENDPOINT", address), ("REGION", "x"), ("ACCESS_KEY_ID", "x"), ("SECRET_ACCESS_KEY", "x")):
            monkeypatch.setenv(f"AWS_{name}", value)
        yield "s3://papers/of/cases"


async def fill(where: str) -> Objects:
    """Everything lies there since the same instant."""
    kept = objects(where)
    for name in (NEEDED, ERASED, REFUSED, UNNAMED, FOREIGN):
        await kept.put(name, b"x")
        if "://" not in where:
            os.utime(Path(where) / name, (LAY.timestamp(), LAY.timestamp()))
    return kept


async def lying(kept: Objects) -> set[str]:
    """All names."""
    return {each.name async for some in kept.lying() for each in some}


async def looked(database: Sessions, kept: Objects, at: datetime) -> tuple[Cleared, list[int]]:
    """One day's look, and its heartbeats."""
    environment, beats = ActivityEnvironment(), list[int]()
    environment.info = dataclasses.replace(environment.info, started_time=at)
    environment.on_heartbeat = beats.append
    return await environment.run(Clearing(database, kept).clear), beats


@pytest.mark.parametrize("kind", ["folder", "bucket"])
async def test_what_is_needed_no_more_is_taken_away(
    kind: str, database: Sessions, people: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of an erased case, and what no record names; not before its time, nothing that is not ours, and once."""
    monkeypatch.setattr(storage, "MANY", 2)
    late = LAY + AGE + timedelta(hours=1)
    with in_a(kind, tmp_path, monkeypatch) as where:
        kept = await fill(where)
        alone, _ = await looked(database, kept, late)
        assert alone == Cleared(looked_at=5, left=4, foreign=1), "a record that names nothing there is another one's"
        over, gone = await closed(database, people), await closed(database, people)
        async with database() as session:
            living = await opened(session, people.actor("mx.caseworker"), {}, at=NOW)
            session.add_all([document(NEEDED, living.number, None), document(ERASED, gone.number)])
            session.add(document(REFUSED, over.number, None))
            erased = await session.get_one(Case, gone.number)
            erased.erased_at = LAY
            session.add(erased)
            await session.commit()
        young, _ = await looked(database, kept, LAY + AGE - timedelta(hours=1))
        assert young == Cleared(looked_at=5, needed=2, young=2, foreign=1)
        assert len(await lying(kept)) == 5
        done, beats = await looked(database, kept, late)
        assert done == Cleared(looked_at=5, needed=2, erased=1, unnamed=1, foreign=1)
        assert beats[:-1] == sorted(beats)[:-1] and beats[-1] == 5 and len(beats) > 2, "it says that it goes on"
        assert await lying(kept) == {NEEDED, REFUSED, FOREIGN}
        again, _ = await looked(database, kept, late)
        assert again == Cleared(looked_at=3, needed=2, foreign=1)
        await kept.drop([ERASED, UNNAMED])  # an earlier try was cut off after it: nothing happens
        async with database() as session:
            thrown = await throw_away(session, library().retention, datetime(2027, 4, 2, tzinfo=UTC))
        assert thrown["documents"] == 1, "what was sent to a closed case, and never attached"
        said = await asked(database, where, monkeypatch, "--look")
        assert "Looked at: 3. Needed: 1." in said and "1 that no record names" in said
        assert "Not ours, and left: 1." in said
        await asked(database, where, monkeypatch)
        assert await lying(kept) == {NEEDED, FOREIGN}
    if kind == "bucket":
        assert (await looked(database, kept, late))[0].away, "it does not answer: tomorrow again"


async def asked(database: Sessions, where: str, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    """What the command says, long after."""
    url = str(database.kw["bind"].url)
    for name, value in (ENVIRONMENT | {"RESGUARDO_DATABASE_URL": url, "RESGUARDO_DOCUMENT_STORAGE": where}).items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    monkeypatch.setattr("commands.documents.now", lambda: datetime(2027, 5, 1, tzinfo=UTC))
    answer = await asyncio.to_thread(CliRunner().invoke, command, ["documents", "clear", *words])
    settings.cache_clear()
    assert answer.exit_code == 0, answer.output
    return answer.output
