"""Whom the provider vouches for, and which account that is: linked before, or waiting for its first sign-in there."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.people import plain_email, user_by_email
from cases.sign_in_errors import AccountClosed, NoAccountHere
from cases.sign_on import SignOn, Vouched
from cases.tables import Agency, HalfSignedIn, SignInSession, SignOnLink, User

OPEN = (SignOn.ALLOWED, SignOn.ONLY)


@dataclass(frozen=True)
class Found:
    """An active account. ``linked``: whether it was before."""

    user: User = field(repr=False)
    agency: Agency
    linked: bool


async def account_of(session: AsyncSession, vouched: Vouched) -> Found:
    """The account of this person. Raises NoAccountHere, AccountClosed; nothing is written."""
    found = await session.exec(
        select(User, Agency, SignOnLink)
        .join(Agency, col(Agency.id) == User.agency_id)
        .join(SignOnLink, col(SignOnLink.user_id) == User.id)
        .where(SignOnLink.issuer == vouched.issuer, SignOnLink.subject == vouched.subject)
    )
    user, agency, _link = found.first() or (None, None, None)
    linked = user is not None
    if user is None:
        user, agency = await _waiting(session, vouched.email)
    if user is None or agency is None or user.single_sign_on not in OPEN:
        raise NoAccountHere(why="account")
    if not (user.active and agency.active):
        raise AccountClosed(why="closed")
    return Found(user, agency, linked)


async def link(session: AsyncSession, found: Found, vouched: Vouched, now: datetime) -> None:
    """From now on the account is this person's. The caller commits. Raises NoAccountHere where somebody else was
    quicker."""
    made = SignOnLink(issuer=vouched.issuer, subject=vouched.subject, user_id=found.user.id)
    made.linked_at = now
    try:
        async with session.begin_nested():
            session.add(made)
    except IntegrityError:
        raise NoAccountHere(why="linked meanwhile") from None


async def mark(session: AsyncSession, email: str, ways: SignOn) -> User | None:
    """Say which ways in an account has; the account, None where there is none. A link is given up: the next sign-in
    with that confirmed e-mail makes it anew. Its sessions end. The caller commits."""
    user = await user_by_email(session, email)
    if user is None:
        return None
    user.single_sign_on = ways.value
    session.add(user)
    await session.exec(delete(SignOnLink).where(col(SignOnLink.user_id) == user.id))
    await session.exec(delete(HalfSignedIn).where(col(HalfSignedIn.user_id) == user.id))
    await session.exec(delete(SignInSession).where(col(SignInSession.user_id) == user.id))
    return user


async def _waiting(session: AsyncSession, email: str) -> tuple[User | None, Agency | None]:
    """The account with this e-mail that waits for its first sign-in: one that an operator opened, linked with nobody.

    Letters outside ASCII look alike and are folded together: an e-mail with any is nobody's here.
    """
    if not (email and email.isascii() and email.isprintable()):
        return None, None
    found = await session.exec(
        select(User, Agency)
        .join(Agency, col(Agency.id) == User.agency_id)
        .where(User.email == plain_email(email), col(User.single_sign_on).in_(OPEN))
        .where(~select(SignOnLink).where(col(SignOnLink.user_id) == User.id).exists())
    )
    return found.first() or (None, None)
