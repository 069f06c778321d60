"""A case that was opened under the code of an earlier release is carried to its closure by today's.

The release is kept whole (tests/releases); it runs in a process of its own, on the same Temporal server and the same
database, and ends. Then the database is brought up to date, and today's workers take the case up where it stands.
"""

import asyncio
import json
import os
import sys
import tarfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from cases.repository.enciphering import any_old, encipher_old
from cases.repository.sealing import breaks
from cases.tables import Custody
from commands.migrate import upgrade
from runtime.database import engine, sessions
from tests.keys import KEYS
from tests.workflows import path
from tests.workflows.acting import Play
from tests.workflows.kept import still
from tests.workflows.playing import playing
from tests.workflows.racing import gapless

RELEASES = Path(__file__).resolve().parent.parent / "releases"
SAFELY: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""Python 3.11.2, Debian 12's, has no filters yet; what is unpacked is our own."""

KEPT = sorted(RELEASES.glob("*.tar.xz"))


async def from_the_assessment(play: Play) -> None:
    """Determined, decided, accepted, prepared, handed over."""
    await path.decide(play)
    await path.accept(play)
    await path.prepare(play)
    await path.to_handover(play)
    await path.home(play)


async def from_the_road(play: Play) -> None:
    """What was promised before anybody kept promises is nobody's to undo; the child arrives."""
    await play.finish("transit")
    await play.opened("handover")
    await play.until(play.report("handover_release")["done_at"])
    await path.home(play)


async def from_home(play: Play) -> None:
    """The origin has it already."""
    assert play.in_origin


ONWARD: dict[str, Callable[[Play], Awaitable[None]]] = {
    "assessed": from_the_assessment,
    "departed": from_the_road,
    "home": from_home,
}
"""Where the old code stopped, and how today's goes on to the origin's reception."""


def unpacked(release: Path, folder: Path) -> Path:
    """The code of a release in a folder."""
    with tarfile.open(release) as kept:
        kept.extractall(folder, **SAFELY)
    return folder


async def under(code: Path, *words: str) -> str:
    """What a program of that code prints. Fails with what it says when it fails."""
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        *words,
        cwd=code,
        env=os.environ | {"PYTHONPATH": str(code)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        said, complaint = await asyncio.wait_for(running.communicate(), 240)
    finally:
        if running.returncode is None:
            running.kill()
            await running.wait()
    assert running.returncode == 0, complaint.decode()
    return said.decode()


async def begun(environment: WorkflowEnvironment, code: Path, url: str) -> list[dict[str, Any]]:
    """A case at each point, opened and played so far by the old code, which has ended."""
    address = environment.client.service_client.config.target_host
    said = await under(code, str(RELEASES / "begin.py"), address, url, *ONWARD)
    told: list[dict[str, Any]] = [json.loads(line) for line in said.splitlines()[-len(ONWARD) :]]
    assert [each["point"] for each in told] == list(ONWARD)
    assert {each["code"] for each in told} == {str(code)}, "the cases were not begun by the old code"
    return told


async def carried_on(play: Play, told: dict[str, Any]) -> None:
    """One case, from where the old code left it to its closure."""
    play.number, play.in_origin = told["number"], told["in_origin"]
    play.passed, play.shift = timedelta(seconds=told["passed"]), timedelta(seconds=told["shift"])
    await still(play)
    taken_up = await play.case()
    assert (taken_up.sequence, taken_up.edition) == (told["sequence"], told["edition"])
    await ONWARD[told["point"]](play)
    await path.visited(play)
    await still(play)
    case = await play.case()
    assert (case.status, case.edition) == ("closed", told["edition"])
    chain = sorted(await play.rows(Custody), key=lambda link: link.sequence)
    assert [(link.giver, link.taker) for link in chain] == [
        ("host", "escort"),
        ("escort", "origin"),
        ("origin", "carer"),
    ]
    await gapless(play)
    await play.handle.result()


def test_a_release_is_kept() -> None:
    """An empty folder would prove nothing."""
    assert KEPT


@pytest.mark.parametrize("release", KEPT, ids=lambda release: release.name.removesuffix(".tar.xz"))
async def test_its_cases_are_carried_to_their_closure(
    release: Path, temporal: WorkflowEnvironment, tmp_path: Path
) -> None:
    """Nothing that was recorded changes, nothing stalls, and the closure is reached, wherever the old code stopped."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'record.db'}"
    told = await begun(temporal, unpacked(release, tmp_path / "release"), url)
    await asyncio.to_thread(upgrade, url)
    made = engine(url)
    async with sessions(made, KEYS)() as session:
        assert await encipher_old(session) > 100
        assert not await any_old(session)
        assert not [each async for each in breaks(session)]
    async with playing(temporal, sessions(made, KEYS)) as play:
        plays = [play, *(Play(temporal, play.database, "MX", "GT") for _ in told[1:])]
        async with asyncio.TaskGroup() as together:
            for each, where in zip(plays, told, strict=True):
                together.create_task(carried_on(each, where))
    await made.dispose()
