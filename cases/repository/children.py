"""What a search before opening compares, kept when a detection report is filed."""

from sqlmodel.ext.asyncio.session import AsyncSession

from cases.names import fold, key
from cases.record import FiledReport
from cases.reports.detection import Detection
from cases.tables import Child


def paper_key(number: str) -> str:
    """The number of a paper as it is compared: its letters and digits only, small."""
    return fold(number).replace(" ", "")


async def identify(session: AsyncSession, number: str, report: FiledReport) -> None:
    """Index the names and papers of a detection report; every other report is left alone."""
    if report.name != Detection.name:
        return
    detection = Detection.model_validate(report.data)
    for name in (detection.child_name, *detection.aliases):
        session.add(Child(case_number=number, kind="name", shown=name, key=key(name), birth_date=detection.birth_date))
    for paper in detection.papers:
        if paper.number:
            session.add(Child(case_number=number, kind="paper", shown=paper.number, key=paper_key(paper.number)))
