"""Who was shown what of a case, kept before it is shown; and who looks at so many that somebody must ask why."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

import sqlalchemy
from sqlalchemy import ColumnElement, true
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.access import CaseSide
from cases.actor import Actor
from cases.tables import Agency, Case, Look, Step, UnusualReading, User

What = Literal["looked", "exported"]
"""What somebody did with so many cases that an auditor hears of it."""


@dataclass(frozen=True)
class Shown:
    """A part of a case: ``what`` it is, and ``which``, where there are several."""

    what: str
    which: str = ""


@dataclass(frozen=True)
class Reader:
    """One person who looked, for whom they looked, and how often each part, newest first."""

    user: str
    name: str
    agency: str
    side: str
    times: int
    first: datetime
    last: datetime
    parts: tuple[tuple[Shown, int, datetime], ...]


async def note_look(
    session: AsyncSession, actor: Actor, case: str, side: CaseSide, shown: Shown, now: datetime
) -> None:
    """Keep that ``actor`` is shown this part of the case. The caller commits."""
    look = Look(
        case_number=case,
        user_id=actor.user,
        agency_id=actor.agency,
        side=side,
        what=shown.what,
        which=shown.which,
        at=now,
    )
    session.add(look)
    await session.flush()


async def readers_of(session: AsyncSession, case: Case, side: CaseSide) -> list[Reader]:
    """Who looked at the case, the last one first: everybody for the host, for the origin those of its own side."""
    at = col(Look.at)
    part = (col(Look.user_id), col(User.name), col(Agency.name), col(Look.side), col(Look.what), col(Look.which))
    query = (
        sqlalchemy.select(*part, func.count(), func.min(at), func.max(at))
        .join(User, col(User.id) == Look.user_id)
        .join(Agency, col(Agency.id) == Look.agency_id)
        .where(col(Look.case_number) == case.number, _seen_by(side))
        .group_by(*part)
        .order_by(func.max(at).desc(), col(Look.what), col(Look.which))
    )
    readers: dict[tuple[str, str], Reader] = {}
    found = await (await session.connection()).execute(query)
    for user, name, agency, of, what, which, times, first, last in found.all():
        known = readers.get((user, of)) or Reader(user, name, agency, of, 0, first, last, ())
        readers[user, of] = replace(
            known,
            times=known.times + times,
            first=min(known.first, first),
            last=max(known.last, last),
            parts=(*known.parts, (Shown(what, which), times, last)),
        )
    return list(readers.values())


def _seen_by(side: CaseSide) -> ColumnElement[bool]:
    return true() if side == "host" else col(Look.side) == side


async def cases_without_part(session: AsyncSession, user: str, since: datetime) -> list[str]:
    """The cases that somebody looked at since then, and in which no step is theirs."""
    owns = select(Step.key).where(col(Step.case_number) == Look.case_number, Step.owner == user)
    found = await session.exec(
        select(Look.case_number).where(Look.user_id == user, col(Look.at) > since, ~owns.exists()).distinct()
    )
    return list(found.all())


async def told_since(session: AsyncSession, user: str, since: datetime, what: What = "looked") -> bool:
    """Whether an auditor was told since then that this person looked at, or took away, too many."""
    found = await session.exec(
        select(UnusualReading.id)
        .where(UnusualReading.user_id == user, UnusualReading.what == what, col(UnusualReading.at) > since)
        .limit(1)
    )
    return found.first() is not None


def unusual(actor: Actor, cases: int, within: timedelta, now: datetime, what: What = "looked") -> UnusualReading:
    """That somebody looked at so many cases, or took so many away, to be kept and told."""
    hours = within / timedelta(hours=1)
    return UnusualReading(
        id=secrets.token_hex(8), user_id=actor.user, agency_id=actor.agency, what=what, cases=cases, hours=hours, at=now
    )
