"""Reports filed and reports that stop to stand: the part of a write that the facts of the case come from."""

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

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
        row = FiledReport(
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
            reason=report.reason,
        )
        if report.corrects:
            row.corrects = await _first_version(session, row)
        session.add(row)
        await identify(session, number, row)
    for key in write.corrected:
        await _replace(session, write, key)


async def _first_version(session: AsyncSession, row: FiledReport) -> int | None:
    """The write that filed the first version of what ``row`` corrects."""
    found = await session.exec(_versions(row.case_number, row.step_key, row.name))
    newest = found.first()
    return (newest.corrects or newest.sequence) if newest else None


async def _replace(session: AsyncSession, write: Record, key: str) -> None:
    """The newest report of a step stands in place of the version before it."""
    newest = await _newest(session, write.case.number, key)
    if newest is None:
        return
    for row in (await session.exec(_versions(newest.case_number, key, newest.name))).all():
        if row.stands and row.id != newest.id:
            row.stands, row.stands_until = False, write.sequence
            session.add(row)
    newest.stands, newest.stands_from = True, write.sequence
    session.add(newest)
    await identify(session, newest.case_number, newest)


async def _newest(session: AsyncSession, number: str, key: str) -> FiledReport | None:
    found = await session.exec(
        select(FiledReport)
        .where(FiledReport.case_number == number, FiledReport.step_key == key)
        .order_by(col(FiledReport.id).desc())
        .limit(1)
    )
    return found.first()


def _versions(number: str, key: str, name: str) -> SelectOfScalar[FiledReport]:
    return (
        select(FiledReport)
        .where(FiledReport.case_number == number, FiledReport.step_key == key, FiledReport.name == name)
        .order_by(col(FiledReport.id).desc())
    )


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
