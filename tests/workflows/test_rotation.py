"""The key-encryption key is changed while a case is carried: nothing stops, nothing is lost, the old key may go."""

import asyncio
import os
from collections.abc import Iterator

import pytest
from temporalio.testing import WorkflowEnvironment
from typer.testing import CliRunner

from commands.app import app as command
from commands.leaving import CannotRun
from runtime.database import Sessions
from runtime.keys.ring import Keys
from runtime.settings import settings
from tests.keys import ENVIRONMENT, FILE, KEYS
from tests.workflows import path
from tests.workflows.acting import Play
from tests.workflows.playing import playing


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The commands are told of these keys."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    yield
    settings.cache_clear()


async def ask(*words: str) -> str:
    """One of the commands; what it says."""
    answer = await asyncio.to_thread(CliRunner().invoke, command, ["keys", *words])
    if isinstance(answer.exception, CannotRun):
        return str(answer.exception)
    assert answer.exit_code == 0, answer.output
    return answer.output


def settle() -> None:
    """A minute and more has passed since the file was changed."""
    long_ago = FILE.path.stat().st_mtime - 100
    os.utime(FILE.path, (long_ago, long_ago))


async def rotating(done: asyncio.Event) -> int:
    """Again and again until the case is where it should be; how often."""
    turns = 0
    while not done.is_set():
        before = FILE.current()
        assert "wraps from now on" in await ask("rotate")
        too_early = await ask("retire", before)
        assert "a moment ago" in too_early or "still wraps" in too_early
        settle()
        said = await ask("retire", before)
        if "still wraps" in said:  # the case was opened in the very instant of the rotation: nothing is lost
            await ask("rewrap")
            said = await ask("retire", before)
        assert "is gone" in said
        turns += 1
    return turns


async def carried(play: Play, done: asyncio.Event) -> None:
    """From the detection to the hearing, each step acted, judged, recorded, read."""
    try:
        await play.open()
        await path.protect(play)
    finally:
        done.set()


async def test_nothing_stops(temporal: WorkflowEnvironment, database: Sessions) -> None:
    of_others = set(FILE.names()) - {FILE.current()}
    async with playing(temporal, database) as play:
        done = asyncio.Event()
        turns, _ = await asyncio.gather(rotating(done), carried(play, done))
        assert turns >= 2
        assert (await play.step("hearing")).status == "finished"
        history = await play.handle.fetch_history()
    assert set(FILE.names()) - of_others == {FILE.current()}
    again = Keys(KEYS.store, FILE)
    assert again.wrapped_by().keys() == {FILE.current()}
    began = history.events[0].workflow_execution_started_event_attributes.input.payloads[0]
    assert again.decipher(play.number, began.data, "payload")


async def test_a_key_that_still_wraps_stays() -> None:
    """And it is said what to do; so it is of one that is not there, and of a file that is there already."""
    KEYS.blind("sound", "a word")
    first = FILE.current()
    assert f"{first}  wraps" in await ask("list")
    assert "still wraps" in await ask("retire", first)
    assert "no key-encryption key" in await ask("retire", "another")
    await ask("rotate")
    assert FILE.current() != first
    assert "Wrapped anew: 0" in await ask("rewrap")
    assert "is there already" in await ask("new")
