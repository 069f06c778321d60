"""The one write to the record: an activity, idempotent by case and sequence."""

from temporalio import activity

from activities.notices import notices_for
from cases.record import Record, Recorded
from cases.repository.record import apply
from runtime.database import Sessions
from runtime.settings import settings


class Recording:
    """The activity that writes."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    @activity.defn
    async def record(self, write: Record) -> Recorded:
        """Write all of it or nothing, once; say how many people its notices reached (again, if asked again)."""
        async with self._sessions() as session:
            await apply(session, write)
            reached = await notices_for(session, write, settings().public_address)
            await session.commit()
        return Recorded(sequence=write.sequence, reached=reached)
