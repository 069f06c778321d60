"""The notices that wait to be sent, and the claim that makes each one worker's at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.tables import Notice, User
from runtime.database import Sessions


@dataclass(frozen=True)
class Waiting:
    """A notice that this worker has claimed, and to whom it goes."""

    notice: Notice
    user: User


async def waits(sessions: Sessions, now: datetime) -> bool:
    """Whether a notice waits that nobody has claimed."""
    async with sessions() as session:
        return (await session.exec(select(Notice.id).where(_free(now)).limit(1))).first() is not None


async def claim_next(session: AsyncSession, now: datetime, for_: timedelta) -> Waiting | None:
    """Claim the oldest notice that waits, until ``now`` plus ``for_``, and commit. None: nothing waits.

    One statement, so that two workers never claim the same: SQLite has one writer at a time, and the second sees what
    the first wrote; PostgreSQL passes over the row that another locks (SQLite knows no FOR UPDATE, and gets none).
    """
    oldest = (
        select(Notice.id)
        .where(_free(now))
        .order_by(col(Notice.created_at), col(Notice.id))
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    claimed = await session.exec(
        update(Notice)
        .where(col(Notice.id) == oldest)
        .values(claimed_until=now + for_)
        .returning(col(Notice.id))
        .execution_options(synchronize_session=False)
    )
    identity = claimed.scalar_one_or_none()
    await session.commit()
    if identity is None:
        return None
    found = await session.exec(
        select(Notice, User).join(User, col(Notice.recipient) == User.id).where(col(Notice.id) == identity)
    )
    notice, user = found.one()
    return Waiting(notice, user)


def _free(now: datetime) -> ColumnElement[bool]:
    claimed = col(Notice.claimed_until)
    waiting = (col(Notice.sent_at).is_(None), col(Notice.failure).is_(None), col(Notice.cancelled_at).is_(None))
    return and_(*waiting, or_(claimed.is_(None), claimed <= now))
