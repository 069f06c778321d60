"""Going back: a step sent back gets a new round; the earlier one is kept."""

from collections.abc import Iterable

from cases.record import StepView
from workflows.clock import rewind, running
from workflows.file import CaseFile


def redo(file: CaseFile, steps: Iterable[str], stages: Iterable[str] = (), *, alone: bool = False) -> list[StepView]:
    """Begin steps again, and whole stages; what had not applied because of them is judged again.

    An open step waits again for what it comes after: nobody determines on a hearing that is being held anew
    (unless ``alone``: what relies on the step stands, until its outcome changes).

    With the decision goes all that relied on it: a stay arranged, a review awaited, a closure asked for.
    Returns what changed, for the record. A step that never began, or that was the other country's,
    is left as it is. Hold the lock.
    """
    wanted, voided = set(steps), set(stages)
    if "decision" in wanted:
        wanted |= file.procedure.relying_on("decision")
    relying = {other for step in wanted for other in file.procedure.relying_on(step)}
    changed = []
    for view in file.steps.values():
        if view.stage not in file.stages:
            continue
        begun = view.status in ("open", "submitted", "finished")
        if begun and (view.step in wanted or view.stage in voided):
            _begin_again(view)
            changed.append(view)
        elif view.status == "not_applicable" and (view.step in wanted | relying or view.stage in voided):
            view.status, view.why = "waiting", []
            changed.append(view)
    if not alone:
        changed += _overtaken(file)
    if any(view.step == "decision" for view in changed):
        file.case.decided = None
    if changed:
        file.turn()
    return changed


def _overtaken(file: CaseFile) -> list[StepView]:
    found: list[StepView] = []
    while early := [view for view in running(file) if view.stage in file.stages and not _its_turn(file, view)]:
        for view in early:
            _begin_again(view)
        found += early
    return found


def _its_turn(file: CaseFile, view: StepView) -> bool:
    return all(file.settled(step) for step in file.rule(view).after)


def redo_one(file: CaseFile, view: StepView) -> list[StepView]:
    """Begin one step again, and nothing else: one visit of a series. Hold the lock."""
    _begin_again(view)
    file.turn()
    return [view]


def _begin_again(view: StepView) -> None:
    view.round += 1
    view.status = "waiting"
    rewind(view)
    view.reminders, view.approved_by, view.extension, view.submitted_by = [], [], None, None
    view.opened_at = view.opens_at = view.due_at = view.because = view.basis = view.paused_since = None
    view.outcome = view.done_at = view.finished_at = view.correction = None


def withdrawal(changed: list[StepView]) -> dict[str, list[str]]:
    """What the record must know of steps that begin again: their reports no longer stand, their alerts are over."""
    keys = [view.key for view in changed]
    return {"withdrawn_reports": keys, "cleared_steps": keys}
