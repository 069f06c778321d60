"""Who alone may know of a case: an official or a relative of the child may be in the network."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.access import WORKERS
from cases.record import Record
from cases.repository.scope import stands
from cases.tables import Agency, NamedPerson, Participation, User


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
    """Who works for an agency that takes part in the case now, by agency and name."""
    found = await session.exec(
        select(User, Agency)
        .join(Agency, col(Agency.id) == User.agency_id)
        .join(Participation, col(Participation.agency_id) == Agency.id)
        .where(Participation.case_number == number, *stands(now), col(User.active), col(User.role).in_(WORKERS))
        .distinct()
        .order_by(Agency.name, User.name, User.id)
    )
    return [(user, agency) for user, agency in found.all()]
