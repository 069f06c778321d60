"""Serves the pages and the JSON API in this process."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from api.app import create_app
from commands.keyring import demand_fitting, keys
from commands.sign_on import demand_roles
from runtime.database import engine, sessions
from runtime.payloads import data_converter
from runtime.settings import Settings
from runtime.temporal import connect
from workflows.names import case_of

STOP_WITHIN = 10
"""Seconds for answers under way."""


class Server(uvicorn.Server):
    """Leaves signals to us: its own way ends the process by the signal, before anything is closed."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing to capture."""
        yield


async def serve(ours: Settings) -> None:
    """Serve until SIGTERM or SIGINT. Temporal may come later: until then acts are "not confirmed yet"."""
    demand_roles(ours)
    made = engine(ours.database_url)
    held = keys(ours)
    record = sessions(made, held)
    await demand_fitting(record, ours)
    client = await connect(ours, data_converter(held, case_of), lazy=True)
    config = uvicorn.Config(
        create_app(ours, sessions=record, client=client),
        host=ours.api_host,
        port=ours.api_port,
        http="httptools",
        access_log=False,  # an address can say who looked at which child's case
        server_header=False,
        log_config=None,  # ours (runtime.logs), also for what the server says
        timeout_graceful_shutdown=STOP_WITHIN,
    )
    server = Server(config)

    def stop() -> None:
        server.should_exit = True

    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop)
    try:
        await server.serve()
    finally:
        await made.dispose()
