"""What lies in the storage and no document needs is taken away, in a folder and in a bucket; what is needed stays."""

import asyncio
import dataclasses
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from temporalio.testing import ActivityEnvironment
from typer.testing import CliRunner

from activities.clearing import Clearing
from cases.repository.clearing import Cleared
from cases.repository.retention import throw_away
from cases.tables import Case, Document, ObjectUnneeded
from commands.app import app as command
from guidelines.library import library
from runtime.database import Sessions
from runtime.documents import objects as storage
from runtime.documents.objects import Objects, objects
from runtime.settings import settings
from tests.activities.test_retaining import closed, people
from tests.api.given import NOW, World, opened
from tests.keys import ENVIRONMENT
from tests.logs import written_as_by_a_process
from tests.runtime.bucket import SINCE, bucket

__all__ = ["people"]

AGE = library().retention.objects.kept
LAY = datetime.fromisoformat(SINCE)
"""Since when everything lies there."""

LONG_AFTER = datetime(2027, 5, 1, tzinfo=UTC)

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
        for at in (late, late + AGE - timedelta(hours=1)):
            young, _ = await looked(database, kept, at)
            assert young == Cleared(looked_at=5, needed=2, young=2, foreign=1), "it counts from the first look"
            assert len(await lying(kept)) == 5
        done, beats = await looked(database, kept, late := late + AGE)
        assert done == Cleared(looked_at=5, needed=2, erased=1, unnamed=1, foreign=1)
        assert beats[:-1] == sorted(beats)[:-1] and beats[-1] == 5 and len(beats) > 2, "it says that it goes on"
        assert await lying(kept) == {NEEDED, REFUSED, FOREIGN}
        again, _ = await looked(database, kept, late)
        assert again == Cleared(looked_at=3, needed=2, foreign=1)
        await kept.drop([ERASED, UNNAMED])  # an earlier try was cut off after it: nothing happens
        async with database() as session:
            thrown = await throw_away(session, library().retention, datetime(2027, 4, 2, tzinfo=UTC))
        assert thrown["documents"] == 1, "what was sent to a closed case, and never attached"
        said = await asked(database, where, monkeypatch, LONG_AFTER, "--look")
        assert "Looked at: 3. Needed: 1." in said and "0 that no record names" in said
        assert "Needless for less than 30 days, and left for now: 1." in said
        assert "Not ours, and left: 1." in said
        await asked(database, where, monkeypatch, LONG_AFTER)
        said = await asked(database, where, monkeypatch, LONG_AFTER + AGE, "--look")
        assert "1 that no record names" in said and "Needless for less" not in said
        assert await lying(kept) == {NEEDED, REFUSED, FOREIGN}, "looking takes nothing away"
        await asked(database, where, monkeypatch, LONG_AFTER + AGE)
        assert await lying(kept) == {NEEDED, FOREIGN}
    if kind == "bucket":
        assert (await looked(database, kept, late))[0].away, "it does not answer: tomorrow again"


async def test_an_older_record_leaves_its_term_to_find_a_newer_one(
    database: Sessions, people: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its papers came long ago, the copy does not name them; what is named again begins anew, and so does a gap."""
    kept, back = await fill(str(tmp_path / "documents")), LAY + 3 * AGE
    async with database() as session:
        living = await opened(session, people.actor("mx.caseworker"), {}, at=NOW)
        session.add_all([document(each, living.number) for each in (NEEDED, ERASED, REFUSED)])
        await session.commit()
    with written_as_by_a_process():
        assert (await looked(database, kept, back))[0].young == 1
    line = json.loads(capsys.readouterr().err)
    assert {each: line[each] for each in ("event", "looked_at", "needed", "young")} == {
        "event": "storage_cleared", "looked_at": 5, "needed": 3, "young": 1,
    }  # fmt: skip
    async with database() as session:
        await session.delete(await session.get_one(Document, REFUSED[:24]))
        session.add(document(UNNAMED, living.number))
        await session.commit()
    assert (await looked(database, kept, back + AGE))[0] == Cleared(looked_at=5, needed=3, young=1, foreign=1)
    async with database() as session:
        assert [each.name for each in (await session.exec(select(ObjectUnneeded))).all()] == [REFUSED]
        await session.delete(await session.get_one(Document, UNNAMED[:24]))
        await session.commit()
    assert (await looked(database, kept, back + 2 * AGE))[0] == Cleared(
        looked_at=5, needed=2, unnamed=1, young=1, foreign=1
    )
    assert await lying(kept) == {NEEDED, ERASED, UNNAMED, FOREIGN}
    await looked(database, kept, back + 2 * AGE)
    async with database() as session:
        assert [each.name for each in (await session.exec(select(ObjectUnneeded))).all()] == [UNNAMED]


async def asked(database: Sessions, where: str, monkeypatch: pytest.MonkeyPatch, at: datetime, *words: str) -> str:
    """What the command says at that instant."""
    url = str(database.kw["bind"].url)
    for name, value in (ENVIRONMENT | {"RESGUARDO_DATABASE_URL": url, "RESGUARDO_DOCUMENT_STORAGE": where}).items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    monkeypatch.setattr("commands.documents.now", lambda: at)
    answer = await asyncio.to_thread(CliRunner().invoke, command, ["documents", "clear", *words])
    settings.cache_clear()
    assert answer.exit_code == 0, answer.output
    return answer.output
