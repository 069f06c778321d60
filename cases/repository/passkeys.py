"""The passkeys of a person: made on their account, used at the door, removed."""

from datetime import datetime

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.passkeys import Held, Site, id_of, made, used
from cases.repository import passkey_challenges, recovery
from cases.repository.second_factor import is_on
from cases.sign_in_errors import PasskeyRefused
from cases.tables import Passkey
from cases.tables.passkeys import LONGEST_NAME
from runtime.security_log import note

MOST = 10
"""Passkeys of one person."""


async def of(session: AsyncSession, user_id: str) -> list[Passkey]:
    """All of theirs, the oldest first."""
    found = select(Passkey).where(Passkey.user_id == user_id).order_by(col(Passkey.made_at), col(Passkey.id))
    return list((await session.exec(found)).all())


async def add(
    session: AsyncSession, site: Site, bound: str, user_id: str, name: str, answer: str, now: datetime
) -> list[str]:
    """Keep the one that the device made: recovery codes, told this once; none where some are left.

    Raises PasskeyRefused, also for one that somebody has already. The caller commits.
    """
    challenge = await passkey_challenges.take(session, bound, now)
    if challenge is None:
        raise PasskeyRefused(why="no challenge")
    new = made(site, challenge, answer)
    if await session.get(Passkey, new.id) is not None or len(await of(session, user_id)) >= MOST:
        raise PasskeyRefused(why="known already, or too many")
    session.add(
        Passkey(
            id=new.id,
            user_id=user_id,
            public_key=new.public_key,
            sign_count=new.sign_count,
            name=" ".join(name.split())[:LONGEST_NAME],
            made_at=now,
        )
    )
    return await recovery.first(session, user_id)


async def signed(session: AsyncSession, site: Site, bound: str, user_id: str, answer: str, now: datetime) -> None:
    """Raises PasskeyRefused unless one of theirs signed the challenge that waits for them. The caller commits; the
    challenge is over in any case."""
    challenge = await passkey_challenges.take(session, bound, now)
    if challenge is None:
        raise PasskeyRefused(why="no challenge")
    found = select(Passkey).where(Passkey.id == id_of(answer), Passkey.user_id == user_id)
    kept = (await session.exec(found)).one_or_none()
    if kept is None:
        raise PasskeyRefused(why="no such passkey")
    count = used(site, challenge, answer, Held(kept.id, kept.public_key, kept.sign_count), user_id)
    counted = await session.exec(
        update(Passkey)
        .where(col(Passkey.id) == kept.id, col(Passkey.sign_count) == kept.sign_count)
        .values(sign_count=count, last_used_at=now)
    )
    if counted.rowcount != 1:
        raise PasskeyRefused(why="used at the same time")


async def remove(session: AsyncSession, user_id: str, id_: str) -> bool:
    """Take none by it any more; with the last second factor the recovery codes go. Whether it was there. The caller
    commits."""
    gone = await session.exec(delete(Passkey).where(col(Passkey.id) == id_, col(Passkey.user_id) == user_id))
    if not await is_on(session, user_id):
        await recovery.forget(session, user_id)
    if gone.rowcount:
        note("second_factor_off", user=user_id, way="passkey")
    return gone.rowcount == 1
