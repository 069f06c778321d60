"""The notices that went out, or wait to go: addresses and times, never a case's content."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Actor, Role
from cases.repository.cursor import PAGE, Page, decode, page_of
from cases.tables import Notice, User


async def notices_page(
    session: AsyncSession, actor: Actor, cursor: str | None = None, limit: int = PAGE, to: str | None = None
) -> Page[tuple[Notice, User]]:
    """The notices to the people of the actor's agency, newest first; to their own for who is no supervisor.

    ``to``: to this one of them only. Raises CursorUnreadable.
    """
    conditions = [User.agency_id == actor.agency]
    if actor.role not in (Role.SUPERVISOR, Role.ADMINISTRATOR):
        conditions = [User.id == actor.user]
    if to is not None:
        conditions.append(User.id == to)
    asked = select(Notice, User).join(User, col(User.id) == Notice.recipient).where(*conditions)
    if cursor is not None:
        at, (notice,) = decode(cursor, 1)
        created = col(Notice.created_at)
        asked = asked.where((created < at) | ((created == at) & (col(Notice.id) > notice)))
    found = await session.exec(asked.order_by(col(Notice.created_at).desc(), col(Notice.id)).limit(limit + 1))
    rows = [(notice_, user) for notice_, user in found.all()]
    return page_of(rows, limit, lambda row: (row[0].created_at, row[0].id))
