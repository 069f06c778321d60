"""Cases read in an emergency: who reads, until when, who has to be told, and what an auditor found."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.access import CaseSide
from cases.actor import Actor, Function, Role
from cases.errors import AlreadyAnswered
from cases.record import CaseView
from cases.repository.audit import MOST
from cases.repository.people import auditors_of
from cases.repository.scope import stands
from cases.tables import Agency, Case, EmergencyAccess, Participation, User


async def standing(session: AsyncSession, actor: Actor, case: Case, now: datetime) -> EmergencyAccess | None:
    """The emergency in which somebody reads a case now: while they could still enter it, and no longer.

    Contact that is shut, and names that are set, end it at once.
    """
    if await side_of(session, actor, case, now) is None:
        return None
    found = await session.exec(
        select(EmergencyAccess)
        .where(EmergencyAccess.case_number == case.number, EmergencyAccess.user_id == actor.user)
        .where(col(EmergencyAccess.since) <= now, col(EmergencyAccess.until) > now)
        .order_by(col(EmergencyAccess.until).desc())
        .limit(1)
    )
    return found.first()


async def side_of(session: AsyncSession, actor: Actor, case: Case, now: datetime) -> CaseSide | None:
    """On which side somebody could read the case in an emergency; None: on none.

    People abroad only while their country takes part. A protected case only a supervisor of an agency of the host
    that takes part by right: whom the names keep out may be the one who asks.
    """
    view = CaseView.model_validate(case.view)
    if actor.country == case.origin:
        return "origin" if view.origin_takes_part and not case.protected else None
    if actor.country != case.host:
        return None
    if not case.protected:
        return "host"
    part = select(Participation.id).where(
        Participation.case_number == case.number,
        Participation.agency_id == actor.agency,
        col(Participation.sequence).is_(None),
        *stands(now),
    )
    takes_part = (await session.exec(part.limit(1))).first() is not None
    return "host" if takes_part and actor.role is Role.SUPERVISOR else None


async def to_tell(session: AsyncSession, actor: Actor, case: Case, side: CaseSide, now: datetime) -> Sequence[User]:
    """Who is told at once: the auditors of their agency, its supervisors, and those of the agencies that take part on
    that side; of a protected case only the named ones of these, besides the auditors. Never whoever asks."""
    taking_part = select(Participation.agency_id).where(
        Participation.case_number == case.number, Participation.side == side, *stands(now)
    )
    supervisors = (
        select(User)
        .join(Agency, col(Agency.id) == User.agency_id)
        .where(col(User.active), User.role == Role.SUPERVISOR, Agency.function == Function.PROTECTION)
        .where(or_(User.agency_id == actor.agency, col(User.agency_id).in_(taking_part)))
    )
    if case.protected:
        supervisors = supervisors.where(col(User.id).in_(CaseView.model_validate(case.view).named))
    people = [*await auditors_of(session, actor.agency), *(await session.exec(supervisors)).all()]
    return list({each.id: each for each in people if each.id != actor.user}.values())


async def begin(
    session: AsyncSession,
    actor: Actor,
    case: Case,
    side: CaseSide,
    reason: str,
    hours: tuple[datetime, datetime],
    told: int,
) -> EmergencyAccess:
    """Keep it; ``hours``: from when until when. The caller commits, before anything is shown."""
    row = EmergencyAccess(
        id=secrets.token_hex(8),
        case_number=case.number,
        user_id=actor.user,
        agency_id=actor.agency,
        side=side,
        reason=reason,
        since=hours[0],
        until=hours[1],
        told=told,
    )
    session.add(row)
    await session.flush()
    return row


async def emergencies_of(session: AsyncSession, actor: Actor) -> list[EmergencyAccess]:
    """Of the auditor's agency: what nobody reviewed first, then the newest."""
    found = await session.exec(
        select(EmergencyAccess)
        .where(EmergencyAccess.agency_id == actor.agency)
        .order_by(col(EmergencyAccess.reviewed_at).is_not(None), col(EmergencyAccess.since).desc())
        .limit(MOST)
    )
    return list(found.all())


async def emergencies_in(session: AsyncSession, case: Case) -> list[EmergencyAccess]:
    """Of one case, the newest first."""
    found = await session.exec(
        select(EmergencyAccess)
        .where(EmergencyAccess.case_number == case.number)
        .order_by(col(EmergencyAccess.since).desc(), EmergencyAccess.id)
    )
    return list(found.all())


async def review_emergency(session: AsyncSession, actor: Actor, emergency: str, found: str, now: datetime) -> bool:
    """An auditor of their agency says what was found; False: there is no such emergency.

    Raises AlreadyAnswered: the first review stands. Commits.
    """
    row = await session.get(EmergencyAccess, emergency, with_for_update=True)
    if row is None or row.agency_id != actor.agency:
        return False
    if row.reviewed_at is not None:
        raise AlreadyAnswered(answer=row.found)
    row.reviewed_at, row.reviewed_by, row.found = now, actor.user, found
    session.add(row)
    await session.commit()
    return True
