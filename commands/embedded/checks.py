"""What must be true before anything starts: each refusal is a sentence that says what to do."""

import asyncio
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from commands.leaving import CannotRun
from commands.practice.accounts import PASSWORDS
from runtime.settings import Settings
from runtime.temporal_server import PortTaken, check_port

ROOM = 300_000_000
"""Bytes that the first start and some weeks of practice need."""

CASES_OPENED = "practice-cases-opened"
"""Its file says that the invented cases are all there."""

AFTER_THE_RECORD = (PASSWORDS, CASES_OPENED)
"""What a start writes only once the record is there."""

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


def both_databases(ours: Settings) -> None:
    """Refuse to start with one of the two databases alone. Raises CannotRun.

    Without its clocks a case looks open and nothing rings; without the record the clocks ring for nobody. A first
    start has neither; one that was killed early has Temporal's alone, for Temporal is started before the migration.
    """
    name = make_url(ours.database_url).database
    record, clocks = Path(name) if name else ours.var / "resguardo.db", ours.var / "temporal.db"
    if _written(record) and not _written(clocks):
        lost, what = clocks, f"the clocks of the cases in {record.name} are not here, and nothing would ring"
    elif _written(clocks) and not _written(record) and any((ours.var / each).exists() for each in AFTER_THE_RECORD):
        lost, what = record, f"the record of the cases whose clocks are in {clocks.name} is not here"
    else:
        return
    raise CannotRun(
        f"{lost} is missing or empty: {what}. Nothing was started and nothing was changed. Put its copy back "
        f"(docs/operations.md, Backups), or move the whole folder {ours.var} away to begin anew."
    )


def _written(database: Path) -> bool:
    return database.is_file() and database.stat().st_size > 0


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
