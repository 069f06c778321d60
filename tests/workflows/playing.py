"""The world a case is played in: the workers of both countries, and the end of every case with it."""

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment

from runtime.database import Sessions
from tests.workflows.acting import PLAYED, Play
from workflows.names import reception_id, repatriation_id
from workflows.worker import workers


@asynccontextmanager
async def playing(
    environment: WorkflowEnvironment, database: Sessions, host: str = "MX", origin: str = "GT"
) -> AsyncIterator[Play]:
    """A world with its workers. A bug in a workflow fails at once here."""
    first = len(PLAYED)
    async with crew(environment, database, {host, origin}):
        try:
            yield Play(environment, database, host, origin)
        finally:
            await end(*PLAYED[first:])


@asynccontextmanager
async def crew(
    environment: WorkflowEnvironment, database: Sessions, countries: Iterable[str] = ("MX", "GT")
) -> AsyncIterator[None]:
    """The workers of these countries, and nothing that ends with them."""
    async with AsyncExitStack() as stack:
        for worker in workers(environment.client, database, countries, fail_on_bug=True):
            await stack.enter_async_context(worker)
        yield


async def end(*plays: Play) -> None:
    """End the workflows of these cases, so that no later world's worker serves them."""
    for play in plays:
        for workflow in (repatriation_id(play.number), reception_id(play.number)):
            with suppress(RPCError):  # it never began, or it has ended
                await play.environment.client.get_workflow_handle(workflow).terminate(reason="its world ends")
