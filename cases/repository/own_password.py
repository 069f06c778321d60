"""A password is its owner's: they change it; an operator only gives one that must be changed."""

import asyncio
from datetime import datetime

from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.passwords import GIVEN_FOR, drawn, fault_of
from cases.repository.attempts import give_back
from cases.repository.open_sessions import end_all
from cases.repository.passwords import hashed
from cases.repository.second_factor import is_on
from cases.repository.signing_in import Known, SignedIn, known
from cases.sign_in_errors import PasswordTooWeak, SignInRefused
from cases.sign_on import SignOn
from cases.tables import User


async def change(
    session: AsyncSession, who: SignedIn, old: str, new: str, again: str, now: datetime, address: str
) -> Known:
    """From now on ``new``, for who knows the old one: a given one that ran out since they signed in by it serves for
    this, and one that was reset meanwhile does not. Every session of theirs ends; who is returned can begin one.

    Raises SignInRefused (counted as a failed sign-in), TooManyAttempts, PasswordTooWeak. The caller commits.
    """
    if who.user.single_sign_on == SignOn.ONLY:
        raise SignInRefused()
    found = await known(session, who.user.email, old, now, address, served_at=who.began_at)
    try:
        await demand_good(new, old, again, (found.user.name, found.user.email, found.agency.name))
    except PasswordTooWeak:
        await give_back(session, found.turn, now)
        await session.commit()
        raise
    still_that = (col(User.id) == found.user.id, col(User.password_hash) == found.verified)
    chosen = {"password_hash": await hashed(new), "password_given_until": None}
    if not (await session.exec(update(User).where(*still_that).values(chosen))).rowcount:
        raise SignInRefused()
    vouched = who.guarded and not await is_on(session, who.user.id)
    await end_all(session, who.user.id)
    return Known(found.user, found.agency, found.turn, vouched, provided=who.provided)


async def demand_good(new: str, old: str, again: str, about: tuple[str, ...]) -> None:
    """Raises PasswordTooWeak."""
    fault = "differ" if new != again else "same" if new == old else await asyncio.to_thread(fault_of, new, about)
    if fault:
        raise PasswordTooWeak(why=fault)


async def give(session: AsyncSession, user: User, now: datetime) -> str:
    """A first password in the place of a forgotten one: told to the operator this once.

    Their sessions end; their second factor stays, and is asked for as before. The caller commits.
    """
    made = drawn()
    user.password_hash, user.password_given_until = await hashed(made), now + GIVEN_FOR
    session.add(user)
    await end_all(session, user.id)
    return made
