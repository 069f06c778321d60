"""The open sessions of a person: shown to them, kept alive by use, ended by them or by an operator."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import OperationalError
from sqlmodel import col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.tables import HalfSignedIn, SignInSession, User
from runtime.room import NoRoom

SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is kept when a session was last used: not each page is a write."""

NAME = 16
"""Hexadecimal digits of the hash by which a session is named to its owner: they open nothing."""


@dataclass(frozen=True)
class Open:
    """A session. ``here``: the one that asks."""

    name: str
    began_at: datetime
    seen_at: datetime
    here: bool
    device: str


async def of(session: AsyncSession, user_id: str, token: str, now: datetime, idle: timedelta) -> list[Open]:
    """Those that serve still, the one that asks first, then as they were used."""
    here = hashlib.sha256(token.encode()).hexdigest()
    used = func.coalesce(SignInSession.seen_at, SignInSession.created_at)
    found = await session.exec(
        select(SignInSession)
        .where(SignInSession.user_id == user_id, col(SignInSession.expires_at) > now, used > now - idle)
        .order_by(used.desc())
    )
    listed = [
        Open(
            each.token_hash[:NAME],
            each.created_at,
            each.seen_at or each.created_at,
            each.token_hash == here,
            each.device,
        )
        for each in found
    ]
    return sorted(listed, key=lambda each: not each.here)


async def keep_alive(session: AsyncSession, token: str, seen_at: datetime, now: datetime) -> None:
    """It is being used: kept, where a minute has passed since. Commits then.

    What was read before is let go of first: SQLite makes no writer of a reader while others write. Where nothing can be
    written for the moment (a full disk, a database that is busy) people read on, and the next page keeps it.
    """
    if now - seen_at < SEEN_EVERY:
        return
    await session.rollback()
    named = col(SignInSession.token_hash) == hashlib.sha256(token.encode()).hexdigest()
    try:
        await session.exec(update(SignInSession).where(named).values(seen_at=now))
        await session.commit()
    except (NoRoom, OperationalError):
        await session.rollback()


async def begun_by(session: AsyncSession, token: str, device: str) -> None:
    """By what they signed in: its owner knows it by that. Commits; on a full disk it is left out."""
    named = col(SignInSession.token_hash) == hashlib.sha256(token.encode()).hexdigest()
    try:
        await session.exec(update(SignInSession).where(named).values(device=device))
        await session.commit()
    except (NoRoom, OperationalError):
        await session.rollback()


async def whose(session: AsyncSession, user_id: str | None = None) -> list[User]:
    """Who is signed in anywhere: this person, or (None) everybody."""
    held = select(SignInSession.user_id)
    people = select(User).where(col(User.id).in_(held)).order_by(User.id)
    return list(await session.exec(people.where(User.id == user_id) if user_id else people))


async def end_others(session: AsyncSession, user_id: str, token: str, name: str = "") -> int:
    """End the sessions of this person but for the one that asks, and what is between password and code; ``name``: only
    that one. How many. The caller commits."""
    here = hashlib.sha256(token.encode()).hexdigest()
    others = delete(SignInSession).where(col(SignInSession.user_id) == user_id, col(SignInSession.token_hash) != here)
    if name:
        others = others.where(col(SignInSession.token_hash).startswith(name, autoescape=True))
    else:
        await session.exec(delete(HalfSignedIn).where(col(HalfSignedIn.user_id) == user_id))
    gone = await session.exec(others)
    return gone.rowcount


async def end_all(session: AsyncSession, user_id: str | None = None) -> int:
    """End all of a person's, or (None) everybody's. How many. The caller commits.

    What is between password and code ends first: who is just finishing it has a session then, which ends too.
    """
    half, every = delete(HalfSignedIn), delete(SignInSession)
    await session.exec(half.where(col(HalfSignedIn.user_id) == user_id) if user_id else half)
    gone = await session.exec(every.where(col(SignInSession.user_id) == user_id) if user_id else every)
    return gone.rowcount
