"""Who looked for a child by name, kept before the answer is given: when, for whom, how many were found; never the name.

Whether two searches were for the same child is told by marks: keyed hashes, of the names as they sound. Their key is
that of the month, and is destroyed when nobody needs to know any more; with a case its child's marks go at once.
"""

import asyncio
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, delete, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Actor
from cases.names import key
from cases.repository.blind import paper
from cases.repository.similar import Found, Sought
from cases.tables import Case, Child, LedgerEntry, PersonSearch, SearchMark, UnusualSearching
from cases.tables.ciphering import keys_of
from runtime.keys.ring import Erased, Keys

KEY = re.compile(r"searches-\d{4}-\d{2}")
"""How the keys of months are called."""


async def note_search(session: AsyncSession, actor: Actor, sought: Sought, found: Found, now: datetime) -> None:
    """Keep that ``actor`` looked for a child. The caller commits."""
    row = PersonSearch(
        id=secrets.token_hex(8),
        user_id=actor.user,
        agency_id=actor.agency,
        own=found.own,
        others=found.others,
        at=now,
    )
    session.add(row)
    await session.flush()
    name = key_of(now)
    try:
        made = marks(keys_of(session), name, sought.names, sought.papers)
    except Erased:  # by a clock that was far ahead: children are looked for all the same
        made = set()
    session.add_all(SearchMark(search_id=row.id, mark=each, key=name) for each in sorted(made))
    await session.flush()


def key_of(at: datetime) -> str:
    """The name of the key of a month (UTC): the marks of two months cannot be compared."""
    return f"searches-{at:%Y-%m}"


def marks(keys: Keys, name: str, names: Iterable[str], papers: Iterable[str]) -> set[str]:
    """One for each name, as it sounds, and for each paper. Raises Erased where the key is gone."""
    sounded = {f"name|{sound}" for each in names if (sound := " ".join(sorted(key(each).split())))}
    numbered = {f"paper|{plain}" for each in papers if (plain := paper(each))}
    return {keys.blind("sought", each, name) for each in sounded | numbered}


async def searches_since(session: AsyncSession, user: str, since: datetime) -> int:
    """How often somebody searched since then."""
    counted = select(func.count()).where(PersonSearch.user_id == user, col(PersonSearch.at) > since)
    return (await session.exec(counted)).one()


async def opened_since(session: AsyncSession, user: str, since: datetime) -> int:
    """How many cases they opened since then."""
    first = and_(col(LedgerEntry.case_number) == Case.number, LedgerEntry.sequence == 1)
    counted = (
        select(func.count())
        .select_from(Case)
        .join(LedgerEntry, first)
        .where(col(Case.opened_at) > since, LedgerEntry.actor == user)
    )
    return (await session.exec(counted)).one()


async def full_until(session: AsyncSession, user: str, most: int, within: timedelta, now: datetime) -> datetime | None:
    """Until when somebody who searched ``most`` times ``within`` that time has to wait; None: they may search."""
    oldest = (
        select(PersonSearch.at)
        .where(PersonSearch.user_id == user, col(PersonSearch.at) > now - within)
        .order_by(col(PersonSearch.at).desc())
        .offset(most - 1)
        .limit(1)
    )
    at = (await session.exec(oldest)).first()
    return at + within if at else None


async def told_of_searching(session: AsyncSession, user: str, since: datetime) -> bool:
    """Whether an auditor was told of this searcher since then."""
    told = select(UnusualSearching.id).where(UnusualSearching.user_id == user, col(UnusualSearching.at) > since)
    return (await session.exec(told.limit(1))).first() is not None


def unusual_searching(actor: Actor, why: str, searches: int, within: timedelta, now: datetime) -> UnusualSearching:
    """That somebody searched so often, to be kept and told."""
    return UnusualSearching(
        id=secrets.token_hex(8),
        user_id=actor.user,
        agency_id=actor.agency,
        why=why,
        searches=searches,
        hours=within / timedelta(hours=1),
        at=now,
    )


async def forget_marks_of(session: AsyncSession, number: str) -> None:
    """No search tells any more that it was for the child of this case. Its key must still be there. The caller commits.

    Marks of a month whose key is gone say nothing already.
    """
    children = (await session.exec(select(Child).where(Child.case_number == number))).all()
    names = [each.said["name"] for each in children if each.said and each.kind == "name"]
    papers = [each.said["number"] for each in children if each.said and each.kind == "paper"]
    gone: list[ColumnElement[bool]] = []
    for name in (await session.exec(select(SearchMark.key).distinct())).all():
        try:
            made = marks(keys_of(session), name, names, papers)
        except Erased:
            continue
        gone.append(and_(col(SearchMark.key) == name, col(SearchMark.mark).in_(made)))
    if gone:
        await session.exec(delete(SearchMark).where(or_(*gone)))


async def forget_old_marks(session: AsyncSession, before: datetime, now: datetime) -> int:
    """Marks of whole months before then, and the keys of those months, whether a mark names them or not: how many
    marks. The caller commits."""
    await asyncio.to_thread(_destroy_before, keys_of(session), key_of(before), now)
    return (await session.exec(delete(SearchMark).where(col(SearchMark.key) < key_of(before)))).rowcount


def _destroy_before(keys: Keys, month: str, now: datetime) -> None:
    for name in list(keys.store.names()):
        if KEY.fullmatch(name) and name < month:
            keys.destroy(name, now)
