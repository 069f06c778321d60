"""Which agencies take part in a case, from when, until when, and why."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.record import Record
from cases.tables import Agency, Participation


async def take_part(session: AsyncSession, write: Record) -> None:
    """Bring the participations in line with the case: the opener's agency from the opening, the origin's while it may.

    The origin country's agencies take part from the first step that is theirs; a need for international
    protection, or a consent withdrawn, ends that at once, and the end stays on the record.
    """
    view, at = write.case, write.entry.at
    if write.sequence == 1 and write.entry.actor is not None:
        session.add(
            Participation(
                case_number=view.number, agency_id=write.entry.actor.agency, side="host", since=at, reason="opened"
            )
        )
    current = (
        await session.exec(
            select(Participation).where(
                Participation.case_number == view.number,
                Participation.side == "origin",
                col(Participation.until).is_(None),
            )
        )
    ).all()
    if view.origin_takes_part and not current:
        agencies = await session.exec(select(Agency).where(Agency.country == view.origin, col(Agency.active)))
        for agency in agencies.all():
            session.add(
                Participation(case_number=view.number, agency_id=agency.id, side="origin", since=at, reason="its_step")
            )
    if not view.origin_takes_part:
        for row in current:
            row.until, row.reason = at, "protection_need" if view.suppressed else "consent_withdrawn"
            session.add(row)
