"""Region-wide holds in tests: set, lifted, and heard of by whom they concern."""

import asyncio
import secrets
from contextlib import suppress
from datetime import timedelta
from typing import Any

from temporalio.client import WorkflowFailureError, WorkflowHandle, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from activities.borders import HoldSet
from cases.actor import Actor
from cases.repository.borders import concerned
from tests.workflows.acting import TRIES, Play, Refused
from workflows import messages
from workflows.border_messages import HeldRegion, LiftRegionHold
from workflows.names import region_hold_id, task_queue
from workflows.region_hold import RegionHold

PATIENT = timedelta(seconds=60)


async def held(play: Play, actor: Actor, country: str, **changes: Any) -> str:
    """Set a hold and wait until it stands on the record. Its id. Raises Refused."""
    hold = secrets.token_hex(6)
    asked = HoldSet.model_validate(
        {
            "id": hold,
            "actor": actor,
            "cause": "closed",
            "country": country,
            "directions": ["into", "through", "out_of"],
            "reason": "The president fled; the border posts are empty.",
        }
        | changes
    )
    handle: WorkflowHandle[Any, Any] = await play.environment.client.start_workflow(
        RegionHold.run,
        HeldRegion(actor=actor, hold=hold, asked=asked),
        id=region_hold_id(hold),
        task_queue=task_queue(actor.country),
    )
    with suppress(WorkflowUpdateFailedError, RPCError):  # it refused, and ended: its result says why
        await handle.execute_update("standing", result_type=messages.Receipt, rpc_timeout=PATIENT)
        return hold
    try:
        await handle.result(rpc_timeout=PATIENT)
    except WorkflowFailureError as failed:
        if isinstance(failed.cause, ApplicationError) and failed.cause.type:
            raise Refused(failed.cause.type, {}) from failed
        raise
    return hold


async def lifted(play: Play, hold: str, actor: Actor) -> None:
    """Lift it. Raises Refused."""
    act = LiftRegionHold(actor=actor, reason="The posts are staffed again.")
    try:
        await workflow_of(play, hold).execute_update("lift", act, result_type=messages.Receipt, rpc_timeout=PATIENT)
    except WorkflowUpdateFailedError as failed:
        if isinstance(failed.cause, ApplicationError) and failed.cause.type:
            raise Refused(failed.cause.type, {}) from failed
        raise
    except RPCError as gone:  # its workflow has ended: everybody knows that it is lifted
        if gone.status is not RPCStatusCode.NOT_FOUND:
            raise
        raise Refused("hold_lifted", {}) from gone


async def heard(play: Play, hold: str) -> None:
    """Wait until every case that it concerns has heard."""
    for _ in range(TRIES):
        async with play.database() as session:
            left = await concerned(session, hold)
        if not left.closed and not left.reopened:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"not heard: {left}")


def workflow_of(play: Play, hold: str) -> WorkflowHandle[Any, Any]:
    """The workflow of a hold."""
    return play.environment.client.get_workflow_handle(region_hold_id(hold))
