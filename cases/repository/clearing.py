"""What lies in the storage of documents and no document needs any more: of erased cases, and what no record names."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

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

    ``young``: not as old yet as the guidelines say; ``foreign``: none of ours; ``left``: nothing that lies there is
    named by this record, so that it may be another one's.
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


async def clear(
    session: AsyncSession, objects: Objects, term: Term, now: datetime, beat: Beat, *, only_look: bool = False
) -> Cleared:
    """Take away what a document was once and none is now. Asked again, it finishes what was begun.

    What a case that is not erased names is never touched, nor what was kept within the term: an upload has its bytes
    in the storage before its row is in the record. Raises Unreachable.
    """
    found, gone = Cleared(), list[str]()
    async for some in objects.lying():
        gone += await _gone(session, some, term, now, found)
        found.looked_at += len(some)
        beat(found.looked_at)
    if found.unnamed and not found.needed + found.erased:
        found.left, found.unnamed = found.unnamed, 0
        return found
    for begin in () if only_look else range(0, len(gone), storage.MANY):
        await objects.drop(gone[begin : begin + storage.MANY])
        beat(found.looked_at)
    return found


async def _gone(session: AsyncSession, some: Sequence[Lying], term: Term, now: datetime, found: Cleared) -> list[str]:
    """Which of these are needed no more; ``found`` counts them all."""
    ours = [each for each in some if OURS.fullmatch(each.name)]
    found.foreign += len(some) - len(ours)
    needed = await _needed(session, [each.name for each in ours])
    gone = []
    for each in ours:
        if needed.get(each.name):
            found.needed += 1
        elif each.since > now - term.kept:
            found.young += 1
        else:
            found.erased += each.name in needed
            found.unnamed += each.name not in needed
            gone.append(each.name)
    return gone


async def _needed(session: AsyncSession, names: Sequence[str]) -> dict[str, bool]:
    """Of each name that the record has, whether a case names it that is not erased."""
    rows = await session.exec(
        select(Document.object_name, col(Case.erased_at).is_(None))
        .join(Case, col(Case.number) == Document.case_number)
        .where(col(Document.object_name).in_(names))
    )
    return {name: bool(living) for name, living in rows.all()}
