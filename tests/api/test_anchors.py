"""Daily anchors: made once a day by whichever worker is first, signed, in line; and what verifying them finds."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import SQLModel, text
from sqlmodel.ext.asyncio.session import AsyncSession
from typer.testing import CliRunner

from activities.anchoring import anchor_today, anchors_in, keep_anchoring
from cases.anchors import Anchor
from commands.app import app
from commands.migrate import upgrade
from runtime.database import Sessions, engine, sessions
from runtime.keys.signing import NoSigningKey, Signer, make, signer
from runtime.settings import settings
from tests.api.given import NOW, opened, world
from tests.keys import KEYS

DAY = timedelta(days=1)


@pytest.fixture
def signs(tmp_path: Path) -> Signer:
    """This installation's key."""
    return make(tmp_path / "signing-key")


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A migrated record that the commands are told of."""
    made = f"sqlite+aiosqlite:///{tmp_path / 'record.db'}"
    monkeypatch.setenv("RESGUARDO_DATABASE_URL", made)
    monkeypatch.setenv("RESGUARDO_VAR", str(tmp_path))
    settings.cache_clear()
    upgrade(made)
    yield made
    settings.cache_clear()


def three_days(url: str, folder: Path, signs: Signer) -> list[str]:
    """A case opened on each of three days, an anchor made each evening by the faster of two workers."""

    async def go() -> list[str]:
        made, numbers = engine(url), []
        record = sessions(made, KEYS)
        async with record() as session:
            people = await world(session, "-")
        for day in range(3):
            async with record() as session:
                numbers.append((await opened(session, people.actor("mx.caseworker"), {})).number)
            now = NOW + day * DAY
            both = await asyncio.gather(*(anchor_today(record, folder, signs, now) for _ in range(2)))
            assert sum(each is not None for each in both) == 1
            assert await anchor_today(record, folder, signs, now) is None, "once a day"
        await made.dispose()
        return numbers

    return asyncio.run(go())


def verify(folder: Path, *more: str) -> tuple[int, str]:
    """What the command says."""
    answer = CliRunner().invoke(app, ["ledger", "verify", "--anchors", str(folder), *more])
    return answer.exit_code, answer.output or str(answer.exception)


def run_sql(url: str, *statements: str) -> None:
    """As somebody who owns the database."""

    async def go() -> None:
        made = engine(url)
        async with made.begin() as connection:
            for name in (await connection.execute(text("SELECT name FROM sqlite_master WHERE type='trigger'"))).all():
                await connection.execute(text(f"DROP TRIGGER {name[0]}"))
            for statement in statements:
                await connection.execute(text(statement))
        await made.dispose()

    asyncio.run(go())


def test_each_day_is_in_line_and_holds(url: str, tmp_path: Path, signs: Signer) -> None:
    folder = tmp_path / "anchors"
    numbers = three_days(url, folder, signs)
    found = anchors_in(folder)
    assert [set(each.heads) for each in found] == [set(numbers[: n + 1]) for n in range(3)]
    assert [each.before for each in found[1:]] == [each.digest for each in found[:2]]
    code, said = verify(folder)
    assert code == 0
    assert "every daily anchor: 3" in said
    assert verify(folder, "--public-key", signs.public)[0] == 0
    assert sorted(each.name[:1] for each in folder.iterdir()) == ["2"] * 3, "nothing half written is left"


def test_a_case_taken_away_whole_is_missed(url: str, tmp_path: Path, signs: Signer) -> None:
    """Its lines, its seals, itself: nothing in the database says that it was there."""
    folder = tmp_path / "anchors"
    numbers = three_days(url, folder, signs)
    tables = [name for name, table in SQLModel.metadata.tables.items() if "case_number" in table.c]
    deleted = [f"DELETE FROM {name} WHERE case_number = '{numbers[0]}'" for name in tables]
    run_sql(url, "PRAGMA foreign_keys=OFF", *deleted, f"DELETE FROM child_case WHERE number = '{numbers[0]}'")
    assert CliRunner().invoke(app, ["ledger", "verify"]).exit_code == 0
    code, said = verify(folder)
    assert code == 1
    assert said.count(f"Case {numbers[0]}, line 1 is not the one that was anchored") == 1, "once, not once a day"


@pytest.mark.parametrize(
    ("touch", "words"),
    [
        ("change", "was not signed with this key, or was changed since"),
        ("remove", "does not follow the one before it"),
        ("forge", "was not signed with this key"),
    ],
)
def test_an_anchor_that_was_touched_is_named(touch: str, words: str, url: str, tmp_path: Path, signs: Signer) -> None:
    folder = tmp_path / "anchors"
    three_days(url, folder, signs)
    second = sorted(folder.iterdir())[1]
    if touch == "remove":
        second.unlink()
    elif touch == "change":
        second.write_text(second.read_text().replace("]", "] ", 1).replace(', "', ', "f', 1))
    else:
        other = make(tmp_path / "another")
        kept = Anchor.model_validate_json(second.read_text()).model_copy(update={"by": other.public})
        second.write_text(kept.model_copy(update={"signature": other.sign(kept.said)}).text)
    code, said = verify(folder)
    assert code == 1
    assert words in said


def test_what_cannot_be_verified_is_said(url: str, tmp_path: Path) -> None:
    """No folder, nothing in it, something else in it, no key."""
    folder = tmp_path / "anchors"
    assert "There is no anchor" in verify(folder)[1]
    folder.mkdir()
    (folder / "2026-01-01.json").write_text("{}")
    assert "no anchor" in verify(folder)[1]
    with pytest.raises(NoSigningKey):
        signer(tmp_path / "signing-key")
    shown = CliRunner().invoke(app, ["ledger", "signing-key"]).output.strip()
    assert shown == signer(tmp_path / "signing-key").public
    assert CliRunner().invoke(app, ["ledger", "signing-key"]).output.strip() == shown, "made once"
    assert (tmp_path / "signing-key").stat().st_mode & 0o777 == 0o600
    printed = Anchor.model_validate_json(CliRunner().invoke(app, ["ledger", "anchor"]).output)
    assert printed.by == shown


async def test_it_goes_on_where_the_folder_was_away(
    database: Sessions, session: AsyncSession, tmp_path: Path, signs: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A share that is not there is tried again; told to stop, it stops."""
    monkeypatch.setattr("activities.anchoring.LOOK_EVERY", timedelta(seconds=0.05))
    folder, stop = tmp_path / "anchors", asyncio.Event()
    folder.write_text("not a folder yet")
    task = asyncio.create_task(keep_anchoring(database, folder, signs, stop))
    await asyncio.sleep(0.2)
    assert not task.done()
    folder.unlink()
    async with asyncio.timeout(20):
        while not (folder.is_dir() and anchors_in(folder)):
            await asyncio.sleep(0.05)
    stop.set()
    await asyncio.wait_for(task, 5)
