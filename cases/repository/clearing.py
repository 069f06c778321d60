"""What lies in the storage of documents and no document needs any more: of erased cases, and what no record names."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from pydantic import BaseModel
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.unneeded import keep_unneeded, unneeded_since
from cases.tables import Case, Document
from guidelines.retention import Term
from runtime.documents import objects as storage
from runtime.documents.objects import Lying, Objects

OURS = re.compile(r"[0-9a-f]{40}")
"""How what we keep is called (api.acts.attaching): nothing else is ever touched."""

Beat = Callable[[int], None]
"""Told how many were looked at, each time that some were."""


class Cleared(BaseModel):
    """What was found: numbers only. ``erased`` and ``unnamed`` were taken away, or would be.

    ``young``: not needless for as long yet as the guidelines say; ``foreign``: none of ours; ``left``: nothing that
    lies there is named by this record, so that it may be another one's.
    """

    looked_at: int = 0
    needed: int = 0
    erased: int = 0
    unnamed: int = 0
    young: int = 0
    foreign: int = 0
    left: int = 0
    away: bool = False
    """The storage could not be reached."""


class _Needless(NamedTuple):
    """What no case needs; ``named``: one that is erased names it. ``since``: something lies there since then."""

    named: bool
    since: datetime


async def clear(
    session: AsyncSession, objects: Objects, term: Term, now: datetime, beat: Beat, *, only_look: bool = False
) -> Cleared:
    """Take away what has been needless for the whole term, by each look since the first that found it so.

    What a case that is not erased names is never touched. Who puts back an older copy of the record has that term to
    find a newer one, however long ago the papers came. Asked again, it finishes what was begun. Commits, but for a
    look alone, which also keeps nothing. Raises Unreachable.
    """
    found, needless = Cleared(), dict[str, _Needless]()
    async for some in objects.lying():
        needless |= await _needless(session, some, found)
        found.looked_at += len(some)
        beat(found.looked_at)
    if not found.needed and not any(each.named for each in needless.values()):
        found.left = sum(each.since <= now - term.kept for each in needless.values())
        found.young = len(needless) - found.left
        return found
    since = await unneeded_since(session, needless)
    gone = [name for name in needless if since.get(name, now) <= now - term.kept]
    found.young = len(needless) - len(gone)
    found.erased = sum(needless[name].named for name in gone)
    found.unnamed = len(gone) - found.erased
    if only_look:
        return found
    await keep_unneeded(session, needless, now)
    for begin in range(0, len(gone), storage.MANY):
        await objects.drop(gone[begin : begin + storage.MANY])
        beat(found.looked_at)
    return found


async def _needless(session: AsyncSession, some: Sequence[Lying], found: Cleared) -> dict[str, _Needless]:
    """Which of these no case needs; ``found`` counts the others."""
    ours = [each for each in some if OURS.fullmatch(each.name)]
    needed = await _needed(session, [each.name for each in ours])
    found.foreign += len(some) - len(ours)
    found.needed += sum(needed.values())
    return {each.name: _Needless(each.name in needed, each.since) for each in ours if not needed.get(each.name)}


async def _needed(session: AsyncSession, names: Sequence[str]) -> dict[str, bool]:
    """Of each name that the record has, whether a case names it that is not erased."""
    rows = await session.exec(
        select(Document.object_name, col(Case.erased_at).is_(None))
        .join(Case, col(Case.number) == Document.case_number)
        .where(col(Document.object_name).in_(names))
    )
    return {name: bool(living) for name, living in rows.all()}
