"""The region-wide holds: which stand over a case, all of them for the list, and the cases that must hear of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.borders import JOURNEY_STAGES, TRAVELLERS, covers, route
from cases.record import CaseView
from cases.reports.repatriation_plan import RepatriationPlan
from cases.repository.reports import standing_reports
from cases.tables import Agency, Case, RegionHold


@dataclass(frozen=True)
class Border:
    """A hold as people name it. ``authority``: the agency whose supervisor set it; None ends: it stands still."""

    id: str
    cause: str
    country: str
    other: str | None
    directions: tuple[str, ...]
    reason: str
    review_on: date | None
    since: datetime
    authority: str
    set_by: str
    set_for: str
    """The country of that agency: its supervisors lift it."""
    lifted_at: datetime | None = None
    lifted_by: str | None = None
    why_lifted: str | None = None


async def borders(session: AsyncSession, *, lifted: bool = False, limit: int | None = None) -> list[Border]:
    """The holds that stand, or those that were ``lifted``; newest first, at most ``limit``."""
    over = col(RegionHold.lifted_at)
    found = await session.exec(
        select(RegionHold, Agency)
        .join(Agency, col(Agency.id) == RegionHold.agency_id)
        .where(over.is_not(None) if lifted else over.is_(None))
        .order_by(col(RegionHold.set_at).desc(), RegionHold.id)
        .limit(limit)
    )
    return [_border(hold, agency) for hold, agency in found.all()]


async def border(session: AsyncSession, hold_id: str) -> Border | None:
    """The hold of that id, standing or lifted."""
    found = await session.exec(
        select(RegionHold, Agency).join(Agency, col(Agency.id) == RegionHold.agency_id).where(RegionHold.id == hold_id)
    )
    row = found.first()
    return _border(*row) if row else None


async def borders_over(
    session: AsyncSession,
    host: str,
    origin: str,
    reports: Mapping[str, Mapping[str, Any]],
    then: datetime | None = None,
) -> list[Border]:
    """The holds that cover the journey between these countries by the plan in ``reports``; or those of ``then``.

    What stands now counts whatever the hour of the act: nobody backdates a departure past a closed border.
    """
    over = col(RegionHold.lifted_at)
    when = [over.is_(None)] if then is None else [col(RegionHold.set_at) <= then, or_(over.is_(None), over > then)]
    found = await session.exec(
        select(RegionHold, Agency)
        .join(Agency, col(Agency.id) == RegionHold.agency_id)
        .where(*when)
        .order_by(col(RegionHold.set_at), RegionHold.id)
    )
    way = route(host, origin, reports)
    return [_border(hold, agency) for hold, agency in found.all() if covers(hold, way)]


@dataclass(frozen=True)
class Concerned:
    """Who must still hear: case numbers to which a hold now applies, and those to which it no longer does."""

    closed: list[str]
    reopened: list[str]


async def concerned(session: AsyncSession, hold_id: str) -> Concerned:
    """The open cases that have not heard what holds for them. Asked again after a silence, it forgets nobody."""
    hold = await session.get(RegionHold, hold_id)
    if hold is None:
        raise RuntimeError(f"there is no region hold {hold_id}")
    found = Concerned([], [])
    for case in (await session.exec(select(Case).where(Case.status == "open").order_by(Case.number))).all():
        view = CaseView.model_validate(case.view)
        knows = hold_id in view.region_holds
        if hold.lifted_at is not None:
            if knows:
                found.reopened.append(case.number)
            continue
        travels = case.stage in JOURNEY_STAGES and case.custodian in TRAVELLERS
        if not knows and not travels:
            continue
        covered = covers(hold, route(case.host, case.origin, await _plan(session, case.number)))
        if covered and travels and not knows:
            found.closed.append(case.number)
        if knows and not covered:
            found.reopened.append(case.number)
    return found


async def _plan(session: AsyncSession, number: str) -> dict[str, Any]:
    reports = await standing_reports(session, number)
    return {name: data for name, data in reports.items() if name == RepatriationPlan.name}


def _border(hold: RegionHold, agency: Agency) -> Border:
    return Border(
        id=hold.id,
        cause=hold.cause,
        country=hold.country,
        other=hold.other,
        directions=tuple(hold.directions),
        reason=hold.reason,
        review_on=hold.review_on,
        since=hold.set_at,
        authority=agency.name,
        set_by=hold.set_by,
        set_for=agency.country,
        lifted_at=hold.lifted_at,
        lifted_by=hold.lifted_by,
        why_lifted=hold.why_lifted,
    )
