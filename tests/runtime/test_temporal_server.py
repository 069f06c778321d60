"""The embedded Temporal: it starts, keeps closed cases, stops; and each refusal is a sentence."""

import asyncio
import signal
import socket
import sqlite3
import sys
from pathlib import Path

import pytest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client

from commands.embedded.child import Child, how_it_ended
from runtime.temporal_server import (
    RETENTION,
    BinaryMissing,
    DatabaseUnreadable,
    NotReady,
    PortTaken,
    binary,
    check_database,
    check_port,
    command,
    until_ready,
)
from tests.runtime.postgres import free_port


async def retention(address: str) -> int:
    """How many seconds closed cases are kept there."""
    client = await Client.connect(address)
    answer = await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace="default"))
    return answer.config.workflow_execution_retention_ttl.seconds


async def test_it_starts_keeps_and_stops(tmp_path: Path) -> None:
    """Started twice on one file: the second start knows what the first was told; a signal ends it well."""
    port, database = free_port(), tmp_path / "temporal.db"
    for _ in range(2):
        server = Child("Temporal", command(database, port, free_port()), tmp_path / "log")
        await server.start()
        try:
            await until_ready(f"127.0.0.1:{port}", "default", server.process)
            assert await retention(f"127.0.0.1:{port}") == RETENTION.total_seconds()
        finally:
            await server.stop()
        assert server.process is not None
        assert server.process.returncode == 0
    with sqlite3.connect(database) as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_a_server_that_stops_at_once_is_said(tmp_path: Path) -> None:
    """Its exit code is in the sentence, and nobody waits a minute for it."""
    port = free_port()
    server = Child("Temporal", [sys.executable, "-c", "raise SystemExit(3)"], tmp_path / "log")
    await server.start()
    await server.ended()
    with pytest.raises(NotReady, match="exit code 3"):
        await until_ready(f"127.0.0.1:{port}", "default", server.process)


def test_a_port_in_use_is_said() -> None:
    """With its number and what it was for."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PortTaken, match=r"Port \d+, for Temporal, is in use"):
            check_port(taken.getsockname()[1], "Temporal")


def test_a_damaged_database_is_said(tmp_path: Path) -> None:
    """It holds the open cases: it is neither read nor overwritten."""
    database = tmp_path / "temporal.db"
    check_database(database)
    database.write_bytes(b"not a database at all")
    with pytest.raises(DatabaseUnreadable, match="holds the open cases"):
        check_database(database)
    assert database.read_bytes() == b"not a database at all"


def test_a_database_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    """A folder in its place, as root reads every file."""
    with pytest.raises(DatabaseUnreadable, match="cannot be read"):
        check_database(tmp_path)


def test_a_missing_program_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With the command that installs it."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(BinaryMissing, match="make run"):
        binary()


async def test_a_process_that_does_not_end_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked first, killed after a while."""
    monkeypatch.setattr("commands.embedded.child.STOP_WITHIN", 0.2)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    child = Child("deaf", [sys.executable, "-c", deaf], tmp_path / "log")
    await child.start()
    while not (tmp_path / "log").read_text():
        await asyncio.sleep(0.02)
    await child.stop()
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL
    assert how_it_ended(child.process.returncode) == "ended by SIGKILL"
    assert how_it_ended(3) == "ended with code 3"
