"""What another edition would do to a case, over what its record holds. Read, never written."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from cases.adoption import Effect, effect, following
from cases.facts import facts_of
from cases.record import CaseView, StepView
from cases.repository.parts import steps_of
from cases.repository.procedures import procedure_of
from cases.repository.reports import standing_reports
from cases.tables import Case
from guidelines.procedure import Procedure


async def adoption(
    session: AsyncSession,
    case: CaseView,
    steps: Mapping[str, StepView],
    followed: str,
    new: Procedure,
    now: datetime,
) -> tuple[Procedure, Effect]:
    """The procedure that ``case`` would follow, and what changes. ``followed``: the edition it follows now."""
    old = await procedure_of(session, followed)
    reports = await standing_reports(session, case.number)
    facts = facts_of(
        now=now,
        host=case.host,
        origin=case.origin,
        suppressed=case.suppressed,
        holds=tuple(hold.kind for hold in case.holds),
        reports=reports,
        withheld=case.withheld_from,
    )
    return following(case, steps.values(), old, new), effect(case, steps, old, new, facts, now)


async def adoption_of(session: AsyncSession, row: Case, new: Procedure, now: datetime) -> tuple[Procedure, Effect]:
    """The same for a case as its record stands."""
    steps = {each.key: StepView.model_validate(each.view) for each in await steps_of(session, row)}
    return await adoption(session, CaseView.model_validate(row.view), steps, row.edition, new, now)
