"""Between the password and the code: who has shown the one may show the other, for a few minutes."""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.passkeys import Site
from cases.repository import passkey_challenges, passkeys
from cases.repository.attempts import give_back, take_turn
from cases.repository.second_factor import accepted
from cases.repository.signing_in import PROVIDED, Known, SignedIn, demand_still, drawn, opened
from cases.sign_in_errors import SecondFactorRefused
from cases.tables import Agency, HalfSignedIn, User

LIFETIME = timedelta(minutes=10)
"""Long enough to look for the paper with the recovery codes."""


async def begin(session: AsyncSession, who: Known, now: datetime) -> str:
    """The token for the second page. The right password was no failure; earlier failures stay counted. Commits.

    Raises SignInRefused where the password was changed meanwhile.
    """
    await demand_still(session, who)
    token = drawn(who.provided)
    await give_back(session, who.turn, now)
    await session.exec(delete(HalfSignedIn).where(col(HalfSignedIn.expires_at) <= now))
    session.add(HalfSignedIn(token_hash=_hash(token), user_id=who.user.id, expires_at=now + LIFETIME))
    await session.commit()
    return token


async def finish(
    session: AsyncSession, token: str, code: str, now: datetime, lifetime: timedelta, address: str = ""
) -> SignedIn | None:
    """Open the session by a code; None where the token is unknown or over: they begin anew. Commits.

    Raises SecondFactorRefused (counted as a failed sign-in of that e-mail), TooManyAttempts.
    """

    async def by_code(user_id: str) -> None:
        if not await accepted(session, user_id, code, now):
            raise SecondFactorRefused()

    return await _finished(session, token, by_code, now, lifetime, address, "code")


async def finish_by_passkey(
    session: AsyncSession, token: str, site: Site, answer: str, now: datetime, lifetime: timedelta, address: str = ""
) -> SignedIn | None:
    """The same by a passkey. Raises PasskeyRefused (counted in the same way), TooManyAttempts. Commits."""

    async def by_passkey(user_id: str) -> None:
        await passkeys.signed(session, site, passkey_challenges.at_the_door(token), user_id, answer, now)

    return await _finished(session, token, by_passkey, now, lifetime, address, "passkey")


async def user_of(session: AsyncSession, token: str, now: datetime) -> str | None:
    """Who has shown the password; None where the token is unknown or over."""
    found = select(HalfSignedIn.user_id).where(HalfSignedIn.token_hash == _hash(token), HalfSignedIn.expires_at > now)
    return (await session.exec(found)).one_or_none()


async def _finished(
    session: AsyncSession,
    token: str,
    prove: Callable[[str], Awaitable[None]],
    now: datetime,
    lifetime: timedelta,
    address: str,
    way: str,
) -> SignedIn | None:
    found = await session.exec(
        select(User, Agency)
        .join(HalfSignedIn, col(HalfSignedIn.user_id) == User.id)
        .join(Agency, col(Agency.id) == User.agency_id)
        .where(HalfSignedIn.token_hash == _hash(token), col(HalfSignedIn.expires_at) > now)
        .where(col(User.active).is_(True), col(Agency.active).is_(True))
    )
    user, agency = found.first() or (None, None)
    if user is None or agency is None:
        return None
    turn = await take_turn(session, user.email, address, now)
    await prove(user.id)
    taken = await session.exec(delete(HalfSignedIn).where(col(HalfSignedIn.token_hash) == _hash(token)))
    if not taken.rowcount:
        return None
    who = Known(user, agency, turn, way=way, provided=token.startswith(PROVIDED))
    return await opened(session, who, now, lifetime)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
