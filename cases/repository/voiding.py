"""Letters that no longer hold: they stay as they were sent, and say since when and why they are void."""

from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.record import Record
from cases.tables import Letter


async def void_letters(session: AsyncSession, write: Record) -> None:
    """Mark every letter of the case that still holds as void, where the act says so. The caller commits."""
    if write.void_letters is None:
        return
    await session.exec(
        update(Letter)
        .where(col(Letter.case_number) == write.case.number, col(Letter.voided_at).is_(None))
        .values(voided_at=write.entry.at, voided_by=write.void_letters)
    )
