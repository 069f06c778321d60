"""Closing an account: its owner is out at once, and what they leave open is counted for whoever gives it to others."""

from sqlmodel import col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.people import plain_email
from cases.repository.work_filter import OPEN
from cases.tables import SignInSession, Step, User


async def close_account(session: AsyncSession, email: str) -> dict[str, int] | None:
    """Close the account and end its sessions. The open steps its owner has, by case; None for no such account.

    The steps stay theirs on paper: the ladder tells somebody else of the agency when a clock of them lapses, and a
    supervisor gives them to others. The caller commits.
    """
    user = (await session.exec(select(User).where(User.email == plain_email(email)))).one_or_none()
    if user is None:
        return None
    user.active = False
    session.add(user)
    await session.exec(delete(SignInSession).where(col(SignInSession.user_id) == user.id))
    owned = (
        select(Step.case_number, func.count())
        .where(Step.owner == user.id, col(Step.status).in_(OPEN))
        .group_by(Step.case_number)
        .order_by(Step.case_number)
    )
    return dict((await session.exec(owned)).all())
