"""What a search before opening compares, kept when a detection report is filed."""

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.names import fold, key
from cases.reports.detection import Detection
from cases.tables import Child, FiledReport


def paper_key(number: str) -> str:
    """The number of a paper as it is compared: its letters and digits only, small."""
    return fold(number).replace(" ", "")


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
    session.add_all(_rows(number, detection))


def _rows(number: str, detection: Detection) -> list[Child]:
    names = [
        Child(case_number=number, kind="name", shown=name, key=key(name), birth_date=detection.birth_date)
        for name in (detection.child_name, *detection.aliases)
    ]
    papers = [
        Child(case_number=number, kind="paper", shown=paper.number, key=paper_key(paper.number))
        for paper in detection.papers
        if paper.number
    ]
    return [*names, *papers]


async def _add_new(session: AsyncSession, number: str, detection: Detection) -> None:
    known = {
        (row.kind, row.key, row.birth_date)
        for row in (await session.exec(select(Child).where(Child.case_number == number))).all()
    }
    session.add_all(row for row in _rows(number, detection) if (row.kind, row.key, row.birth_date) not in known)
