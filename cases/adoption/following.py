"""The procedure a case follows after adopting an edition: the new one, and what of the old it had already begun.

What a case has begun is not forgotten because the edition asks for it no more: such rules stand among the duties
(steps outside the stages), with the visits, ladders and interruptions that something of the case still hangs on.
"""

from collections.abc import Iterable

from cases.record import CaseView, StepView
from guidelines.procedure import Procedure
from guidelines.rule import Interruption
from guidelines.step import Step, Visit


def following(case: CaseView, steps: Iterable[StepView], old: Procedure, new: Procedure) -> Procedure:
    """``new`` for this case. Where nothing of the case is gone from it, it is ``new`` itself, with its edition."""
    views = sorted(steps, key=lambda view: view.key)
    known = rules(new)
    gone = {step: rule_of(old, step) for step in sorted({view.step for view in views} - known.keys())}
    visits: dict[str, list[Visit]] = {}
    for view in views:
        if view.step in known and view.visit and view.visit not in visits_of(known[view.step]):
            kept = visits_of(rule_of(old, view.step)).get(view.visit)
            if kept is not None and kept not in visits.setdefault(view.step, []):
                visits[view.step].append(kept)
    held = _held(case, old, new)
    if not (gone or visits or held):
        return new
    stages = tuple(
        stage.model_copy(update={"steps": tuple(_with_visits(step, visits.get(step.id, [])) for step in stage.steps)})
        for stage in new.stages
    )
    duties = (*new.duties, *gone.values())
    ladders = (*new.ladders, *(ladder for ladder in old.ladders if ladder.id not in {each.id for each in new.ladders}))
    own = {name: getattr(new, name) for name in Procedure.model_fields}  # without what was worked out from them
    more = {"stages": stages, "duties": duties, "ladders": ladders, "interruptions": (*new.interruptions, *held)}
    return Procedure.model_validate(own | more)


def rules(procedure: Procedure) -> dict[str, Step]:
    """Every rule of a procedure by its id: the stages', the duties', and those of interruptions."""
    own = [step for stage in procedure.stages for step in stage.steps]
    held = [each.hold.duty for each in procedure.interruptions if each.hold]
    return {step.id: step for step in (*own, *held, *procedure.duties)}


def rule_of(procedure: Procedure, step_id: str) -> Step:
    """The rule of a step. Raises KeyError."""
    return procedure.step(step_id)


def visits_of(rule: Step) -> dict[str, Visit]:
    """The visits of a series by id, the extra one with them."""
    return {visit.id: visit for visit in (*rule.series, *((rule.extra,) if rule.extra else ()))}


def _with_visits(step: Step, kept: list[Visit]) -> Step:
    return step.model_copy(update={"series": (*step.series, *kept)}) if kept else step


def _held(case: CaseView, old: Procedure, new: Procedure) -> tuple[Interruption, ...]:
    known = {each.id for each in new.interruptions}
    return tuple(old.interruption(hold.kind) for hold in case.holds if hold.kind not in known)
