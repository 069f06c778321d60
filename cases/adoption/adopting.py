"""The heart of it: a case, its steps and facts, an old and a new procedure, and what changes. Nothing is read."""

from collections.abc import Mapping
from datetime import datetime

from cases.adoption.clocks import reset, would_have_been
from cases.adoption.effect import Asked, Effect, Moved
from cases.adoption.following import following, rule_of, rules, visits_of
from cases.adoption.laying import lay_out, opens_now
from cases.record import CaseView, StepView
from guidelines.facts import Facts
from guidelines.procedure import Procedure
from guidelines.safeguards import SAFEGUARDS
from guidelines.step import Step

SETTLED = ("finished", "not_applicable")
RUNNING = ("open", "submitted")

NO_LONGER = {"id": "edition_adopted", "state": "not_met"}
"""Why a step does not apply: the edition that was adopted does not ask for it, or asks for it at an earlier place."""


def effect(
    case: CaseView, steps: Mapping[str, StepView], old: Procedure, new: Procedure, facts: Facts, now: datetime
) -> Effect:
    """What adopting ``new`` does to ``case`` at ``now``. Changes nothing that it is given.

    ``new`` is the procedure as resolved; the case then follows ``following(...)`` of it. ``facts`` as of ``now``.
    """
    after = {key: steps[key].model_copy(deep=True) for key in sorted(steps)}
    follows = following(case, steps.values(), old, new)
    found = Effect(number=case.number, host=case.host, origin=case.origin, old=old.edition, new=follows.edition)
    if case.status == "closed":
        told = [
            would_have_been(case, view, old, follows)
            for view in after.values()
            if view.status == "finished" and view.step in rules(new)
        ]
        return found.model_copy(update={"past": [each for each in told if each is not None]})
    if any(old.interruption(hold.kind).ends_duties for hold in case.holds):
        return found  # the child has died: nothing new begins
    for view in after.values():
        if not _asked_for(new, view):
            _gone(found, view)
        elif view.status not in SETTLED:
            _changed(found, case, view, (old, follows), now)
    lay_out(found, case, after, (old, new), facts, now)
    found.opens = [key for key in opens_now(case, after, follows, facts, now) if key not in _opened(steps)]
    found.awaits = [key for key in found.awaits if key not in found.opens]
    found.closes = _closes(case, after, (old, follows), facts)
    found.steps = [view for key, view in after.items() if steps.get(key) != view]
    return found


def _opened(steps: Mapping[str, StepView]) -> set[str]:
    return {key for key, view in steps.items() if view.status in RUNNING}


def _asked_for(new: Procedure, view: StepView) -> bool:
    rule = rules(new).get(view.step)
    return rule is not None and (view.visit is None or view.visit in visits_of(rule))


def _gone(found: Effect, view: StepView) -> None:
    """Not begun: it does not apply any more. Begun: it goes on, beside the story, until somebody has finished it."""
    beside, view.stage = view.stage is not None, None
    if view.status == "waiting":
        view.status, view.why = "not_applicable", [dict(NO_LONGER)]
        view.opens_at = view.due_at = view.because = view.basis = None
        view.reminders = []
        found.ended.append(view.key)
    elif view.status in RUNNING and beside:
        found.goes_on.append(view.key)
        found.beside.append(view.key)


def _changed(
    found: Effect, case: CaseView, view: StepView, editions: tuple[Procedure, Procedure], now: datetime
) -> None:
    old, new = editions
    was, rule = rule_of(old, view.step), rule_of(new, view.step)
    view.responsible, view.report = rule.responsible, rule.report_model
    if was.side != rule.side:
        view.side = "host" if rule.side == "both" and case.contact_shut else rule.side
    dated = reset(case, view, old, new, now)
    if isinstance(dated, Moved):
        found.moved.append(dated)
    elif dated is not None:
        found.stands.append(dated)
    if view.status == "waiting":
        return
    papers = [kind for kind in rule.evidence if kind not in was.evidence]
    if papers:
        found.papers[view.key] = papers
    if view.status == "submitted" and len(view.approved_by) >= len(_approvals(rule, view)):
        view.status, view.submitted_by, view.approved_by = "open", None, []
        view.round += 1
        found.again.append(view.key)


def _approvals(rule: Step, view: StepView) -> list[str]:
    return [each for each in rule.approvals if each == "supervisor" or view.side == "both"]


def _closes(
    case: CaseView, after: Mapping[str, StepView], editions: tuple[Procedure, Procedure], facts: Facts
) -> list[Asked]:
    """The safeguards that are newly judged at the gate of a step still to be done, and that do not hold now."""
    old, new = editions
    before, known = rules(old), rules(new)
    found: dict[tuple[str, str], Asked] = {}
    for view in after.values():
        rule = known.get(view.step)
        if rule is None or rule.gate is None or view.status in SETTLED:
            continue
        was = before.get(view.step)
        judged = {each.id for each in old.safeguards_at(rule.gate)} if was and was.gate == rule.gate else set()
        aside = {each.safeguard for each in case.overrides if each.gate == rule.gate and each.confirmed_by}
        for safeguard in new.safeguards_at(rule.gate):
            no_longer = safeguard.id in aside and not safeguard.overridable
            if safeguard.id in judged | aside and not no_longer:
                continue
            state = SAFEGUARDS[safeguard.id](facts, rule.gate).state
            if state != "met":
                found[rule.gate, safeguard.id] = Asked(gate=rule.gate, safeguard=safeguard.id, state=state)
    return list(found.values())
