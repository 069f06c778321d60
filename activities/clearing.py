"""Each day: what lies in the storage of documents and is none any more is taken away."""

import structlog
from temporalio import activity

from cases.repository.clearing import Cleared, clear
from guidelines.library import library
from runtime.database import Sessions
from runtime.documents.objects import Objects, Unreachable

log = structlog.get_logger(__name__)


class Clearing:
    """The activity that looks through the storage."""

    def __init__(self, sessions: Sessions, objects: Objects) -> None:
        self._sessions, self._objects = sessions, objects

    @activity.defn
    async def clear(self) -> Cleared:
        """Take away what is needed no more. A storage that is away is looked through the next day."""
        term, now = library().retention.objects, activity.info().started_time
        try:
            async with self._sessions() as session:
                done = await clear(session, self._objects, term, now, activity.heartbeat)
        except Unreachable:
            log.warning("storage_not_cleared")
            return Cleared(away=True)
        log.info("storage_cleared", **done.model_dump(exclude={"away"}))
        if done.left:
            log.warning("storage_of_another_record", objects=done.left)
        return done
