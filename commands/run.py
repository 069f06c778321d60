"""``run``: everything on this machine, for practice: Temporal, the database, a worker, the pages, invented cases."""

import asyncio
import signal
import sys
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import httpx2
import typer

from commands.embedded import checks
from commands.embedded.child import Child
from commands.embedded.practice_settings import practice_settings
from commands.embedded.watch import watch, watch_room
from commands.keys import make_file
from commands.leaving import CannotRun
from commands.practice.accounts import PASSWORDS, practice_accounts
from commands.practice.seed import Unseeded, seed
from commands.temporal import port_of, server_of
from runtime.keys.signing import make
from runtime.settings import Settings
from runtime.temporal_server import until_ready

ANSWERS_WITHIN = 60.0
"""Seconds until the pages must answer on a slow machine."""


def run() -> None:
    """Start everything here, for practice. Ctrl-C stops it; started again it goes on where it was."""
    ours, environment = practice_settings()
    checks.folder(ours.var)
    with checks.only_one(ours) as killed:
        asyncio.run(until_stopped(ours, environment, killed))


async def until_stopped(ours: Settings, environment: dict[str, str], killed: bool) -> None:
    """Run until Ctrl-C, SIGTERM or the end of the terminal."""
    running = asyncio.create_task(together(ours, environment, killed))
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # asked twice, it stops once, and in order
        asyncio.get_running_loop().add_signal_handler(sign, lambda: running.cancelling() or running.cancel())
    try:
        await running
    except asyncio.CancelledError:
        typer.echo("Stopped. Nothing is lost: `make run` goes on from here.")


async def together(ours: Settings, environment: dict[str, str], killed: bool) -> None:
    """Check, start in order, fill with invented cases once, and watch."""
    checks.room(ours.var)
    checks.both_databases(ours)
    if not ours.key_file_at.exists():
        make_file(ours)
    if not ours.signing_key_at.exists():
        make(ours.signing_key_at)
    await checks.ports(
        {
            ours.api_port: ("the pages", "RESGUARDO_API_PORT"),
            port_of(ours): ("Temporal", "RESGUARDO_TEMPORAL_ADDRESS=127.0.0.1:<port>"),
            ours.temporal_ui_port: ("Temporal's own pages", "RESGUARDO_TEMPORAL_UI_PORT"),
        },
        killed,
    )
    async with AsyncExitStack() as stack:
        typer.echo("Starting Temporal, the database, a worker and the pages ...")
        stack.callback(typer.echo, "Stopping ...")
        temporal = server_of(ours, ours.var / "logs" / "temporal.log")
        await begun(temporal, stack)
        await temporal_ready(ours, temporal)
        await migrated(ours, environment)
        worker = own("worker", "The worker", ours, environment)
        api = own("api", "The service of the pages", ours, environment)
        await begun(worker, stack)
        await begun(api, stack)
        await pages_ready(ours, api)
        await filled(ours)
        typer.echo(where_to_look(ours))
        may_start = partial(checks.both_databases, ours)
        async with asyncio.TaskGroup() as watching:
            watching.create_task(watch_room(ours.var))
            watching.create_task(watch(temporal, ours.var, lambda child: temporal_ready(ours, child), may_start))
            watching.create_task(watch(worker, ours.var))
            watching.create_task(watch(api, ours.var, lambda child: pages_ready(ours, child)))


def own(command: str, name: str, ours: Settings, environment: dict[str, str]) -> Child:
    """One of our own commands as a process."""
    return Child(name, [sys.executable, "-m", "commands", command], ours.var / "logs" / f"{command}.log", environment)


async def begun(child: Child, stack: AsyncExitStack) -> None:
    """Start it, and have it stopped at the end, the last one first."""
    stack.push_async_callback(child.stop)
    await child.start()


async def temporal_ready(ours: Settings, server: Child) -> None:
    """Wait for Temporal."""
    await until_ready(ours.temporal_address, ours.temporal_namespace, server.process)


async def migrated(ours: Settings, environment: dict[str, str]) -> None:
    """Bring the database up to date. Raises CannotRun."""
    migrating = own("migrate", "The migration", ours, environment)
    await migrating.start()
    if await migrating.ended() != 0:
        raise CannotRun(f"The database could not be brought up to date. Why: {migrating.log}")


async def pages_ready(ours: Settings, api: Child) -> None:
    """Wait until the pages answer. Raises CannotRun."""
    clock = asyncio.get_running_loop().time
    until = clock() + ANSWERS_WITHIN
    async with httpx2.AsyncClient(base_url=ours.public_address, trust_env=False) as client:
        while True:
            try:
                await client.get("/")
            except httpx2.TransportError:
                if clock() > until or (api.process is not None and api.process.returncode is not None):
                    raise CannotRun(f"The pages do not answer. Why: {api.log}") from None
                await asyncio.sleep(0.1)
            else:
                return


async def filled(ours: Settings) -> None:
    """Practice accounts and, once, the invented cases. What stops it is said; the rest goes on."""
    accounts = await practice_accounts(ours)
    done = ours.var / checks.CASES_OPENED
    if done.exists():
        return
    typer.echo("Opening the invented cases to practise on, through the same API as everybody (about a minute) ...")
    try:
        await seed(ours.public_address, accounts.password, accounts.made)
    except Unseeded as why:
        typer.echo(f"Not all invented cases could be opened: {why} The rest works; the next start tries again.")
    else:
        done.touch()


def where_to_look(ours: Settings) -> str:
    """What to open, and with which account."""
    accounts: Path = ours.var / PASSWORDS
    return (
        f"\n  Resguardo (practice, invented cases):  {ours.public_address}\n"
        f"  Accounts and their password:           {accounts}\n"
        f"  Temporal's own pages, for engineers:   http://127.0.0.1:{ours.temporal_ui_port}\n"
        f"  Logs:                                  {ours.var / 'logs'}\n\n"
        f"{accounts.read_text(encoding='utf-8')}\n"
        "Ctrl-C stops everything.\n"
    )
