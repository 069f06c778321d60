"""New steps laid out in a case that is under way, and which steps can open now.

A new step ahead waits for its turn. One whose place the story has already passed opens at once as a duty beside the
story, if it applies as things are: nobody is sent back, and the case is not closed while it is owed. What the host
would have had to do before the handover does not apply to a child who has come home.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from cases.adoption.clocks import clock_of, started
from cases.adoption.effect import Effect
from cases.adoption.following import rules, visits_of
from cases.record import CaseView, StepView
from guidelines.conditions import CONDITIONS
from guidelines.due import compute, opens_at, reminders
from guidelines.facts import Facts
from guidelines.procedure import Procedure
from guidelines.step import Step

SETTLED = ("finished", "not_applicable")


def lay_out(
    found: Effect,
    case: CaseView,
    after: dict[str, StepView],
    editions: tuple[Procedure, Procedure],
    facts: Facts,
    now: datetime,
) -> None:
    """Add to ``after`` the steps that only the new edition has, and take up again what applies now and did not."""
    old, new = editions
    for stage, view in _occurrences(new):
        known = after.get(view.key)
        if known is not None and not (known.status == "not_applicable" and _judged_anew(old, new, known)):
            continue
        after[view.key] = view
        place = _place(case, new, stage)
        if place == "ahead":
            found.awaits.append(view.key)
        elif place == "passed":
            _at_once(found, case, view, new, facts, now)
        else:
            _does_not_apply(found, view, [])


def opens_now(
    case: CaseView, after: Mapping[str, StepView], new: Procedure, facts: Facts, now: datetime
) -> Iterator[str]:
    """The steps that are open, and those of the present stage whose turn has come."""
    known = rules(new)
    back = case.custodian == "escort" and not _settled(after, "escort")  # first the child comes back into care
    for key, view in after.items():
        if view.status in ("open", "submitted"):
            yield key
        if back:
            continue
        if view.status != "waiting" or view.stage != case.stage or view.step not in known:
            continue
        rule = known[view.step]
        ready = all(_settled(after, step) for step in rule.after) and not _against(rule, facts)
        if ready and not _later(case, view, rule, new, now):
            yield key


def _occurrences(new: Procedure) -> Iterator[tuple[str, StepView]]:
    for stage in new.stages:
        for rule in stage.steps:
            visits: list[str | None] = [each.id for each in rule.series]
            for visit in visits or [None]:
                yield (
                    stage.stage,
                    StepView(
                        key=visit or rule.id,
                        step=rule.id,
                        visit=visit,
                        stage=stage.stage,
                        side=rule.side,
                        responsible=rule.responsible,
                        report=rule.report_model,
                    ),
                )


def _judged_anew(old: Procedure, new: Procedure, view: StepView) -> bool:
    """Whether a step that did not apply is asked for on other conditions now, or is asked for again."""
    before = rules(old).get(view.step)
    if before is None or (view.visit is not None and view.visit not in visits_of(before)):
        return True
    return old.stage_of(view.step) is None or before.only_if != rules(new)[view.step].only_if


def _place(case: CaseView, new: Procedure, stage: str) -> str:
    """Where a stage lies from where the case is: ``ahead``, ``passed``, or with ``another`` country, and over."""
    order = [each.stage for each in new.stages]
    in_charge = "origin" if case.custodian in ("origin", "carer") else "host"
    if in_charge == "origin" and new.stage(stage).side == "host":
        return "another"
    here = order.index(case.stage) if case.stage in order else 0
    return "passed" if order.index(stage) < here else "ahead"


def _against(rule: Step, facts: Facts) -> list[dict[str, object]]:
    """The conditions that do not hold as things are, or of which nobody knows."""
    verdicts = {name: CONDITIONS[name](facts) for name in (*rule.only_if, *rule.needs)}
    return [
        {"id": name, "state": verdict.state, "missing": list(verdict.missing)}
        for name, verdict in verdicts.items()
        if not verdict.met
    ]


def _at_once(found: Effect, case: CaseView, view: StepView, new: Procedure, facts: Facts, now: datetime) -> None:
    rule = rules(new)[view.step]
    against = _against(rule, facts)
    if against or (case.contact_shut and rule.side == "origin"):
        _does_not_apply(found, view, against)
        return
    view.stage, view.status, view.opened_at = None, "open", now
    view.side = "host" if rule.side == "both" and case.contact_shut else rule.side
    clock = clock_of(rule, view.visit)
    if clock is not None:
        due = compute(new, clock, started(case, view, None, clock, now))
        view.due_at, view.because, view.basis = due.at, due.because.model_dump(mode="json"), due.because.basis
        view.reminders = [at for at in reminders(new, clock, due) if at > now]
    found.beside.append(view.key)


def _does_not_apply(found: Effect, view: StepView, why: list[dict[str, object]]) -> None:
    view.stage = None
    view.status, view.why = "not_applicable", why or [{"id": "edition_adopted", "state": "not_met"}]
    found.too_late.append(view.key)


def _later(case: CaseView, view: StepView, rule: Step, new: Procedure, now: datetime) -> bool:
    """Whether it opens only some time before it is due, and that has not come."""
    clock = clock_of(rule, view.visit)
    if clock is None or clock.starts == "opened":
        return False
    at = opens_at(new, rule, clock, compute(new, clock, started(case, view, None, clock, now)))
    return at is not None and at > now


def _settled(after: Mapping[str, StepView], step: str) -> bool:
    return all(view.status in SETTLED for view in after.values() if view.step == step)
