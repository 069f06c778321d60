"""Reports filed and reports that stop to stand: the part of a write that the facts of the case come from."""

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.record import Record
from cases.repository.children import identify
from cases.tables import FiledReport


async def file_reports(session: AsyncSession, write: Record) -> None:
    """Withdraw what no longer stands, let stand what was approved, and file what is new. The caller commits."""
    number = write.case.number
    for key in write.withdrawn_reports:
        await _withdraw(session, write, key)
    for key in write.standing:
        await _let_stand(session, write, key)
    for report in write.reports:
        session.add(
            FiledReport(
                case_number=number,
                sequence=write.sequence,
                step_key=report.step,
                round=report.round,
                name=report.name,
                data=report.data,
                author=report.author.user,
                filed_at=report.at,
                stands=report.stands,
                stands_from=write.sequence if report.stands else None,
            )
        )
        await identify(session, number, report)


async def _withdraw(session: AsyncSession, write: Record, key: str) -> None:
    await session.exec(
        update(FiledReport)
        .where(
            col(FiledReport.case_number) == write.case.number,
            col(FiledReport.step_key) == key,
            col(FiledReport.stands).is_(True),
        )
        .values(stands=False, stands_until=write.sequence)
    )


async def _let_stand(session: AsyncSession, write: Record, key: str) -> None:
    newest = (
        select(FiledReport.id)
        .where(FiledReport.case_number == write.case.number, FiledReport.step_key == key)
        .order_by(col(FiledReport.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    await session.exec(
        update(FiledReport).where(col(FiledReport.id) == newest).values(stands=True, stands_from=write.sequence)
    )
