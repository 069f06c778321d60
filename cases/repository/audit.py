"""What an auditor has to look at: who looked at, or took away, unusually many cases, and the cases that they audit."""

from datetime import datetime

from sqlmodel import col, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Actor
from cases.errors import AlreadyAnswered, NotFound
from cases.repository.exports import cases_exported
from cases.repository.looks import cases_without_part
from cases.repository.scope import audited, named
from cases.tables import Case, UnusualReading

MOST = 200
"""Of each list, the newest."""


async def audited_cases(session: AsyncSession, actor: Actor, now: datetime) -> list[Case]:
    """The cases whose ledgers this person audits, newest first; none for who is no auditor."""
    theirs = select(Case).where(audited(actor, col(Case.number), now))
    found = await session.exec(theirs.order_by(col(Case.opened_at).desc(), col(Case.number)).limit(MOST))
    return list(found.all())


async def unusual_of(session: AsyncSession, actor: Actor) -> list[UnusualReading]:
    """Who of the auditor's agency looked at unusually many cases: what nobody reviewed first, then the newest."""
    found = await session.exec(
        select(UnusualReading)
        .where(UnusualReading.agency_id == actor.agency)
        .order_by(col(UnusualReading.reviewed_at).is_not(None), col(UnusualReading.at).desc(), col(UnusualReading.id))
        .limit(MOST)
    )
    return list(found.all())


async def looked_at(session: AsyncSession, actor: Actor, each: UnusualReading, now: datetime) -> list[str]:
    """The cases that were counted, and those looked at (in which no step is that person's) or taken away since, but
    for protected ones of which the auditor may not know."""
    counted = cases_exported if each.what == "exported" else cases_without_part
    numbers = await counted(session, each.user_id, each.since)
    known = or_(~col(Case.protected), named(actor, col(Case.number), now))
    found = await session.exec(select(Case.number).where(col(Case.number).in_(numbers), known))
    return sorted(found.all())


async def review(session: AsyncSession, actor: Actor, reading: str, found: str, now: datetime) -> None:
    """An auditor says what was found. Raises NotFound, AlreadyAnswered (the first review stands). Commits."""
    row = await session.get(UnusualReading, reading)
    if row is None or row.agency_id != actor.agency:
        raise NotFound()
    mine = (
        update(UnusualReading)
        .where(col(UnusualReading.id) == reading, col(UnusualReading.reviewed_at).is_(None))
        .values(reviewed_at=now, reviewed_by=actor.user, found=found)
    )
    done = await session.exec(mine)
    if done.rowcount == 0:
        raise AlreadyAnswered(answer=row.found)
    await session.commit()
