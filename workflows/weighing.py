"""A correction weighed: what would follow is tried on a copy of the case, by what will do it."""

from typing import Any

from temporalio import workflow

from cases.errors import EventNotPossible, NothingToAnswer, NothingToCorrect, NotInTime
from cases.record import StepView
from workflows.consequences import CUSTODY, follow
from workflows.file import CaseFile
from workflows.judging import demand_good
from workflows.redo import redo

with workflow.unsafe.imports_passed_through():
    from activities.consequences import Consequences
    from activities.correcting import CorrectionFound

FIRST = "detection"


def consequences(file: CaseFile, view: StepView, found: CorrectionFound) -> Consequences:
    """All that follows, found on a copy of the case by what will do it. Refuses what a correction must not do."""
    told = found.judgement
    demand_good(view, told)
    if not found.stands:
        raise NothingToAnswer(what="report")
    if not found.fields:
        raise NothingToCorrect()
    if view.key != FIRST and told.done_at is not None and told.done_at < file.case.moments["detected"]:
        raise NotInTime(field="done_at")
    copy = file.aside_copy()
    changed, _ = take_effect(copy, copy.steps[view.key], found)
    known = set(file.steps)
    again = sorted({each.key for each in changed if each.key in known and each.key != view.key})
    if any(each.key == view.key and each.status == "waiting" for each in changed):
        again.append(view.key)
    if again and file.case.custodian == "escort":
        raise EventNotPossible(kind="correct", stage=file.case.stage)
    return Consequences(
        fields=found.fields,
        old_outcome=view.outcome,
        new_outcome=told.outcome,
        dates=[each for each in found.dates if each.step not in again],
        verdicts=found.verdicts,
        again=again,
        added=sorted({each.key for each in changed} - known),
        contact_shut=copy.case.suppressed and not file.case.suppressed,
        decided=copy.case.decided if copy.case.decided != file.case.decided else None,
        letters=found.letters,
        report_mark=found.report_mark,
    )


def take_effect(file: CaseFile, view: StepView, found: CorrectionFound) -> tuple[list[StepView], dict[str, Any]]:
    """Change the state as the new version says: its outcome's consequences, and steps whose conditions turn.

    What the host did before the handover is history after it: then only the record is put right.
    """
    ours, was = view.stage in file.stages, view.outcome
    view.outcome, view.done_at = found.judgement.outcome, found.judgement.done_at
    changed: list[StepView] = []
    more: dict[str, Any] = {}
    if ours and was != view.outcome:
        passed = {each.step for each in file.steps.values() if each.step in CUSTODY and each.status == "finished"}
        changed, more = follow(file, view)
        changed = [*changed, *redo(file, file.procedure.relying_on(view.step) - passed)]
    turned = {each.at for each in found.verdicts if each.kind == "condition"}
    judged = [each for each in file.steps.values() if each.key in turned and _judged_again(file, each, found)]
    if judged:
        changed = [*changed, *redo(file, {each.step for each in judged})]
    return [*{each.key: each for each in changed}.values()], more


def _judged_again(file: CaseFile, view: StepView, found: CorrectionFound) -> bool:
    """Whether a step that does not apply, or runs, may be the other way now. What is done is done."""
    states = {each.id: each.new for each in found.verdicts if each.kind == "condition" and each.at == view.key}
    against = any(states.get(name) == "not_met" for name in file.rule(view).only_if)
    return view.status == "not_applicable" or (view.status in ("open", "submitted") and against)
