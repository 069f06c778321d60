"""The way to the workflows of cases and region-wide holds: start one, send it an act, turn its answer into a receipt or
a typed refusal.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel
from temporalio.client import Client, RPCTimeoutOrCancelledError, WorkflowFailureError, WorkflowUpdateFailedError
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from cases.errors import NotConfirmedYet
from cases.refusals import REFUSALS
from workflows.border_messages import HeldRegion
from workflows.messages import Act, Opened, Receipt
from workflows.names import region_hold_id, repatriation_id, task_queue

Answer = TypeVar("Answer")

OPENING = "Repatriation"
"""The workflow type a case begins with."""

HOLDING = "RegionHold"
"""The workflow type of a region-wide hold."""

GONE = "AcceptedUpdateCompletedWorkflow"
"""What Temporal answers when a workflow ended between accepting an update and finishing it."""

UNSURE = frozenset(
    {
        RPCStatusCode.ABORTED,
        RPCStatusCode.CANCELLED,
        RPCStatusCode.DEADLINE_EXCEEDED,
        RPCStatusCode.RESOURCE_EXHAUSTED,
        RPCStatusCode.UNAVAILABLE,
    }
)
"""The act may have been taken or not: the same id can be sent again."""


class Ended(Exception):
    """The workflow has ended and takes no act. Why, and where the case is now, the record says."""


class Engine:
    """Talks to Temporal with a ``client`` that has the case's data converter. ``timeout``: how long a person waits."""

    def __init__(self, client: Client, timeout: timedelta) -> None:
        self._client = client
        self._timeout = timeout

    async def open_case(self, opened: Opened, update_id: str) -> Receipt:
        """Start the case ``opened.number`` and wait until its record is written. The same number again: the same case.

        Raises NotConfirmedYet, and what the workflow refuses (``report_invalid``).
        """
        workflow_id, queue = repatriation_id(opened.number), task_queue(opened.host)
        return await self._begun(OPENING, opened, workflow_id, queue, "opened", update_id)

    async def hold_region(self, held: HeldRegion) -> Receipt:
        """Start the region-wide hold ``held.hold`` and wait until it stands on the record. The same id: the same hold.

        Raises NotConfirmedYet, and what the workflow refuses (``not_your_border``).
        """
        workflow_id, queue = region_hold_id(held.hold), task_queue(held.actor.country)
        return await self._begun(HOLDING, held, workflow_id, queue, "standing", f"standing-{held.hold}")

    async def _begun(
        self, kind: str, message: BaseModel, workflow_id: str, queue: str, update: str, update_id: str
    ) -> Receipt:
        async def start() -> Receipt:
            handle = await self._client.start_workflow(
                kind,
                message,
                id=workflow_id,
                task_queue=queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                rpc_timeout=self._timeout,
            )
            receipt: Receipt = await handle.execute_update(
                update, id=update_id, result_type=Receipt, rpc_timeout=self._timeout
            )
            return receipt

        async def how_it_ended() -> Receipt:
            await self._client.get_workflow_handle(workflow_id).result(rpc_timeout=self._timeout)
            return Receipt(sequence=1)

        try:
            return await _asked(start)
        except Ended:
            return await _asked(how_it_ended)

    async def send(self, workflow_id: str, update: str, message: Act, update_id: str | None = None) -> Receipt:
        """Send one act (``update`` is a name of workflows.messages.UPDATES) and wait until it is recorded.

        With an ``update_id`` it is done once, however often it is sent. Raises the Refusal that the workflow
        answered, NotConfirmedYet, and Ended.
        """
        handle = self._client.get_workflow_handle(workflow_id)

        async def ask() -> Receipt:
            receipt: Receipt = await handle.execute_update(
                update, message, id=update_id, result_type=Receipt, rpc_timeout=self._timeout
            )
            return receipt

        return await _asked(ask)

    async def knows(self, workflow_id: str) -> bool:
        """Whether there is, or was, such a workflow: one that ended is still known. Raises NotConfirmedYet."""
        handle = self._client.get_workflow_handle(workflow_id)
        try:
            await _asked(lambda: handle.describe(rpc_timeout=self._timeout))
        except Ended:
            return False
        return True

    async def answers(self) -> bool:
        """Whether Temporal is there."""
        try:
            return await self._client.service_client.check_health(timeout=timedelta(seconds=2))
        except RPCError:
            return False
        except RuntimeError as error:
            if _never_connected(error):
                return False
            raise


async def _asked(ask: Callable[[], Awaitable[Answer]]) -> Answer:
    try:
        return await ask()
    except (WorkflowUpdateFailedError, WorkflowFailureError) as failed:
        _refuse(failed)
    except WorkflowAlreadyStartedError as ended:
        raise Ended from ended
    except RPCTimeoutOrCancelledError as silent:
        raise NotConfirmedYet() from silent
    except RuntimeError as error:
        if _never_connected(error):
            raise NotConfirmedYet() from error
        raise
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            raise Ended from error
        if error.status in UNSURE:
            raise NotConfirmedYet() from error
        raise


def _never_connected(error: RuntimeError) -> bool:
    """A lazy client says so when Temporal was not there yet at its first use; the SDK has no type for it."""
    return str(error).startswith("Failed client connect")


def _refuse(failed: WorkflowUpdateFailedError | WorkflowFailureError) -> NoReturn:
    cause = failed.cause
    if not isinstance(cause, ApplicationError):
        raise failed
    if cause.type == GONE:
        raise Ended from failed
    if cause.type not in REFUSALS:
        raise failed
    details: Any = cause.details[0] if cause.details else {}
    raise REFUSALS[cause.type](**details) from failed
