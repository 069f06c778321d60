"""One case on a past day: what its record held after the last write of then."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.errors import NotKeptThen, NotOpenThen
from cases.record import CaseView, StepView
from cases.repository.reports import standing_reports
from cases.tables import Case, StateKept, StepKept


@dataclass(frozen=True)
class Known:
    """A case as it was known ``at`` an instant. ``case`` is a row of then: it belongs to no session."""

    at: datetime
    case: Case
    steps: dict[str, StepView]
    reports: dict[str, dict[str, Any]]


async def as_known(session: AsyncSession, case: Case, at: datetime) -> Known:
    """``case`` as it was known ``at``. The caller has asked ``readable_case``, now and for then.

    Raises NotOpenThen before the opening, NotKeptThen for days of which the record kept no state.
    """
    kept = await _last_state(session, case.number, at)
    if kept is None:
        if at < case.opened_at:
            raise NotOpenThen(opened_at=case.opened_at)
        raise NotKeptThen(since=await kept_since(session, case))
    return Known(
        at=at,
        case=_as_it_was(case, kept),
        steps=await _steps(session, case.number, kept.sequence),
        reports=await standing_reports(session, case.number, kept.sequence),
    )


async def kept_since(session: AsyncSession, case: Case) -> datetime | None:
    """From when on the case is known day by day: its opening, or (cases of before this was kept) a later write."""
    found = await session.exec(
        select(StateKept.at).where(StateKept.case_number == case.number).order_by(col(StateKept.sequence)).limit(1)
    )
    return found.first()


async def _last_state(session: AsyncSession, number: str, at: datetime) -> StateKept | None:
    found = await session.exec(
        select(StateKept)
        .where(StateKept.case_number == number, col(StateKept.at) <= at)
        .order_by(col(StateKept.sequence).desc())
        .limit(1)
    )
    return found.first()


async def _steps(session: AsyncSession, number: str, sequence: int) -> dict[str, StepView]:
    last = (
        select(StepKept.key, func.max(StepKept.sequence).label("sequence"))
        .where(StepKept.case_number == number, col(StepKept.sequence) <= sequence)
        .group_by(col(StepKept.key))
        .subquery()
    )
    found = await session.exec(
        select(StepKept)
        .join(last, (col(StepKept.key) == last.c.key) & (col(StepKept.sequence) == last.c.sequence))
        .where(StepKept.case_number == number)
        .order_by(StepKept.key)
    )
    return {row.key: StepView.model_validate(row.view) for row in found.all()}


def _as_it_was(case: Case, kept: StateKept) -> Case:
    view = CaseView.model_validate(kept.view)
    then = {name: getattr(view, name) for name in ("stage", "status", "decided", "closing", "suppressed", "custodian")}
    return Case(
        number=case.number,
        host=case.host,
        origin=case.origin,
        workflow=view.workflow,
        edition=kept.edition,
        sequence=kept.sequence,
        opened_at=case.opened_at,
        detected_at=case.detected_at,
        closed_at=case.closed_at if view.status == "closed" else None,
        view=kept.view,
        **then,
    )
