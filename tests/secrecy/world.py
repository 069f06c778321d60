"""A world whose files lie on a disk: Temporal with its file, a worker and the API as processes; time is skipped."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from temporalio.client import Client, WorkflowHandle
from temporalio.converter import DataConverter
from temporalio.testing import TimeSkipper, TimeSkippingConfig, WorkflowEnvironment

from runtime.settings import Settings
from runtime.temporal_server import until_ready
from tests.workflows.embedded import Installation

HOST, ORIGIN = "MX", "GT"

SKIPPING = ("frontend.WorkflowTimeSkippingEnabled=true", 'history.timerProcessorMaxTimeShift="10ms"')
"""What the server needs besides its own settings to let a case's clock be moved."""

RECORD, TEMPORAL = "record.db", "temporal.db"


class Skipping(WorkflowEnvironment):
    """A server that runs already, each of whose cases has a clock of its own."""

    def __init__(self, client: Client) -> None:
        self._skipper = TimeSkipper(client, config=TimeSkippingConfig(enabled=False))
        super().__init__(self._skipper.client)

    async def fast_forward(
        self, handle: WorkflowHandle[Any, Any], duration: timedelta | float | None = None, /
    ) -> bool:
        """Move one case's clock."""
        return await self._skipper.fast_forward(handle, duration)


@asynccontextmanager
async def installation(folder: Path, mail: Settings | None = None) -> AsyncIterator[Installation]:
    """Everything as processes, not started yet; whatever runs in the end is stopped."""
    made = Installation(folder, f"sqlite+aiosqlite:///{folder / RECORD}", (HOST, ORIGIN))
    made.server.command += [word for each in SKIPPING for word in ("--dynamic-config-value", each)]
    if mail is not None:
        made.worker.environment |= {
            "RESGUARDO_SMTP_HOST": str(mail.smtp_host),
            "RESGUARDO_SMTP_PORT": str(mail.smtp_port),
            "RESGUARDO_SMTP_SENDER": mail.smtp_sender,
            "RESGUARDO_SMTP_STARTTLS": "false",
        }
    try:
        yield made
    finally:
        await asyncio.gather(*(child.stop() for child in made.children))


async def only_the_server(made: Installation) -> None:
    """For a world whose worker is this process."""
    await made.server.start()
    await until_ready(made.address, "default", made.server.process)


async def skipping(made: Installation, converter: DataConverter) -> Skipping:
    """A way to the server."""
    return Skipping(await Client.connect(made.address, data_converter=converter))
