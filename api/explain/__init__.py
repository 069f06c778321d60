"""The case as people need it: what must be done, by whom and by when, why the next thing is closed, what protects."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from api.explain.care import care_shown, promises_shown
from api.explain.links import links_shown
from api.explain.part import part_told, steps_told
from api.explain.parts import (
    alerts_shown,
    custody_shown,
    events_possible,
    holds_shown,
    overrides_shown,
    participants_shown,
    stages_shown,
)
from api.explain.steps import steps_shown
from api.explain.supplying import wanted
from api.explain.telling import Telling, telling
from api.explain.verdicts import gates
from api.schemas.case import CaseShown
from cases.access import CaseSide
from cases.actor import Actor
from cases.numbers import spoken
from cases.repository.past import Known
from cases.tables import Case

__all__ = ["Telling", "explain", "explained", "telling"]


async def explain(
    session: AsyncSession,
    actor: Actor,
    relation: CaseSide,
    case: Case,
    now: datetime,
    language: str,
    known: Known | None = None,
) -> CaseShown:
    """``case`` explained to ``actor``, who takes part in it as ``relation``. Strings are in ``language``.

    ``known``: the same of a past day, by the facts, the rules and the clock of then.
    """
    return await explained(session, await telling(session, actor, relation, case, now, language, known))


async def explained(session: AsyncSession, told: Telling) -> CaseShown:
    """The same, of what was read already."""
    case = told.case
    steps, shut = steps_told(told, steps_shown(told)), gates(told)
    whole = CaseShown(
        number=case.number,
        spoken=spoken(case.number),
        host=case.host,
        origin=case.origin,
        stage=case.stage,
        status=told.view.status,
        decided=told.view.decided,
        closing=told.view.closing,
        suppressed=told.view.suppressed,
        location_withheld=told.view.location_withheld,
        custodian=told.view.custodian,
        custody_since=told.view.custody_since,
        opened_at=case.opened_at,
        detected_at=case.detected_at,
        closed_at=case.closed_at,
        as_known=told.now if told.past else None,
        edition=case.edition,
        relation=told.relation,
        stages=stages_shown(told, steps),
        steps=steps,
        gates=shut,
        wanted=wanted(shut, steps),
        holds=holds_shown(told),
        overrides=overrides_shown(told),
        alerts=await alerts_shown(session, told, steps),
        custody=await custody_shown(session, told),
        care=await care_shown(session, told),
        promises=promises_shown(told),
        participants=await participants_shown(session, told),
        links=await links_shown(session, told),
        events=events_possible(told),
    )
    return part_told(told, whole)
