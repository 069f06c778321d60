"""Somebody looks whether a child has a case: kept before it is answered; who does so too often is told to auditors."""

from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.notices import put_notice
from api.acts.acting import Acting
from cases.actor import Actor
from cases.asking_errors import TooMuchAsked
from cases.repository.people import auditors_of
from cases.repository.searches import (
    full_until,
    note_search,
    opened_since,
    searches_since,
    told_of_searching,
    unusual_searching,
)
from cases.repository.similar import Match, Sought, similar
from guidelines.library import library
from guidelines.oversight import DAY, HOUR, UnusualSearching
from runtime.settings import settings


async def look_for(acting: Acting, sought: Sought) -> list[Match]:
    """The cases that may be the same child's. That it was asked is kept, without the name. Commits.

    One child is looked for: of its names and papers the first few. On a full disk nobody searches (NoRoom): a case
    cannot be opened then either. Raises TooMuchAsked.
    """
    session, actor, now = acting.session, acting.actor, acting.now
    sought = of_one_child(sought)
    if acting.most_searches is not None:
        until = await full_until(session, actor.user, acting.most_searches, HOUR, now)
        if until is not None:
            raise TooMuchAsked(what="searches", seconds=max(1, ceil((until - now).total_seconds())))
    found = await similar(session, actor, sought, now)
    await note_search(session, actor, sought, found, now)
    await _watch(session, actor, now)
    await session.commit()
    return found.matches


def of_one_child(sought: Sought) -> Sought:
    """As much of it as one search asks for: many names in one would be many searches that count as one."""
    rule = library().oversight.asking
    return replace(sought, names=sought.names[: rule.names_a_search], papers=sought.papers[: rule.papers_a_search])


async def _watch(session: AsyncSession, actor: Actor, now: datetime) -> None:
    unusual = await _unusual(session, actor, library().oversight.unusual_searching, now)
    if unusual is None or await told_of_searching(session, actor.user, now - DAY):
        return
    row = unusual_searching(actor, *unusual, now)
    session.add(row)
    await session.flush()
    for auditor in await auditors_of(session, actor.agency):
        await put_notice(
            session, f"{row.id}:{auditor.id}", None, "unusual_searching", auditor, now, settings().public_address
        )


async def _unusual(
    session: AsyncSession, actor: Actor, rule: UnusualSearching, now: datetime
) -> tuple[str, int, timedelta] | None:
    """Why it is unusual, how many searches, within how long."""
    within_hour = await searches_since(session, actor.user, now - HOUR)
    if within_hour > rule.more_in_an_hour_than:
        return "often", within_hour, HOUR
    within_day = await searches_since(session, actor.user, now - DAY)
    if within_day > rule.more_in_a_day_than:
        return "often", within_day, DAY
    if within_day - await opened_since(session, actor.user, now - DAY) > rule.more_without_a_case_than:
        return "without_a_case", within_day, DAY
    return None
