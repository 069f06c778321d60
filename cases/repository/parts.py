"""What belongs to one case. Whoever calls has asked ``readable_case`` first: these do not ask again."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, true
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.need_to_know import Readable
from cases.tables import Agency, Alert, Case, Custody, FiledReport, Letter, Participation, Step

EVERYTHING = Readable()


async def steps_of(session: AsyncSession, case: Case) -> list[Step]:
    """Every step of the case, by key. Their order on the path is the procedure's."""
    found = await session.exec(select(Step).where(Step.case_number == case.number).order_by(Step.key))
    return list(found.all())


async def step_of(session: AsyncSession, case: Case, key: str) -> Step | None:
    """The step of that key."""
    return await session.get(Step, (case.number, key))


async def reports_of(session: AsyncSession, case: Case) -> dict[str, FiledReport]:
    """The latest report that stands, by its name."""
    found = await session.exec(
        select(FiledReport)
        .where(FiledReport.case_number == case.number, col(FiledReport.stands).is_(True))
        .order_by(col(FiledReport.sequence), col(FiledReport.id))
    )
    return {report.name: report for report in found.all()}


async def filed_on(
    session: AsyncSession, case: Case, key: str, side: str, reader: Readable = EVERYTHING
) -> list[FiledReport]:
    """What the reader may read of what was filed on a step of that side, oldest first: earlier rounds and what was
    sent back too. Of a case as it was known, what had been filed then; ``stood`` says what stood.
    """
    names = reader.names(side)
    found = await session.exec(
        select(FiledReport)
        .where(
            FiledReport.case_number == case.number,
            FiledReport.step_key == key,
            col(FiledReport.sequence) <= case.sequence,
            true() if names is None else col(FiledReport.name).in_(names),
        )
        .order_by(col(FiledReport.sequence), col(FiledReport.id))
    )
    return [_for(reader, side, each) for each in found.all()]


def _for(reader: Readable, side: str, report: FiledReport) -> FiledReport:
    """The report with the answers that the reader may read: an object of no session, where any is left out."""
    told = reader.told_of(report.name, side, report.data)
    return report if told == report.data else FiledReport(**report.model_dump() | {"data": told, "reason": ""})


def stood(report: FiledReport, sequence: int) -> bool:
    """Whether a report stood after the write of that number."""
    until = report.stands_until
    return report.stands_from is not None and report.stands_from <= sequence and (until is None or until > sequence)


async def alerts_of(session: AsyncSession, case: Case, then: datetime | None = None) -> list[Alert]:
    """The alerts whose cause is not gone, oldest first; or those whose cause was not gone ``then``."""
    standing: ColumnElement[bool] = col(Alert.cleared_at).is_(None)
    if then is not None:
        standing = and_(col(Alert.raised_at) <= then, or_(standing, col(Alert.cleared_at) > then))
    found = await session.exec(
        select(Alert).where(Alert.case_number == case.number, standing).order_by(col(Alert.raised_at), Alert.id)
    )
    return list(found.all())


async def alert_by_id(session: AsyncSession, alert_id: str) -> Alert | None:
    """The alert of that id, whoever may read its case: ask ``readable_case`` with its ``case_number`` next."""
    return await session.get(Alert, alert_id)


async def custody_of(session: AsyncSession, case: Case) -> list[Custody]:
    """The chain of custody, first link first; of a case as it was known, the links of then."""
    found = await session.exec(
        select(Custody)
        .where(Custody.case_number == case.number, col(Custody.sequence) <= case.sequence)
        .order_by(col(Custody.sequence))
    )
    return list(found.all())


async def reports_named(session: AsyncSession, case: Case, names: tuple[str, ...] = ()) -> list[FiledReport]:
    """Everything that was filed in the case, standing or not, oldest first; or what bears one of these names."""
    found = await session.exec(
        select(FiledReport)
        .where(
            FiledReport.case_number == case.number,
            col(FiledReport.sequence) <= case.sequence,
            col(FiledReport.name).in_(names) if names else true(),
        )
        .order_by(col(FiledReport.sequence), col(FiledReport.id))
    )
    return list(found.all())


async def letters_of(session: AsyncSession, case: Case, then: datetime | None = None) -> list[Letter]:
    """The letters that were rendered, oldest first; or those of ``then`` and before."""
    found = await session.exec(
        select(Letter)
        .where(Letter.case_number == case.number, col(Letter.rendered_at) <= then if then else true())
        .order_by(col(Letter.rendered_at), Letter.kind, col(Letter.round), Letter.language)
    )
    return list(found.all())


async def participants_of(session: AsyncSession, case: Case, now: datetime) -> list[tuple[Participation, Agency]]:
    """The agencies that take or took part, in the order in which they came."""
    found = await session.exec(
        select(Participation, Agency)
        .join(Agency, col(Agency.id) == Participation.agency_id)
        .where(Participation.case_number == case.number, col(Participation.since) <= now)
        .order_by(col(Participation.since), col(Participation.id))
    )
    return [(participation, agency) for participation, agency in found.all()]
