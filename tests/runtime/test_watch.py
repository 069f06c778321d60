"""Who watches over the processes says when the disk fills, once, and when there is room again."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from commands.embedded import watch
from commands.embedded.child import Child
from commands.leaving import CannotRun

MEGABYTE = 1_000_000


async def test_a_disk_that_fills_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    looks = iter((900, 90, 40, 3, 500, 500, 20))
    seen: list[int] = []

    def usage(_: Path) -> SimpleNamespace:
        seen.append(next(looks, 20))
        return SimpleNamespace(free=seen[-1] * MEGABYTE)

    monkeypatch.setattr(watch, "LOOK", 0)
    monkeypatch.setattr("commands.embedded.watch.shutil.disk_usage", usage)
    watching = asyncio.create_task(watch.watch_room(tmp_path))
    await until(lambda: len(seen) > 7)
    watching.cancel()
    said = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in said] == [
        "The disk is nearly full",
        "There is room on the disk again.",
        "The disk is nearly full",
    ]
    assert "90 MB free" in said[0]
    assert "What is recorded stays" in said[0]


async def test_what_may_not_start_is_said_and_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its database was taken away under it: no other is made in its place; put back, it starts."""
    monkeypatch.setattr(watch, "FIRST_WAIT", 0)
    file, ran = tmp_path / "database", tmp_path / "ran"
    child = Child("It", [sys.executable, "-c", f"open({str(ran)!r}, 'a').write('.')"])
    asked = 0

    def check() -> None:
        nonlocal asked
        asked += 1
        if not file.exists():
            raise CannotRun("The database is missing.")

    await child.start()
    watching = asyncio.create_task(watch.watch(child, tmp_path, check=check))
    await until(lambda: asked > 2)
    assert ran.read_text() == "."
    file.touch()
    await until(lambda: len(ran.read_text()) > 1)
    watching.cancel()
    await child.stop()
    said = capsys.readouterr().out
    assert "It did not come up. The database is missing." in said
    assert "It runs again." in said


async def until(true: Callable[[], bool]) -> None:
    """Give the others their turn until it is so."""
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.001)
