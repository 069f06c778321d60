"""``temporal``: the embedded Temporal alone, in the foreground. For practice; a real installation runs its own."""

import asyncio
import signal
from pathlib import Path

import typer

from commands.embedded.child import Child
from runtime.settings import Settings, settings
from runtime.temporal_server import check_database, check_port, command, until_ready


def temporal() -> None:
    """Run the embedded Temporal server (RESGUARDO_TEMPORAL_ADDRESS, RESGUARDO_TEMPORAL_UI_PORT)."""
    asyncio.run(serve(settings()))


def port_of(ours: Settings) -> int:
    """The port of Temporal's address."""
    return int(ours.temporal_address.rsplit(":", 1)[1])


def server_of(ours: Settings, log: Path | None = None) -> Child:
    """Temporal as a process that was not started yet. Raises TemporalServerError if it could not run."""
    database = ours.var / "temporal.db"
    check_database(database)
    return Child(
        "Temporal", command(database, port_of(ours), ours.temporal_ui_port, f"{ours.public_address}/api/codec"), log
    )


async def serve(ours: Settings) -> None:
    """Serve until SIGTERM or SIGINT, or until the server ends by itself."""
    ours.var.mkdir(parents=True, exist_ok=True)
    check_port(port_of(ours), "Temporal")
    check_port(ours.temporal_ui_port, "Temporal's own pages")
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    server = server_of(ours)
    await server.start()
    try:
        await until_ready(ours.temporal_address, ours.temporal_namespace, server.process)
        typer.echo(f"Temporal answers at {ours.temporal_address}; its pages: http://127.0.0.1:{ours.temporal_ui_port}")
        waiting = [asyncio.create_task(stop.wait()), asyncio.create_task(server.ended())]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for each in waiting:
            each.cancel()
    finally:
        await server.stop()
