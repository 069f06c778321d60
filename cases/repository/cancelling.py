"""Notices that wait and are not sent any more: the consent to share with whoever would get them was withdrawn."""

from sqlalchemy import ColumnElement, false
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.record import CaseView, Record
from cases.sharing import CONSULATE, RECEIVING
from cases.tables import Agency, Notice, User

MINISTRY = "foreign_ministry"
"""The post by which a consulate is told."""


async def cancel_notices(session: AsyncSession, write: Record) -> None:
    """Mark what waits for the recipients that the act names as cancelled. The caller commits.

    A mail that a worker is handing over at this very moment may still go: then it is marked as sent, for it was.
    """
    for recipient in write.cancels_notices_to:
        people = (
            select(User.id)
            .join(Agency, col(User.agency_id) == Agency.id)
            .where(Agency.country == write.case.origin, _is(recipient))
        )
        await session.exec(
            update(Notice)
            .where(
                col(Notice.case_number) == write.case.number,
                col(Notice.sent_at).is_(None),
                col(Notice.cancelled_at).is_(None),
                col(Notice.recipient).in_(people),
            )
            .values(cancelled_at=write.entry.at)
            .execution_options(synchronize_session=False)
        )


def not_withheld(case: CaseView) -> list[ColumnElement[bool]]:
    """The condition on people who may be told of a case at all, as consents stand. For a query that joins agencies."""
    return [
        ~((col(Agency.country) == case.origin) & _is(recipient))
        for recipient in case.withheld_from
        if recipient in (CONSULATE, RECEIVING)
    ]


def _is(recipient: str) -> ColumnElement[bool]:
    """Whether a person is the recipient: people of the country of origin hold a post of it, or work for its agency."""
    if recipient == CONSULATE:
        return col(User.post) == MINISTRY
    if recipient == RECEIVING:
        return col(User.post).is_distinct_from(MINISTRY)
    return false()
