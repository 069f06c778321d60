"""The reports of a case: the ones that stand, and the one filed for a round."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.record import StepView
from cases.tables import Case, FiledReport


async def standing_reports(
    session: AsyncSession, number: str, sequence: int | None = None
) -> dict[str, dict[str, Any]]:
    """By report name, the latest that stands: what the facts of a case come from.

    ``sequence``: the latest that stood after that write of the record.
    """
    rows = await session.exec(
        select(FiledReport)
        .where(FiledReport.case_number == number, *_standing(sequence))
        .order_by(func.coalesce(FiledReport.corrects, FiledReport.sequence), col(FiledReport.id))
    )
    return {row.name: row.data for row in rows}


def _standing(sequence: int | None) -> tuple[ColumnElement[bool], ...]:
    if sequence is None:
        return (col(FiledReport.stands).is_(True),)
    until = col(FiledReport.stands_until)
    return (col(FiledReport.stands_from) <= sequence, or_(until.is_(None), until > sequence))


async def submitted_reports(
    session: AsyncSession, case: Case, steps: Iterable[StepView]
) -> dict[str, dict[str, dict[str, Any]]]:
    """By the key of each of ``steps`` that waits for approval: its report, by name, as ``case`` knew it."""
    waiting = {view.key: view for view in steps if view.status == "submitted"}
    if not waiting:
        return {}
    rows = await session.exec(
        select(FiledReport)
        .where(
            FiledReport.case_number == case.number,
            col(FiledReport.step_key).in_(waiting),
            FiledReport.sequence <= case.sequence,
        )
        .order_by(col(FiledReport.id))
    )
    found = [
        row for row in rows if (row.round, row.name) == (waiting[row.step_key].round, waiting[row.step_key].report)
    ]
    return {row.step_key: {row.name: row.data} for row in found}


async def standing_of(session: AsyncSession, number: str, key: str, name: str) -> dict[str, Any] | None:
    """The report of that name that stands for a step; None: none does."""
    rows = await session.exec(
        select(FiledReport)
        .where(
            FiledReport.case_number == number,
            FiledReport.step_key == key,
            FiledReport.name == name,
            col(FiledReport.stands).is_(True),
        )
        .order_by(col(FiledReport.id).desc())
        .limit(1)
    )
    row = rows.first()
    return row.data if row else None


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
