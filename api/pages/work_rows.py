"""Rows of a list of work: what must be done, by when, and the act on the row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from api.explain.lists import work_shown
from api.pages.language import spoken
from api.schemas.answers import WorkShown
from cases.actor import Actor
from cases.asked import Extension
from cases.record import StepView
from cases.repository.raised import unseen_alerts
from cases.repository.work import WorkRow, steps_page
from cases.repository.work_filter import DUE_SOON, StepFilter


@dataclass(frozen=True)
class Row:
    """One step that waits. ``alert``: the id of what nobody has acknowledged; ``extension``: more time was asked."""

    work: WorkShown
    state: str
    alert: str | None
    extension: Extension | None
    suppressed: bool


@dataclass(frozen=True)
class Rows:
    """A page of them; ``next`` opens the following page."""

    rows: list[Row]
    next: str | None


async def rows_of(
    session: AsyncSession, actor: Actor, now: datetime, wanted: StepFilter, cursor: str | None = None, limit: int = 50
) -> Rows:
    """The steps that ``wanted`` names, worst first."""
    found = await steps_page(session, actor, now, wanted, cursor, limit)
    return Rows(await told(session, actor, found.rows, now), found.next)


async def told(session: AsyncSession, actor: Actor, rows: Iterable[WorkRow], now: datetime) -> list[Row]:
    """The rows in words."""
    rows = list(rows)
    alerts = await unseen_alerts(session, rows)
    shown = await work_shown(session, actor, rows, now, spoken())
    return [
        Row(
            work=work,
            state=_state(work, now),
            alert=alert.id if (alert := alerts.get((work.case, work.key))) else None,
            extension=StepView.model_validate(row.step.view).extension,
            suppressed=row.case.suppressed,
        )
        for work, row in zip(shown, rows, strict=True)
    ]


def _state(work: WorkShown, now: datetime) -> str:
    if work.paused:
        return "paused"
    if work.status == "submitted":
        return "submitted"
    if work.overdue:
        return "overdue"
    return "due_soon" if work.due_at and work.due_at <= now + DUE_SOON else "open"
