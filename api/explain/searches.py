"""Who searched for children by name, as an auditor reads it."""

from datetime import datetime, timedelta
from itertools import groupby

from sqlmodel.ext.asyncio.session import AsyncSession

from api.explain.law import cited
from api.schemas.searches import SearcherShown, SearchingShown, SearchShown, UnusualSearchingShown
from cases.actor import Actor
from cases.repository.audit_of_searches import Searched, searches_of, times_of, unusual_searching_of
from cases.repository.people import names_of
from cases.tables import UnusualSearching
from guidelines.library import library

DAYS = 30
"""Looked back upon."""


async def searching_shown(session: AsyncSession, actor: Actor, now: datetime, language: str) -> SearchingShown:
    """The searches of the auditor's agency, by person, and who searched unusually often."""
    rule = library().oversight.unusual_searching
    since = now - timedelta(days=DAYS)
    found, times = await searches_of(session, actor, since), await times_of(session, actor, since)
    unusual = await unusual_searching_of(session, actor)
    people = [each.search.user_id for each in found]
    people += [who for each in unusual for who in (each.user_id, each.reviewed_by) if who]
    names = await names_of(session, people)
    by_person = sorted(found, key=lambda each: (names[each.search.user_id], each.search.user_id))
    return SearchingShown(
        unusual=[_unusual(each, names) for each in unusual],
        days=DAYS,
        searchers=[
            _searcher(user, list(each), names, times[user])
            for user, each in groupby(by_person, lambda s: s.search.user_id)
        ],
        more_in_an_hour_than=rule.more_in_an_hour_than,
        more_in_a_day_than=rule.more_in_a_day_than,
        more_without_a_case_than=rule.more_without_a_case_than,
        cited=cited(rule.cite, library(), language),
    )


def _searcher(user: str, found: list[Searched], names: dict[str, str], times: int) -> SearcherShown:
    told = [each.child for each in found if each.child is not None]
    return SearcherShown(
        user=user,
        name=names[user],
        times=times,
        children=len(set(told)) + len(found) - len(told),
        searches=[
            SearchShown(at=each.search.at, own=each.search.own, others=each.search.others, child=each.child)
            for each in found
        ],
    )


def _unusual(each: UnusualSearching, names: dict[str, str]) -> UnusualSearchingShown:
    return UnusualSearchingShown(
        id=each.id,
        user=each.user_id,
        name=names[each.user_id],
        why=each.why,
        searches=each.searches,
        hours=each.hours,
        at=each.at,
        reviewed_at=each.reviewed_at,
        reviewed_by_name=names.get(each.reviewed_by or ""),
        found=each.found,
    )
