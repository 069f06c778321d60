"""What must be done: the list of steps, worst first, and the numbers that open it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Actor
from cases.repository.cursor import PAGE, Page, decode, page_of
from cases.repository.work_filter import StepFilter, StepState, conditions, in_state
from cases.tables import Case, Step

COUNTED: tuple[StepState, ...] = ("open", "due_soon", "overdue", "submitted", "extension_asked")


@dataclass(frozen=True)
class WorkRow:
    """A step with its case."""

    step: Step
    case: Case


async def steps_page(
    session: AsyncSession,
    actor: Actor,
    now: datetime,
    wanted: StepFilter | None = None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[WorkRow]:
    """The steps that wait, worst first: the one due longest ago, then what comes next, then what has no clock.

    Raises CursorUnreadable.
    """
    wanted = wanted or StepFilter()
    asked = [*conditions(actor, wanted, now), in_state(wanted.state, now)]
    if cursor is not None:
        due_at, (number, key) = decode(cursor, 2)
        asked.append(_after(due_at, number, key))
    found = await session.exec(
        select(Step, Case)
        .join(Case, col(Case.number) == Step.case_number)
        .where(*asked)
        .order_by(col(Step.due_at).is_(None), col(Step.due_at), col(Step.case_number), col(Step.key))
        .limit(limit + 1)
    )
    rows = [WorkRow(step, case_) for step, case_ in found.all()]
    return page_of(rows, limit, lambda row: (row.step.due_at, row.step.case_number, row.step.key))


def _after(due_at: datetime | None, number: str, key: str) -> ColumnElement[bool]:
    due = col(Step.due_at)
    later = or_(col(Step.case_number) > number, and_(col(Step.case_number) == number, col(Step.key) > key))
    if due_at is None:
        return and_(due.is_(None), later)
    return or_(due > due_at, due.is_(None), and_(due == due_at, later))


Numbers = dict[StepState, int]


@dataclass
class Counts:
    """How many steps are in each state: of all, and by step, by pair of countries (host, origin), by owner."""

    all: Numbers = field(default_factory=dict)
    by_step: dict[str, Numbers] = field(default_factory=dict)
    by_pair: dict[tuple[str, str], Numbers] = field(default_factory=dict)
    by_owner: dict[str | None, Numbers] = field(default_factory=dict)


async def counts(session: AsyncSession, actor: Actor, now: datetime, wanted: StepFilter | None = None) -> Counts:
    """The numbers of the board. Each is the length of the list that ``steps_page`` gives for the same words."""
    wanted = wanted or StepFilter()
    numbers = [func.sum(case((in_state(state, now), 1), else_=0)) for state in COUNTED]

    async def grouped(*by: Any) -> list[Any]:
        found = await (await session.connection()).execute(
            columns(*by, *numbers)
            .select_from(Step)
            .join(Case, col(Case.number) == Step.case_number)
            .where(*conditions(actor, wanted, now), in_state("open", now))
            .group_by(*by)
            .order_by(*by)
        )
        return list(found.all())

    def said(row: Any, keys: int) -> Numbers:
        return {state: int(number or 0) for state, number in zip(COUNTED, row[keys:], strict=True)}

    by_pair = await grouped(col(Case.host), col(Case.origin))
    pairs = {(row[0], row[1]): said(row, 2) for row in by_pair}
    return Counts(
        all={state: sum(numbers[state] for numbers in pairs.values()) for state in COUNTED},
        by_step={row[0]: said(row, 1) for row in await grouped(col(Step.step))},
        by_pair=pairs,
        by_owner={row[0]: said(row, 1) for row in await grouped(col(Step.owner))},
    )
