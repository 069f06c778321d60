"""The other parts of a case: stage bar, holds, alerts, custody, who takes part, what can be reported."""

from sqlmodel.ext.asyncio.session import AsyncSession

from api.explain.care import can_happen
from api.explain.naming import role_words
from api.explain.telling import SETTLED, Telling
from api.explain.withheld import hidden_from
from api.schemas.case import (
    AlertShown,
    CustodyShown,
    EventNamed,
    HoldShown,
    OverrideShown,
    ParticipantShown,
    StageShown,
)
from api.schemas.steps import StepShown
from cases.access import may
from cases.borders import BORDER_CLOSED
from cases.repository.parts import alerts_of, custody_of, participants_of
from cases.repository.people import names_of
from guidelines.rule import Interruption
from workflows.sharing import EVENTS


def stages_shown(telling: Telling, steps: list[StepShown]) -> list[StageShown]:
    """The bar. A stage behind the current one in which nothing was done was passed over."""
    order = [stage.stage for stage in telling.procedure.stages]
    here = order.index(telling.case.stage) if telling.case.stage in order else 0
    closed = telling.view.status == "closed"
    found = []
    for place, stage in enumerate(telling.procedure.stages):
        own = [step for step in steps if step.stage == stage.stage]
        settled = sum(step.status in SETTLED for step in own)
        done = any(step.status == "finished" for step in own)
        behind = place < here or (closed and place == here)
        state = "current" if place == here and not closed else "ahead"
        if behind:
            state = "past" if done else "passed_over"
        found.append(
            StageShown(
                stage=stage.stage,
                title=stage.title.in_(telling.language),
                side=stage.side,
                state=state,
                settled=settled,
                steps=len(own),
            )
        )
    return found


def holds_shown(telling: Telling) -> list[HoldShown]:
    """What is suspended, by whom, and which step owns the next move."""
    found = []
    for hold in [each for each in telling.view.holds if each.kind not in hidden_from(telling)]:
        rule = telling.procedure.interruption(hold.kind)
        found.append(
            HoldShown(
                kind=hold.kind,
                title=rule.title.in_(telling.language),
                explanation=rule.explanation.in_(telling.language),
                since=hold.since,
                by=telling.said_name(hold.by),
                duty=hold.duty,
                gates=list(rule.hold.gates) if rule.hold else [],
                expires_at=hold.expires_at,
                borders=telling.view.region_holds if hold.kind == BORDER_CLOSED else [],
            )
        )
    return found


def overrides_shown(telling: Telling) -> list[OverrideShown]:
    """Safeguards set aside, and those that somebody asks to set aside."""
    return [
        OverrideShown(
            safeguard=each.safeguard,
            gate=each.gate,
            reason=each.reason,
            asked_by=telling.said_name(each.asked_by),
            asked_by_id=telling.houses.neutral(each.asked_by.user),
            confirmed_by=telling.name(each.confirmed_by),
        )
        for each in telling.view.overrides
    ]


async def alerts_shown(session: AsyncSession, telling: Telling, steps: list[StepShown]) -> list[AlertShown]:
    """The alerts whose cause is not gone."""
    then = telling.now if telling.past else None
    alerts = await alerts_of(session, telling.case, then)
    seen = {each.id for each in alerts if each.acknowledged_at and (then is None or each.acknowledged_at <= then)}
    names = await names_of(session, [each.acknowledged_by for each in alerts])
    titles = {step.key: step.title for step in steps}
    alerts = [each for each in alerts if each.step_key not in hidden_from(telling)]
    return [
        AlertShown(
            id=each.id,
            step=each.step_key,
            step_title=titles.get(each.step_key, each.step_key),
            rung=each.rung,
            told=role_words(telling, each.role),
            raised_at=each.raised_at,
            acknowledged_at=each.acknowledged_at if each.id in seen else None,
            acknowledged_by=telling.named(each.acknowledged_by or "", names) if each.id in seen else None,
        )
        for each in alerts
    ]


async def custody_shown(session: AsyncSession, telling: Telling) -> list[CustodyShown]:
    """The chain of custody."""
    links = await custody_of(session, telling.case)
    names = await names_of(session, [user for link in links for user in (link.released_by, link.received_by)])
    return [
        CustodyShown(
            giver=link.giver,
            taker=link.taker,
            at=link.at,
            released_by=telling.named(link.released_by, names),
            received_by=telling.named(link.received_by, names),
            step=link.step_key,
        )
        for link in links
    ]


async def participants_shown(session: AsyncSession, telling: Telling) -> list[ParticipantShown]:
    """Who takes, or took, part; a shelter that is not named to this reader is left out."""
    found = await participants_of(session, telling.case, telling.now)
    return [
        ParticipantShown(
            agency=agency.name,
            country=agency.country,
            side=row.side,
            since=row.since,
            until=row.until if row.until and row.until <= telling.now else None,
        )
        for row, agency in found
        if agency.id not in telling.houses.agencies
    ]


def events_possible(telling: Telling) -> list[EventNamed]:
    """What can be reported at this stage by this side; a lifting only while its hold, or the suppression, stands."""
    if telling.view.status == "closed" or telling.past or not may(telling.actor, "report_event", telling.relation):
        return []
    held = {hold.kind for hold in telling.view.holds}
    ended = any(telling.procedure.interruption(kind).ends_duties for kind in held)
    suppressing = {each.id for each in telling.procedure.interruptions if each.suppresses_consulate}
    standing = held | (suppressing if telling.view.suppressed else set())
    return [
        EventNamed(
            kind=each.id,
            title=each.title.in_(telling.language),
            explanation=each.explanation.in_(telling.language),
            report=each.report,
        )
        for each in telling.procedure.interruptions
        if telling.case.stage in each.possible_in
        and (telling.relation in each.reported_by or "both" in each.reported_by)
        and (each.lifts is None or each.lifts in standing)
        and (each.id not in standing or each.repeats)
        and (not ended or each.closes is not None)
        and (each.told_by == "worker" or may(telling.actor, "report_closing_event", telling.relation))
        and _theirs_to_close(telling, each)
        and _told_in_vain(telling, each)
        and (each.hold is None or each.hold.duty.side != "origin" or telling.view.origin_takes_part)
        and can_happen(telling, each.id)
        and telling.library.need_to_know.may_report(telling.actor.function, each.id)
        and _heard_here(telling, each.id)
    ]


def _theirs_to_close(telling: Telling, rule: Interruption) -> bool:
    """What closes a case is reported by the side that has its last duty in charge (as in the workflow)."""
    if rule.closes is None:
        return True
    duties = [telling.steps[hold.duty].side for hold in telling.view.holds if hold.kind == rule.lifts]
    return all(telling.relation == ("host" if side == "both" else side) for side in duties)


def _heard_here(telling: Telling, kind: str) -> bool:
    """A consent to share is given and taken back where the child is cared for (as workflows/sharing.py)."""
    in_charge = "origin" if telling.view.custodian in ("origin", "carer") else "host"
    return kind not in EVENTS or telling.relation == in_charge


def _told_in_vain(telling: Telling, rule: Interruption) -> bool:
    """Where an event needs it: everybody on the ladder of the open step has been told (as in the workflow)."""
    view = telling.steps.get(rule.after_ladder_of or "")
    deadline = telling.procedure.step(view.step).deadline if view else None
    if rule.after_ladder_of is None or view is None or deadline is None:
        return rule.after_ladder_of is None
    return view.status == "open" and view.rung == len(telling.procedure.ladder(deadline.ladder).rungs)
