"""Challenges for passkeys: bound to who they were made for, signed once, over after five minutes."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.tables import PasskeyChallenge

LIFETIME = timedelta(minutes=5)
"""Long enough to fetch the telephone or the key from the bag."""


def at_the_door(half: str) -> str:
    """What a challenge for signing in is bound to: the token of whoever has shown the password."""
    return f"half:{half}"


def on_the_account(token: str) -> str:
    """What a challenge for a new passkey is bound to: the session in which the password was shown again."""
    return f"session:{token}"


async def new(session: AsyncSession, bound: str, now: datetime) -> str:
    """Another one, in the place of the last. Commits."""
    await session.exec(delete(PasskeyChallenge).where(col(PasskeyChallenge.expires_at) <= now))
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    challenge, expires_at = secrets.token_urlsafe(32), now + LIFETIME
    row = insert(PasskeyChallenge).values(bound_hash=_hash(bound), challenge=challenge, expires_at=expires_at)
    await session.exec(
        row.on_conflict_do_update(
            index_elements=["bound_hash"], set_={"challenge": challenge, "expires_at": expires_at}
        )
    )
    await session.commit()
    return challenge


async def waiting(session: AsyncSession, bound: str, now: datetime) -> str | None:
    """The one that waits to be signed; None where none does, or it is over."""
    found = select(PasskeyChallenge.challenge).where(
        PasskeyChallenge.bound_hash == _hash(bound), col(PasskeyChallenge.expires_at) > now
    )
    return (await session.exec(found)).one_or_none()


async def take(session: AsyncSession, bound: str, now: datetime) -> str | None:
    """The same, and nobody takes it again, whatever comes of it. Commits."""
    found = await waiting(session, bound, now)
    gone = await session.exec(
        delete(PasskeyChallenge).where(
            col(PasskeyChallenge.bound_hash) == _hash(bound), col(PasskeyChallenge.challenge) == found
        )
    )
    await session.commit()
    return found if gone.rowcount == 1 else None


def _hash(bound: str) -> str:
    return hashlib.sha256(bound.encode(errors="surrogatepass")).hexdigest()
