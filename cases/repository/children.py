"""What a search before opening compares, kept when a detection report is filed."""

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.reports.detection import Detection
from cases.repository.blind import born_key, name_key, paper_key
from cases.tables import Child, FiledReport
from cases.tables.ciphering import keys_of
from runtime.keys.ring import Keys


async def identify(session: AsyncSession, number: str, report: FiledReport) -> None:
    """Index the names and papers of a detection report that stands; every other report is left alone.

    What an earlier version said stays: who searches by the wrong name must find the case too.
    """
    if report.name != Detection.name or not report.stands:
        return
    detection = Detection.model_validate(report.data)
    if report.corrects:
        await _add_new(session, number, detection)
        return
    session.add_all(rows_of(keys_of(session), number, detection))


def rows_of(keys: Keys, number: str, detection: Detection) -> list[Child]:
    """What is kept of one report."""
    day = detection.birth_date.isoformat() if detection.birth_date else None
    names = [
        Child(
            case_number=number,
            kind="name",
            said={"name": name, "birth_date": day},
            key=name_key(keys, name),
            born=born_key(keys, day),
        )
        for name in (detection.child_name, *detection.aliases)
    ]
    papers = [
        Child(case_number=number, kind="paper", said={"number": each.number}, key=paper_key(keys, each.number))
        for each in detection.papers
        if each.number
    ]
    return [*names, *papers]


async def _add_new(session: AsyncSession, number: str, detection: Detection) -> None:
    known = {
        (row.kind, row.key, row.born)
        for row in (await session.exec(select(Child).where(Child.case_number == number))).all()
    }
    new = rows_of(keys_of(session), number, detection)
    session.add_all(row for row in new if (row.kind, row.key, row.born) not in known)
