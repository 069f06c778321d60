"""Delivers the word of one case to another: an update on whichever workflow has that case in charge now."""

from temporalio import activity
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from activities.contract import Delivered, Errand
from cases.refusals import REFUSALS
from cases.tables import Case
from runtime.database import Sessions
from runtime.patience import ANSWER


class Errands:
    """The activity that goes. Idempotent by the errand's id: the other case does each once."""

    def __init__(self, client: Client, sessions: Sessions) -> None:
        self._client = client
        self._sessions = sessions

    @activity.defn
    async def deliver(self, errand: Errand) -> Delivered:
        """Send the update and wait until it is recorded. A refusal is an answer; anything else is tried again."""
        async with self._sessions() as session:
            case = await session.get(Case, errand.number)
        if case is None or case.status == "closed":
            return Delivered(answer="case_closed")
        handle = self._client.get_workflow_handle(case.workflow)
        try:
            await handle.execute_update(errand.update, errand.message, id=errand.id, rpc_timeout=ANSWER)
        except WorkflowUpdateFailedError as failed:
            if isinstance(failed.cause, ApplicationError) and failed.cause.type in REFUSALS:
                return Delivered(answer=failed.cause.type)
            raise
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                raise ApplicationError("the case has just passed on; it is asked again", type="moved") from error
            raise
        return Delivered(answer="recorded")
