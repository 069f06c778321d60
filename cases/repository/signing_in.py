"""Signed-in sessions: an opaque token in the hands of one person, and only its hash with us."""

import hashlib
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlmodel import col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Actor
from cases.repository.attempts import Turn, forget_failures, give_back, origin, take_turn
from cases.repository.passwords import fits
from cases.repository.people import actor_of, plain_email
from cases.repository.second_factor import accepted, guarded, is_on
from cases.sign_in_errors import SecondFactorNeeded, SecondFactorRefused, SignInRefused
from cases.sign_on import SignOn
from cases.tables import Agency, SignInSession, User
from runtime.security_log import note

LIFETIME = timedelta(hours=12)
"""A working day with a journey in it (the default of the settings)."""

IDLE = timedelta(hours=1)
"""How long a session lives that nobody uses (the default of the settings). What was typed is kept and sent after."""

PROVIDED = "provided-"
"""How the token begins of whom the ministry's provider let in. Only its hash is kept: who holds it cannot add this."""


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in, since when, for whom they work, and what guards their forms (``csrf``). ``guarded``: by a
    second factor of theirs, or by one of the ministry's provider, for this session."""

    user: User = field(repr=False)
    agency: Agency
    actor: Actor
    token: str = field(repr=False)
    csrf: str = field(repr=False)
    expires_at: datetime
    began_at: datetime
    guarded: bool
    seen_at: datetime
    """When this session was last used, to the minute."""

    @property
    def provided(self) -> bool:
        """Whether the ministry's provider let them in, not a password."""
        return self.token.startswith(PROVIDED)


@dataclass(frozen=True)
class Known:
    """Whose password it was, or whom the ministry's provider vouches for; nobody is signed in by that yet. ``turn``:
    the try, counted until it is given back. ``vouched``: the provider says that they have shown a second factor.
    ``way``: what they came in by, for the log. ``provided``: by the provider, not by a password. ``verified``: the hash
    to which the password belonged."""

    user: User = field(repr=False)
    agency: Agency
    turn: Turn
    vouched: bool = False
    way: str = "password"
    provided: bool = False
    verified: str = field(default="", repr=False)


async def sign_in(
    session: AsyncSession,
    email: str,
    password: str,
    now: datetime,
    lifetime: timedelta = LIFETIME,
    address: str = "",
    code: str = "",
) -> SignedIn:
    """Open a session. Raises what ``known`` raises; after the right password of an account with a second factor
    SecondFactorNeeded, where there is no ``code``, and SecondFactorRefused (it counts as a failure). Commits."""
    who = await known(session, email, password, now, address)
    if await is_on(session, who.user.id):
        if not code:
            await give_back(session, who.turn, now)
            await session.commit()
            raise SecondFactorNeeded()
        if not await accepted(session, who.user.id, code, now):
            raise SecondFactorRefused()
        who = replace(who, way="code")
    return await opened(session, who, now, lifetime)


async def known(
    session: AsyncSession,
    email: str,
    password: str,
    now: datetime,
    address: str = "",
    served_at: datetime | None = None,
) -> Known:
    """Whose password it is. Raises SignInRefused, after the same work, for a wrong password, an account that is not
    active or signs in through the ministry alone, a password given too long ago (``served_at``: for who signed in by it
    then, it serves on), and an e-mail that nobody has; TooManyAttempts, without looking at the password."""
    turn = await take_turn(session, email, address, now)
    found = await session.exec(
        select(User, Agency).join(Agency, col(Agency.id) == User.agency_id).where(User.email == plain_email(email))
    )
    user, agency = found.first() or (None, None)
    good, better = await fits(password, user.password_hash if user else None)
    if not good or user is None or agency is None or not _open(user, agency, served_at or now):
        note("sign_in_refused", user=user.id if user else "", origin=origin(session, address))
        raise SignInRefused()
    seen = user.password_hash
    if better:
        still_that = (col(User.id) == user.id, col(User.password_hash) == seen)
        await session.exec(update(User).where(*still_that).values(password_hash=better))
    return Known(user, agency, turn, verified=better or seen)


async def demand_still(session: AsyncSession, who: Known) -> None:
    """The password is still the one that was verified, until this transaction ends: a reset meanwhile counts.

    Raises SignInRefused.
    """
    if not who.verified:
        return
    kept = select(User.id).where(User.id == who.user.id, User.password_hash == who.verified)
    if (await session.exec(kept.with_for_update(read=True))).one_or_none() is None:
        note("sign_in_refused", user=who.user.id, origin="")
        raise SignInRefused()


def _open(user: User, agency: Agency, now: datetime) -> bool:
    """Whether a password opens this account at all."""
    serves = user.password_given_until is None or user.password_given_until > now
    return user.active and agency.active and user.single_sign_on != SignOn.ONLY and serves


async def opened(session: AsyncSession, who: Known, now: datetime, lifetime: timedelta) -> SignedIn:
    """A session for whoever has proved who they are; what failed before is forgotten. Commits.

    Raises SignInRefused where the password was changed meanwhile.
    """
    await demand_still(session, who)
    token, csrf = drawn(who.provided), secrets.token_urlsafe(32)
    expires_at = now + lifetime
    await forget_failures(session, who.turn, now)
    await session.exec(delete(SignInSession).where(col(SignInSession.expires_at) <= now))
    session.add(
        SignInSession(
            token_hash=_hash(token),
            user_id=who.user.id,
            csrf=csrf,
            created_at=now,
            expires_at=expires_at,
            vouched=who.vouched,
        )
    )
    safe = who.vouched or await is_on(session, who.user.id)
    await session.commit()
    note("signed_in", user=who.user.id, way=who.way)
    return SignedIn(who.user, who.agency, actor_of(who.user, who.agency), token, csrf, expires_at, now, safe, now)


async def signed_in(session: AsyncSession, token: str, now: datetime, idle: timedelta = IDLE) -> SignedIn | None:
    """Who holds ``token``; None where it is unknown, over or was not used for ``idle``, or the account is no longer
    active."""
    found = await session.exec(
        select(SignInSession, User, Agency, guarded())
        .join(User, col(User.id) == SignInSession.user_id)
        .join(Agency, col(Agency.id) == User.agency_id)
        .where(SignInSession.token_hash == _hash(token), col(SignInSession.expires_at) > now)
        .where(func.coalesce(SignInSession.seen_at, SignInSession.created_at) > now - idle)
        .where(col(User.active).is_(True), col(Agency.active).is_(True))
    )
    row = found.first()
    if row is None:
        return None
    kept, user, agency, safe = row
    for each in (user, agency):
        session.expunge(
            each
        )  # the page that tells of a failed write, whose transaction is gone, still names the reader
    return SignedIn(
        user,
        agency,
        actor_of(user, agency),
        token,
        kept.csrf,
        kept.expires_at,
        kept.created_at,
        safe or kept.vouched,
        kept.seen_at or kept.created_at,
    )


def drawn(provided: bool) -> str:
    """A token that nobody guesses."""
    return (PROVIDED if provided else "") + secrets.token_urlsafe(32)


async def sign_out(session: AsyncSession, token: str) -> None:
    """End the session. Commits."""
    ended = (
        delete(SignInSession).where(col(SignInSession.token_hash) == _hash(token)).returning(col(SignInSession.user_id))
    )
    user_id = (await session.exec(ended)).scalar_one_or_none()
    await session.commit()
    if user_id:
        note("signed_out", user=user_id)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
