"""The reports of a case: the ones that stand, and the one filed for a round."""

from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.tables import FiledReport


async def standing_reports(
    session: AsyncSession, number: str, sequence: int | None = None
) -> dict[str, dict[str, Any]]:
    """By report name, the latest that stands: what the facts of a case come from.

    ``sequence``: the latest that stood after that write of the record.
    """
    rows = await session.exec(
        select(FiledReport)
        .where(FiledReport.case_number == number, *_standing(sequence))
        .order_by(col(FiledReport.sequence), col(FiledReport.id))
    )
    return {row.name: row.data for row in rows}


def _standing(sequence: int | None) -> tuple[ColumnElement[bool], ...]:
    if sequence is None:
        return (col(FiledReport.stands).is_(True),)
    until = col(FiledReport.stands_until)
    return (col(FiledReport.stands_from) <= sequence, or_(until.is_(None), until > sequence))


async def filed(session: AsyncSession, number: str, key: str, round_: int, name: str) -> dict[str, Any] | None:
    """The newest report of that name filed for one round of a step, standing or not."""
    rows = await session.exec(
        select(FiledReport)
        .where(
            FiledReport.case_number == number,
            FiledReport.step_key == key,
            FiledReport.round == round_,
            FiledReport.name == name,
        )
        .order_by(col(FiledReport.id).desc())
        .limit(1)
    )
    row = rows.first()
    return row.data if row else None
