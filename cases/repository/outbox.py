"""The notices that went out, or wait to go: addresses and times, never a case's content."""

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Actor, Role
from cases.repository.cursor import PAGE, Page, decode, page_of
from cases.tables import Notice, User


async def notices_page(
    session: AsyncSession, actor: Actor, cursor: str | None = None, limit: int = PAGE, to: str | None = None
) -> Page[tuple[Notice, User]]:
    """The notices to the people of the actor's agency, newest first; to their own for who is no supervisor.

    What is of no case is its recipient's alone: that auditors were told of somebody, or that an account was changed.
    ``to``: to this one of them only. Raises CursorUnreadable.
    """
    conditions: list[ColumnElement[bool]] = [
        col(User.agency_id) == actor.agency,
        or_(col(Notice.case_number).is_not(None), col(User.id) == actor.user),
    ]
    if actor.role not in (Role.SUPERVISOR, Role.ADMINISTRATOR):
        conditions = [col(User.id) == actor.user]
    if to is not None:
        conditions.append(col(User.id) == to)
    asked = select(Notice, User).join(User, col(User.id) == Notice.recipient).where(*conditions)
    if cursor is not None:
        at, (notice,) = decode(cursor, 1)
        created = col(Notice.created_at)
        asked = asked.where((created < at) | ((created == at) & (col(Notice.id) > notice)))
    found = await session.exec(asked.order_by(col(Notice.created_at).desc(), col(Notice.id)).limit(limit + 1))
    rows = [(notice_, user) for notice_, user in found.all()]
    return page_of(rows, limit, lambda row: (row[0].created_at, row[0].id))
