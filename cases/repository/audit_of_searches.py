"""What an auditor sees of searches for children by name: who, when, how many were found, and which were for the same
child; never for whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Actor
from cases.errors import AlreadyAnswered
from cases.repository.audit import MOST
from cases.tables import PersonSearch, SearchMark, UnusualSearching

LISTED = 50
"""Of each person, the newest."""


@dataclass(frozen=True)
class Searched:
    """One search. ``child``: a number that is the same in all searches for the same child that are listed here; None:
    nobody can tell any more."""

    search: PersonSearch
    child: int | None


async def times_of(session: AsyncSession, actor: Actor, since: datetime) -> dict[str, int]:
    """How often each person of the auditor's agency searched since then."""
    counted = (
        select(PersonSearch.user_id, func.count())
        .where(PersonSearch.agency_id == actor.agency, col(PersonSearch.at) > since)
        .group_by(PersonSearch.user_id)
    )
    return dict((await session.exec(counted)).all())


async def searches_of(session: AsyncSession, actor: Actor, since: datetime) -> list[Searched]:
    """Those of the auditor's agency since then, the newest first; of each person so many: nobody hides behind who
    searched more."""
    newest = (col(PersonSearch.at).desc(), col(PersonSearch.id).desc())
    place = func.row_number().over(partition_by=col(PersonSearch.user_id), order_by=newest)
    placed = (
        select(PersonSearch.id, place.label("place"))
        .where(PersonSearch.agency_id == actor.agency, col(PersonSearch.at) > since)
        .subquery()
    )
    found = await session.exec(
        select(PersonSearch)
        .join(placed, placed.c.id == PersonSearch.id)
        .where(placed.c.place <= LISTED)
        .order_by(*newest)
    )
    rows = list(found.all())
    children = _numbered(await _marks(session, [each.id for each in rows]))
    return [Searched(each, children.get(each.id)) for each in rows]


async def _marks(session: AsyncSession, searches: list[str]) -> dict[str, set[str]]:
    """By search, in that order; none of a search whose marks are gone."""
    found = await session.exec(select(SearchMark).where(col(SearchMark.search_id).in_(searches)))
    marks: dict[str, set[str]] = {each: set() for each in searches}
    for each in found.all():
        marks[each.search_id].add(each.mark)
    return {search: theirs for search, theirs in marks.items() if theirs}


def _numbered(marks: dict[str, set[str]]) -> dict[str, int]:
    """By search, a number for the child, from 1 on: searches that share a mark are for the same one."""
    children: list[set[str]] = []
    for theirs in marks.values():
        same = [each for each in children if each & theirs]
        children = [each for each in children if each not in same] + [theirs.union(*same)]
    order: dict[int, int] = {}
    numbers: dict[str, int] = {}
    for search, theirs in marks.items():
        child = next(place for place, each in enumerate(children) if each & theirs)
        numbers[search] = order.setdefault(child, len(order) + 1)
    return numbers


async def unusual_searching_of(session: AsyncSession, actor: Actor) -> list[UnusualSearching]:
    """Who of the auditor's agency searched unusually often: what nobody reviewed first, then the newest."""
    found = await session.exec(
        select(UnusualSearching)
        .where(UnusualSearching.agency_id == actor.agency)
        .order_by(
            col(UnusualSearching.reviewed_at).is_not(None), col(UnusualSearching.at).desc(), col(UnusualSearching.id)
        )
        .limit(MOST)
    )
    return list(found.all())


async def review_searching(session: AsyncSession, actor: Actor, searching: str, found: str, now: datetime) -> bool:
    """An auditor of their agency says what was found; False: there is no such searching.

    Raises AlreadyAnswered: the first review stands. Commits.
    """
    row = await session.get(UnusualSearching, searching)
    if row is None or row.agency_id != actor.agency:
        return False
    done = await session.exec(
        update(UnusualSearching)
        .where(col(UnusualSearching.id) == searching, col(UnusualSearching.reviewed_at).is_(None))
        .values(reviewed_at=now, reviewed_by=actor.user, found=found)
    )
    if done.rowcount == 0:
        raise AlreadyAnswered(answer=row.found)
    await session.commit()
    return True
