"""A password is its owner's: they change it; an operator only gives one that must be changed."""

from datetime import datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.passwords import GIVEN_FOR, drawn, fault_of
from cases.repository.attempts import give_back
from cases.repository.open_sessions import end_all
from cases.repository.passwords import hashed
from cases.repository.people import plain_email
from cases.repository.second_factor import is_on
from cases.repository.signing_in import Known, SignedIn, known, opened
from cases.sign_in_errors import PasswordTooWeak, SignInRefused
from cases.sign_on import SignOn
from cases.tables import User
from runtime.security_log import note


async def change(
    session: AsyncSession, who: SignedIn, old: str, new: str, again: str, now: datetime, address: str
) -> SignedIn:
    """From now on ``new``, for who knows the old one. Every session of theirs ends; the one that is returned begins,
    and lasts no longer than this one would have.

    Raises SignInRefused (counted as a failed sign-in), TooManyAttempts, PasswordTooWeak. Commits.
    """
    if who.user.single_sign_on == SignOn.ONLY:
        raise SignInRefused()
    found = await known(session, who.user.email, old, now, address)
    try:
        demand_good(new, old, again, (found.user.name, found.user.email, found.agency.name))
    except PasswordTooWeak:
        await give_back(session, found.turn, now)
        await session.commit()
        raise
    found.user.password_hash, found.user.password_given_until = await hashed(new), None
    session.add(found.user)
    vouched = who.guarded and not await is_on(session, who.user.id)
    await end_all(session, who.user.id)
    proved = Known(found.user, found.agency, found.turn, vouched)
    note("password_changed", user=found.user.id)
    return await opened(session, proved, now, who.expires_at - now)


def demand_good(new: str, old: str, again: str, about: tuple[str, ...]) -> None:
    """Raises PasswordTooWeak."""
    fault = "differ" if new != again else "same" if new == old else fault_of(new, about)
    if fault:
        raise PasswordTooWeak(why=fault)


async def give(session: AsyncSession, email: str, now: datetime) -> str | None:
    """A first password in the place of a forgotten one: told to the operator this once; None for no such account.

    Their sessions end; their second factor stays, and is asked for as before. The caller commits.
    """
    user = (await session.exec(select(User).where(User.email == plain_email(email)))).one_or_none()
    if user is None:
        return None
    made = drawn()
    user.password_hash, user.password_given_until = await hashed(made), now + GIVEN_FOR
    session.add(user)
    await end_all(session, user.id)
    return made
