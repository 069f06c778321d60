"""``worker``: carries the cases forward, until it is told to stop."""

import asyncio
import signal
from contextlib import AsyncExitStack
from typing import Annotated

import typer

from activities.mail import keep_sending
from commands.leaving import CannotRun
from runtime.database import engine, sessions
from runtime.settings import Settings, settings
from runtime.temporal import connect
from workflows.worker import COUNTRIES, workers

Countries = Annotated[
    list[str] | None, typer.Option("--country", help="Serve this country's cases only; may be given several times.")
]


def worker(country: Countries = None) -> None:
    """Run the workflows and activities of the cases. Start as many of these as the work needs."""
    served = tuple(code.upper() for code in country or COUNTRIES)
    unknown = sorted(set(served) - set(COUNTRIES))
    if unknown:
        raise CannotRun(f"Not a country of the guidelines: {', '.join(unknown)}. There are {', '.join(COUNTRIES)}.")
    asyncio.run(work(settings(), served))


async def work(ours: Settings, served: tuple[str, ...]) -> None:
    """Work until SIGTERM or SIGINT; what is under way is finished first. Raises CannotRun without Temporal."""
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    made = engine(ours.database_url)
    try:
        try:
            client = await connect(ours)
        except RuntimeError:  # the SDK's word for "nobody listens there"
            raise CannotRun(
                f"Temporal does not answer at {ours.temporal_address} (RESGUARDO_TEMPORAL_ADDRESS)."
            ) from None
        async with AsyncExitStack() as stack:
            for each in workers(client, sessions(made), served, cached=ours.max_cached_cases):
                await stack.enter_async_context(each)
            sending = asyncio.create_task(keep_sending(sessions(made), ours, stop))
            await stop.wait()
            await sending
    finally:
        await made.dispose()
