"""Who alone may know of a case: an official or a relative of the child may be in the network."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.access import AUDITORS, WORKERS
from cases.actor import Role
from cases.record import CaseView, Record
from cases.repository.scope import stands
from cases.tables import Agency, Case, NamedPerson, Participation, User


async def keep_named(session: AsyncSession, write: Record) -> None:
    """Bring the named people in line with the case. The caller commits."""
    rows = await session.exec(
        select(NamedPerson).where(NamedPerson.case_number == write.case.number, col(NamedPerson.until).is_(None))
    )
    known = {row.user_id: row for row in rows.all()}
    for user, row in known.items():
        if user not in write.case.named:
            row.until = write.entry.at
            session.add(row)
    for user in write.case.named:
        if user not in known:
            session.add(NamedPerson(case_number=write.case.number, user_id=user, since=write.entry.at))


async def could_be_named(session: AsyncSession, number: str, now: datetime) -> list[tuple[User, Agency]]:
    """Who works for an agency that takes part in the case now, or audits it, by agency and name."""
    found = await session.exec(
        select(User, Agency)
        .join(Agency, col(Agency.id) == User.agency_id)
        .join(Participation, col(Participation.agency_id) == Agency.id)
        .where(
            Participation.case_number == number, *stands(now), col(User.active), col(User.role).in_(WORKERS | AUDITORS)
        )
        .distinct()
        .order_by(Agency.name, User.name, User.id)
    )
    return [(user, agency) for user, agency in found.all()]


async def orphaned(session: AsyncSession, case: Case) -> bool:
    """Whether a protected case has no supervisor left who may know of it: their accounts were closed."""
    if not case.protected:
        return False
    named = CaseView.model_validate(case.view).named
    found = await session.exec(
        select(User.id).where(col(User.id).in_(named), col(User.active), User.role == Role.SUPERVISOR).limit(1)
    )
    return found.first() is None
