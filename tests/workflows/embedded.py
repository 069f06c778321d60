"""The real parts as processes, on real time: Temporal with its file, a worker, the API; stopped, or killed."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2

from commands.embedded.child import Child
from runtime.temporal_server import command, until_ready
from tests.keys import ENVIRONMENT
from tests.runtime.postgres import free_port

ANSWERS_WITHIN = 60.0
"""Seconds until the API answers that everything is there, on a busy machine."""


class Installation:
    """One server, one worker, one API, their files in ``folder``."""

    def __init__(self, folder: Path, database_url: str, countries: tuple[str, ...]) -> None:
        self.port, ui = free_port(), free_port()
        self.server = Child("Temporal", command(folder / "temporal.db", self.port, ui), folder / "temporal.log")
        serving = [sys.executable, "-m", "commands", "worker"]
        serving += [word for country in countries for word in ("--country", country)]
        environment = {"RESGUARDO_TEMPORAL_ADDRESS": self.address, "RESGUARDO_DATABASE_URL": database_url}
        environment |= ENVIRONMENT
        port = free_port()
        self.pages = f"http://127.0.0.1:{port}"
        listening = environment | {
            "RESGUARDO_API_PORT": str(port),
            "RESGUARDO_DOCUMENT_STORAGE": str(folder / "documents"),
            "RESGUARDO_SECOND_FACTOR_FOR": "none",  # these people sign in by a token alone
        }
        self.api = Child("api", [sys.executable, "-m", "commands", "api"], folder / "api.log", listening)
        self.worker = Child("worker", serving, folder / "worker.log", environment)

    @property
    def address(self) -> str:
        """Where the server listens."""
        return f"127.0.0.1:{self.port}"

    @property
    def children(self) -> tuple[Child, ...]:
        """In the order in which they are started."""
        return self.server, self.worker, self.api

    async def start(self) -> None:
        """Server first; the others when it answers; then until the API says that all is there."""
        await self.server.start()
        await until_ready(self.address, "default", self.server.process)
        await self.worker.start()
        await self.api.start()
        async with asyncio.timeout(ANSWERS_WITHIN), httpx2.AsyncClient(trust_env=False) as client:
            while not await self._well(client):
                await asyncio.sleep(0.1)

    async def _well(self, client: httpx2.AsyncClient) -> bool:
        try:
            return (await client.get(f"{self.pages}/health")).status_code == 200
        except httpx2.TransportError:
            return False

    async def stop(self) -> None:
        """All at once, each asked to end as by a supervisor of processes."""
        await asyncio.gather(*(child.stop() for child in self.children))

    async def kill(self) -> None:
        """kill -9, all at once: nobody says goodbye."""
        for child in self.children:
            assert child.process is not None
            child.process.kill()
        for child in self.children:
            await child.ended()


@asynccontextmanager
async def installed(folder: Path, database_url: str, countries: tuple[str, ...]) -> AsyncIterator[Installation]:
    """Started; and whatever still runs afterwards is stopped."""
    made = Installation(folder, database_url, countries)
    try:
        await made.start()
        yield made
    finally:
        for child in reversed(made.children):
            if child.process is not None and child.process.returncode is None:
                child.process.kill()
                await child.ended()
