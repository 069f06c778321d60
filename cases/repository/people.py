"""Agencies, the people who work for them, and their accounts."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.access import WORKERS
from cases.actor import Actor, Function, Role
from cases.repository.passwords import hashed
from cases.tables import Agency, User


def actor_of(user: User, agency: Agency) -> Actor:
    """The capacity in which a person acts."""
    function = Function(agency.function)
    return Actor(user=user.id, agency=agency.id, country=agency.country, role=Role(user.role), function=function)


async def user_by_id(session: AsyncSession, user_id: str) -> User | None:
    """The account of that id."""
    return await session.get(User, user_id)


async def user_by_email(session: AsyncSession, email: str) -> User | None:
    """The account of that e-mail."""
    return (await session.exec(select(User).where(User.email == plain_email(email)))).one_or_none()


async def names_of(session: AsyncSession, user_ids: Iterable[str | None]) -> dict[str, str]:
    """The names of these people, by id. For pages and answers only: a name never enters a log or a history."""
    wanted = {each for each in user_ids if each}
    found = await session.exec(select(User.id, User.name).where(col(User.id).in_(wanted)))
    return dict(found.all())


async def roles_of(session: AsyncSession, user_ids: Iterable[str | None]) -> dict[str, str]:
    """The roles of these people, by id."""
    wanted = {each for each in user_ids if each}
    found = await session.exec(select(User.id, User.role).where(col(User.id).in_(wanted)))
    return dict(found.all())


async def agencies_of(session: AsyncSession, agency_ids: Iterable[str | None]) -> dict[str, str]:
    """The names of these agencies, by id."""
    wanted = {each for each in agency_ids if each}
    found = await session.exec(select(Agency.id, Agency.name).where(col(Agency.id).in_(wanted)))
    return dict(found.all())


async def colleagues(session: AsyncSession, agency_id: str) -> list[User]:
    """The active people of an agency who work on cases, by name: whom a step can be assigned to."""
    found = await session.exec(
        select(User)
        .where(User.agency_id == agency_id, col(User.active).is_(True), col(User.role).in_(WORKERS))
        .order_by(User.name, User.id)
    )
    return list(found.all())


async def auditors_of(session: AsyncSession, agency_id: str) -> list[User]:
    """Who asks why somebody of this agency looked: its auditors; where it has none its administrators, to name one."""
    for role in (Role.AUDITOR, Role.ADMINISTRATOR):
        found = await session.exec(
            select(User)
            .where(User.agency_id == agency_id, col(User.active).is_(True), User.role == role)
            .order_by(User.name, User.id)
        )
        if people := list(found.all()):
            return people
    return []


async def create_agency(
    session: AsyncSession,
    *,
    name: str,
    country: str,
    function: str = Function.PROTECTION,
    by_right: bool = True,
    agency_id: str | None = None,
) -> Agency:
    """Add an agency. Raises IntegrityError for an id that is taken. The caller commits."""
    known_by = agency_id or secrets.token_hex(8)
    agency = Agency(id=known_by, name=name, country=country, function=function, by_right=by_right)
    session.add(agency)
    await session.flush()
    return agency


async def create_user(  # noqa: PLR0913 - every column of an account, each by its name
    session: AsyncSession,
    *,
    agency: Agency,
    email: str,
    name: str,
    password: str,
    role: Role,
    post: str | None = None,
    locale: str = "es",
    time_zone: str = "UTC",
    user_id: str | None = None,
    given_until: datetime | None = None,
) -> User:
    """Add an account. ``given_until``: how long the password serves, where it is not its owner's.

    Raises IntegrityError for an e-mail or an id that is taken. The caller commits.
    """
    user = User(
        id=user_id or secrets.token_hex(8),
        email=plain_email(email),
        name=name,
        password_hash=await hashed(password),
        agency_id=agency.id,
        role=role.value,
        post=post,
        locale=locale,
        time_zone=time_zone,
        password_given_until=given_until,
    )
    session.add(user)
    await session.flush()
    return user


def plain_email(email: str) -> str:
    """An e-mail address as it is compared: without blanks around it, in small letters."""
    return email.strip().casefold()


async def actor_by_id(session: AsyncSession, user_id: str) -> Actor | None:
    """The capacity of an active person of an active agency."""
    user = await session.get(User, user_id)
    agency = await session.get(Agency, user.agency_id) if user else None
    return actor_of(user, agency) if user and agency and user.active and agency.active else None
