"""What must be true before anything starts: each refusal is a sentence that says what to do."""

import asyncio
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commands.leaving import CannotRun
from runtime.settings import Settings
from runtime.temporal_server import PortTaken, check_port

ROOM = 300_000_000
"""Bytes that the first start and some weeks of practice need."""

LEFTOVERS_GO_WITHIN = 20.0
"""Seconds that the processes of a start which was killed need to end by themselves."""


@contextmanager
def only_one(ours: Settings) -> Iterator[bool]:
    """Hold this folder for one start; says whether the start before was killed. Raises CannotRun, with the address
    of the one that has it.

    The operating system lets go of it however this process ends.
    """
    with (ours.var / "run.lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun(_already_running(lock.name)) from None
        lock.seek(0)
        killed = bool(lock.read())
        lock.truncate(0)
        lock.write(json.dumps({"process": os.getpid(), "address": ours.public_address}))
        lock.flush()
        yield killed
        lock.truncate(0)


def _already_running(lock: str) -> str:
    text = Path(lock).read_text(encoding="utf-8")
    if not text:
        return "Resguardo is being started here at this moment, by another command."
    other = json.loads(text)
    return (
        f"Resguardo already runs here: {other['address']} (process {other['process']}). "
        "Stop that one with Ctrl-C, or start this one in another folder: RESGUARDO_VAR=another-folder"
    )


def folder(var: Path) -> None:
    """Make the folder where everything is kept. Raises CannotRun."""
    try:
        (var / "logs").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRun(
            f"The folder {var} cannot be written ({error.strerror}): name another by RESGUARDO_VAR."
        ) from None


def room(var: Path, needed: int = ROOM) -> None:
    """Refuse to start on a disk that is nearly full. Raises CannotRun."""
    free = shutil.disk_usage(var).free
    if free < needed:
        raise CannotRun(
            f"The disk is nearly full: {free // 1_000_000} MB free where {var} lies, and {needed // 1_000_000} MB "
            "are needed. Nothing was started and nothing is lost; make room and start again."
        )


async def ports(wanted: dict[int, tuple[str, str]], killed: bool) -> None:
    """Refuse a port in use. ``wanted``: port -> what for, and the setting that names another. Raises CannotRun.

    ``killed``: the processes of the start before may be about to end: they are given time.
    """
    patience = LEFTOVERS_GO_WITHIN if killed else 0
    for port, (what, setting) in wanted.items():
        try:
            await _free(port, what, patience)
        except PortTaken as taken:
            raise CannotRun(f"{taken} Stop it, or choose another: {setting}") from None


async def _free(port: int, what: str, patience: float) -> None:
    until = asyncio.get_running_loop().time() + patience
    while True:
        try:
            return check_port(port, what)
        except PortTaken:
            if asyncio.get_running_loop().time() > until:
                raise
            await asyncio.sleep(0.5)
