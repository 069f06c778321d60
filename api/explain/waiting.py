"""Why a step is not open yet: what it waits for, or why it will not come."""

from api.explain.naming import title_at
from api.explain.telling import SETTLED, Telling
from api.schemas.reasons import Reason
from api.schemas.steps import WhyClosed
from api.schemas.verdicts import ConditionShown
from cases.record import StepView
from cases.words import N_
from guidelines.step import Step

TRAVELS = "return"
"""The one decision after which the path goes on to the journey (workflows/repatriation.py)."""


def waiting(telling: Telling, view: StepView, rule: Step, closed: WhyClosed) -> list[Reason]:
    """All of them; at least one."""
    ended = _ended(telling, view)
    if ended:
        return ended
    found = [*_care(telling, view)]
    for each in closed.after:
        words = telling.say(N_("It waits for this step: %(step)s"), step=each.title)
        found.append(Reason(code="waits_for_step", sentence=words, step=each.key, step_title=each.title))
    found += [_condition(telling, each) for each in closed.conditions]
    if view.opens_at is not None and view.opens_at > telling.now:
        words = telling.say(N_("It opens some time before it is due, on this day."))
        found.append(Reason(code="waits_for_day", sentence=words, at=view.opens_at))
    if closed.other_stage and not found:
        words = telling.say(N_("It opens when the case reaches the stage: %(stage)s"), stage=closed.other_stage)
        found.append(Reason(code="waits_for_stage", sentence=words))
    return found or [Reason(code="at_once", sentence=telling.say(N_("Nothing is missing: it opens now.")))]


def _ended(telling: Telling, view: StepView) -> list[Reason]:
    if telling.view.status == "closed":
        words = telling.say(N_("The case was closed before it came to this."))
        return [Reason(code="case_closed", sentence=words, at=telling.case.closed_at)]
    decided = telling.view.decided
    if decided is None or decided == TRAVELS or view.stage is None or not _after_decision(telling, view.stage):
        return []
    words = telling.say(N_("What was decided is not a return: the path does not come to this step."))
    return [Reason(code="other_path", sentence=words, step="decision", step_title=title_at(telling, "decision"))]


def _after_decision(telling: Telling, stage: str) -> bool:
    order = [each.stage for each in telling.procedure.stages]
    decision = telling.procedure.stage_of("decision")
    return decision is not None and stage in order and order.index(stage) > order.index(decision)


def _care(telling: Telling, view: StepView) -> list[Reason]:
    """A journey broken off: nothing else goes on before the child is in care again."""
    if view.stage is None or telling.view.custodian != "escort":
        return []
    for duty in telling.procedure.duties:
        back = telling.steps.get(duty.id)
        if back is not None and back.status not in SETTLED:
            words = telling.say(N_("First the child has to be back in care: %(step)s"), step=title_at(telling, duty.id))
            return [Reason(code="waits_for_care", sentence=words, step=duty.id, step_title=title_at(telling, duty.id))]
    return []


def _condition(telling: Telling, each: ConditionShown) -> Reason:
    facts = "; ".join(fact.words for fact in each.missing)
    if facts:
        words = telling.say(N_("%(condition)s Not known yet: %(facts)s"), condition=each.sentence, facts=facts)
    else:
        words = telling.say(N_("It applies only if: %(condition)s"), condition=each.sentence)
    from_ = [*each.missing, *each.rests_on]
    step = from_[0] if from_ else None
    return Reason(
        code="condition",
        sentence=words,
        step=step.step if step else None,
        step_title=step.step_title if step else None,
    )
