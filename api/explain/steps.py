"""The steps of a case in words: those that have begun, those that wait and why, those that lie ahead."""

from api.explain.acts import acts_on
from api.explain.clocks import clock_shown
from api.explain.law import cited
from api.explain.naming import holder_of, role_words, title_of
from api.explain.reasons import reasons
from api.explain.telling import Telling
from api.explain.verdicts import condition_found, conditions, gate_shown
from api.explain.withheld import hidden_from, shut_by, told_of
from api.schemas.steps import (
    ApprovalShown,
    CorrectionWaiting,
    ExtensionShown,
    PaperNeeded,
    StepNamed,
    StepShown,
    WhyClosed,
)
from cases.record import StepView
from guidelines.facts import Verdict
from guidelines.step import Step


def steps_shown(telling: Telling) -> list[StepShown]:
    """Every step: the stages' in their order, then the duties that interruptions opened."""
    found: list[StepShown] = []
    for stage in telling.procedure.stages:
        for rule in stage.steps:
            views = [view for view in telling.steps.values() if view.step == rule.id]
            order = [visit.id for visit in rule.series]
            views.sort(key=lambda view: (order.index(view.visit) if view.visit in order else len(order), view.key))
            found += [step_shown(telling, view, rule) for view in views] or [_ahead(telling, rule, stage.stage)]
    over = hidden_from(telling) | {step.key for step in found}
    duties = [view for view in telling.steps.values() if view.stage is None and view.key not in over]
    return found + [step_shown(telling, view, telling.procedure.step(view.step)) for view in duties]


def step_shown(telling: Telling, view: StepView, rule: Step, begun: bool = True) -> StepShown:
    """One step."""
    language = telling.language
    clock = clock_shown(telling, view, rule)
    closed = _why_closed(telling, view, rule) if view.status == "waiting" else None
    gone = [
        condition_found(telling, why["id"], Verdict(state=why["state"], missing=tuple(why.get("missing", ()))))
        for why in view.why
    ]
    gate = gate_shown(telling, rule.gate) if rule.gate and view.status in ("open", "submitted") else None
    return StepShown(
        key=view.key,
        step=view.step,
        visit=view.visit,
        stage=view.stage,
        title=title_of(telling, view, rule),
        duty=rule.duty.in_(language),
        side=view.side,
        responsible=role_words(telling, rule.responsible),
        holder=holder_of(telling, view.side, rule),
        report=rule.report_model,
        begun=begun,
        status=view.status,
        round=view.round,
        owner=telling.houses.neutral(view.owner),
        owner_name=telling.name(view.owner),
        opened_at=view.opened_at,
        finished_at=view.finished_at,
        outcome=view.outcome,
        clock=clock,
        cited=cited(rule.cite, telling.library, language),
        if_blocked=rule.if_blocked.in_(language) if rule.if_blocked else None,
        evidence=_evidence(telling, rule),
        renewable=rule.renewable,
        approvals=_approvals(telling, view, rule),
        submitted_by=telling.name(view.submitted_by),
        extension=_extension(telling, view),
        correction=_correction(telling, view),
        why=reasons(telling, view, rule, closed, gone, gate),
        why_closed=closed,
        shut_by=shut_by(telling, view),
        does_not_apply=gone,
        gate=rule.gate,
        told=told_of(telling, rule.report_model, view.side),
        acts=acts_on(telling, view, rule, clock.extendable),
    )


def _ahead(telling: Telling, rule: Step, stage: str) -> StepShown:
    view = StepView(
        key=rule.id,
        step=rule.id,
        stage=stage,
        side=rule.side,
        responsible=rule.responsible,
        report=rule.report_model,
    )
    return step_shown(telling, view, rule, begun=False)


def _why_closed(telling: Telling, view: StepView, rule: Step) -> WhyClosed:
    after = [_named(telling, earlier) for earlier in rule.after if not telling.settled(earlier)]
    judged = conditions(telling, (*rule.only_if, *rule.needs))
    unmet = [each for each in judged if each.state != "met"]
    elsewhere = view.stage is not None and view.stage != telling.case.stage and not after and not unmet
    title = telling.procedure.stage(view.stage).title.in_(telling.language) if elsewhere and view.stage else None
    return WhyClosed(after=after, conditions=unmet, other_stage=title)


def _named(telling: Telling, step_id: str) -> StepNamed:
    title = telling.procedure.step(step_id).title.in_(telling.language)
    for view in telling.steps.values():
        if view.step == step_id and view.status not in ("finished", "not_applicable"):
            return StepNamed(key=view.key, step=step_id, title=title, status=view.status)
    return StepNamed(key=step_id, step=step_id, title=title, status="waiting")


def _evidence(telling: Telling, rule: Step) -> list[PaperNeeded]:
    titles = {each.id: each.words.in_(telling.language) for each in telling.library.vocabulary.evidence}
    return [PaperNeeded(id=kind, title=titles.get(kind, kind)) for kind in rule.evidence]


def _approvals(telling: Telling, view: StepView, rule: Step) -> list[ApprovalShown]:
    done = [telling.name(each) for each in view.approved_by]
    return [
        ApprovalShown(whose=whose, by=done[place] if place < len(done) else None)
        for place, whose in enumerate(rule.approvals)
    ]


def _extension(telling: Telling, view: StepView) -> ExtensionShown | None:
    asked = view.extension
    if asked is None:
        return None
    return ExtensionShown(
        until=asked.until,
        reason=asked.reason if _reasons_told(telling, view) else "",
        asked_by=telling.said_name(asked.asked_by),
        asked_by_id=telling.houses.neutral(asked.asked_by.user),
        agreed_by=[telling.said_name(each) for each in asked.agreed_by],
    )


def _reasons_told(telling: Telling, view: StepView) -> bool:
    """Who may not read the report does not read why somebody wanted more time for it either."""
    return telling.reader.of(view.report, view.side) == "all"


def _correction(telling: Telling, view: StepView) -> CorrectionWaiting | None:
    asked = view.correction
    if asked is None:
        return None
    return CorrectionWaiting(
        by=telling.said_name(asked.by),
        by_id=telling.houses.neutral(asked.by.user),
        at=asked.at,
        reason=asked.reason if _reasons_told(telling, view) else "",
        approved_by=[telling.said_name(each) for each in asked.approved_by],
    )
