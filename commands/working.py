"""Carries the cases forward in this process."""

import asyncio
import signal
from collections.abc import Iterable
from contextlib import AsyncExitStack

import structlog

from activities.anchoring import keep_anchoring
from activities.mail import keep_sending
from commands.keyring import demand_fitting, keys
from commands.leaving import CannotRun, leave
from runtime.database import Sessions, engine, sessions
from runtime.documents.objects import objects
from runtime.keys.signing import NoSigningKey, signer
from runtime.patience import RETENTION_EVERY
from runtime.payloads import data_converter
from runtime.schedules import keep_schedule
from runtime.settings import Settings
from runtime.temporal import connect
from workflows.names import OF_ALL, RETENTION, case_of
from workflows.retention import Retention
from workflows.worker import COUNTRIES, worker_for_all, workers

STOP_WITHIN = 10
"""Seconds for what is under way, once we are told to stop."""


def countries(asked: Iterable[str] | None) -> tuple[str, ...]:
    """The countries to serve: those asked for, or all. Raises CannotRun for one that is not of the guidelines."""
    served = tuple(code.upper() for code in asked or COUNTRIES)
    unknown = sorted(set(served) - set(COUNTRIES))
    if unknown:
        raise CannotRun(f"Not a country of the guidelines: {', '.join(unknown)}. There are {', '.join(COUNTRIES)}.")
    return served


async def work(ours: Settings, served: tuple[str, ...]) -> None:
    """Work until SIGTERM or SIGINT; what is under way is finished first. Raises CannotRun without Temporal."""
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    held, made = keys(ours), engine(ours.database_url)
    record = sessions(made, held)
    try:
        await demand_fitting(record, ours)
        try:
            client = await connect(ours, data_converter(held, case_of))
        except RuntimeError:  # the SDK's word for "nobody listens there"
            raise CannotRun(
                f"Temporal does not answer at {ours.temporal_address} (RESGUARDO_TEMPORAL_ADDRESS)."
            ) from None
        async with AsyncExitStack() as stack:
            for each in workers(client, record, served, cached=ours.max_cached_cases):
                await stack.enter_async_context(each)
            await stack.enter_async_context(worker_for_all(client, record, objects(ours.documents_in)))
            await keep_schedule(client, RETENTION, Retention.__name__, OF_ALL, RETENTION_EVERY)
            sending = asyncio.create_task(keep_sending(record, ours, stop))
            anchoring = asyncio.create_task(_anchoring(record, ours, stop))
            await first(stop, sending, anchoring)
            # Where Temporal is gone, the workers would wait for it. What was not finished is told to another worker.
            asyncio.get_running_loop().call_later(STOP_WITHIN, leave, 0)
            await asyncio.gather(sending, anchoring)
    finally:
        await made.dispose()


async def _anchoring(record: Sessions, ours: Settings, stop: asyncio.Event) -> None:
    """The daily anchors, where there is a key to sign them with."""
    try:
        by = signer(ours.signing_key_at)
    except NoSigningKey:
        structlog.get_logger(__name__).warning("no_daily_anchors")
        await stop.wait()
        return
    await keep_anchoring(record, ours.anchors_in, by, stop)


async def first(stop: asyncio.Event, *tasks: asyncio.Task[None]) -> None:
    """Until we are told to stop, or a bug ends one of the tasks: then we end too, and are started again."""
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait((waiting, *tasks), return_when=asyncio.FIRST_EXCEPTION)
    stop.set()
    waiting.cancel()
