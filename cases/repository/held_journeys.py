"""How many journeys each region-wide hold keeps waiting, and which of them are those of a reader's agency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Actor
from cases.borders import JOURNEY_STAGES, TRAVELLERS, covers, route
from cases.reports.repatriation_plan import RepatriationPlan
from cases.repository.borders import Border
from cases.repository.scope import within
from cases.tables import Case, FiledReport


@dataclass
class Journeys:
    """``total``: of all cases of the record. ``own``: the numbers of those that the reader may read."""

    total: int = 0
    own: list[str] = field(default_factory=list)


async def journeys_held(
    session: AsyncSession, holds: Sequence[Border], actor: Actor, now: datetime
) -> dict[str, Journeys]:
    """By the id of each hold: the journeys, planned or under way, that it covers by the plans that stand now."""
    found = {hold.id: Journeys() for hold in holds}
    if not holds:
        return found
    plans = await _plans(session)
    readable = set((await session.exec(_cases(within(actor, col(Case.number), now)))).all())
    for number, host, origin in (await session.exec(_travelling())).all():
        way = route(host, origin, {RepatriationPlan.name: plans[number]} if number in plans else {})
        for hold in holds:
            if covers(hold, way):
                found[hold.id].total += 1
                if number in readable:
                    found[hold.id].own.append(number)
    return found


def _conditions() -> tuple[ColumnElement[bool], ...]:
    return (
        col(Case.status) == "open",
        col(Case.stage).in_(JOURNEY_STAGES),
        col(Case.custodian).in_(TRAVELLERS),
    )


def _travelling() -> Any:
    return select(Case.number, Case.host, Case.origin).where(*_conditions()).order_by(Case.number)


def _cases(*more: ColumnElement[bool]) -> Any:
    return select(Case.number).where(*_conditions(), *more)


async def _plans(session: AsyncSession) -> dict[str, Mapping[str, Any]]:
    rows = await session.exec(
        select(FiledReport)
        .where(
            FiledReport.name == RepatriationPlan.name,
            col(FiledReport.stands).is_(True),
            col(FiledReport.case_number).in_(_cases()),
        )
        .order_by(col(FiledReport.id))
    )
    return {row.case_number: row.data for row in rows.all()}
