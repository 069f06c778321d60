"""The real parts as processes, on real time: the Temporal server with its file, and a worker; both can be killed."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from commands.embedded.child import Child
from runtime.temporal_server import command, until_ready
from tests.runtime.postgres import free_port


class Installation:
    """One server, one worker, their files in ``folder``."""

    def __init__(self, folder: Path, database_url: str, countries: tuple[str, ...]) -> None:
        self.port, ui = free_port(), free_port()
        self.server = Child("Temporal", command(folder / "temporal.db", self.port, ui), folder / "temporal.log")
        serving = [sys.executable, "-m", "commands", "worker"]
        serving += [word for country in countries for word in ("--country", country)]
        environment = {"RESGUARDO_TEMPORAL_ADDRESS": self.address, "RESGUARDO_DATABASE_URL": database_url}
        self.worker = Child("worker", serving, folder / "worker.log", environment)

    @property
    def address(self) -> str:
        """Where the server listens."""
        return f"127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Server first; the worker when it answers."""
        await self.server.start()
        await until_ready(self.address, "default", self.server.process)
        await self.worker.start()

    async def kill(self) -> None:
        """kill -9, both at once: nobody says goodbye."""
        for child in (self.server, self.worker):
            assert child.process is not None
            child.process.kill()
        for child in (self.server, self.worker):
            await child.ended()


@asynccontextmanager
async def installed(folder: Path, database_url: str, countries: tuple[str, ...]) -> AsyncIterator[Installation]:
    """Started; and whatever still runs afterwards is stopped."""
    made = Installation(folder, database_url, countries)
    await made.start()
    try:
        yield made
    finally:
        for child in (made.worker, made.server):
            if child.process is not None and child.process.returncode is None:
                child.process.kill()
                await child.ended()
