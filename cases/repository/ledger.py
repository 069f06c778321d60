"""The story of a case, as the ledger tells it."""

from sqlalchemy import ColumnElement
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.cursor import PAGE
from cases.tables import Case, LedgerEntry


def _between(after: int, last: int) -> tuple[ColumnElement[bool], ...]:
    return (col(LedgerEntry.sequence) > after, col(LedgerEntry.sequence) <= last)


async def ledger_of(
    session: AsyncSession, case: Case, after: int = 0, limit: int = PAGE
) -> tuple[list[LedgerEntry], int | None]:
    """The entries that follow number ``after``, and the number to go on from (None: these were the last).

    Nothing later than ``case`` itself: of a case as it was known, nothing later than then. The caller has asked
    ``readable_case``.
    """
    found = await session.exec(
        select(LedgerEntry)
        .where(LedgerEntry.case_number == case.number, *_between(after, case.sequence))
        .order_by(col(LedgerEntry.sequence))
        .limit(limit + 1)
    )
    rows = list(found.all())
    return rows[:limit], rows[limit - 1].sequence if len(rows) > limit else None


async def whole_ledger(session: AsyncSession, case: Case) -> list[LedgerEntry]:
    """Every entry, oldest first. The caller has asked ``readable_case``."""
    found = await session.exec(
        select(LedgerEntry)
        .where(LedgerEntry.case_number == case.number, *_between(0, case.sequence))
        .order_by(col(LedgerEntry.sequence))
    )
    return list(found.all())


async def line_of(session: AsyncSession, case: Case, sequence: int) -> LedgerEntry | None:
    """One entry by its number."""
    return await session.get(LedgerEntry, (case.number, sequence))
