"""Closing an account: its owner is out at once, and what they leave open is counted for whoever gives it to others."""

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Role
from cases.repository.open_sessions import end_all
from cases.repository.people import plain_email
from cases.repository.work_filter import OPEN
from cases.tables import Case, NamedPerson, Step, User


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
    await end_all(session, user.id)
    owned = (
        select(Step.case_number, func.count())
        .where(Step.owner == user.id, col(Step.status).in_(OPEN))
        .group_by(Step.case_number)
        .order_by(Step.case_number)
    )
    return dict((await session.exec(owned)).all())


async def left_alone(session: AsyncSession, email: str) -> list[str]:
    """The protected cases for which this person was named and no supervisor whose account is open is: by number."""
    of_the_person = (
        select(NamedPerson.case_number)
        .join(User, col(User.id) == NamedPerson.user_id)
        .where(User.email == plain_email(email), col(NamedPerson.until).is_(None))
    )
    seen = (
        select(NamedPerson.case_number)
        .join(User, col(User.id) == NamedPerson.user_id)
        .where(col(NamedPerson.until).is_(None), col(User.active), User.role == Role.SUPERVISOR)
    )
    number = col(Case.number)
    left = select(Case.number).where(col(Case.protected), Case.status == "open", number.in_(of_the_person))
    return list((await session.exec(left.where(number.not_in(seen)).order_by(number))).all())
