"""Since when the record needs a paper's bytes no more: counted from the look that found it so, not from the upload."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.tables import ObjectUnneeded
from runtime.documents.objects import MANY


async def unneeded_since(session: AsyncSession, names: Collection[str]) -> dict[str, datetime]:
    """Of each of these that an earlier look found needless, since when."""
    rows = (await session.exec(select(ObjectUnneeded))).all()
    return {each.name: each.seen_at for each in rows if each.name in names}


async def keep_unneeded(session: AsyncSession, names: Collection[str], now: datetime) -> None:
    """These, and these alone, are needless: what was so before stays as it was, and what is needed again or gone begins
    anew if it ever comes back. Commits."""
    known = set((await session.exec(select(ObjectUnneeded.name))).all())
    over, fresh = sorted(known.difference(names)), sorted(set(names) - known)
    for begin in range(0, len(over), MANY):
        await session.exec(delete(ObjectUnneeded).where(col(ObjectUnneeded.name).in_(over[begin : begin + MANY])))
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    for begin in range(0, len(fresh), MANY):
        rows = [{"name": each, "seen_at": now} for each in fresh[begin : begin + MANY]]
        await session.exec(insert(ObjectUnneeded).values(rows).on_conflict_do_nothing(index_elements=["name"]))
    await session.commit()
