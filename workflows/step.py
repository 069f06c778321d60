"""One step, from waiting to settled: its turn comes, its conditions hold, it opens, its clock runs."""

from datetime import datetime
from typing import Any

from temporalio import workflow

from cases.record import StepView
from cases.sharing import RECEIVING
from guidelines.step import Step
from workflows.clock import rewind, watch
from workflows.file import CaseFile
from workflows.judging import clock, judge

with workflow.unsafe.imports_passed_through():
    from activities.contract import Clock


def new(step: Step, stage: str | None, key: str | None = None, visit: str | None = None) -> StepView:
    """A step of a case that has not begun."""
    return StepView(
        key=key or step.id,
        step=step.id,
        visit=visit,
        stage=stage,
        side=step.side,
        responsible=step.responsible,
        report=step.report_model,
    )


async def live(file: CaseFile, key: str) -> None:
    """Carry one step of a stage until it is settled, or until the story turns."""
    rule = file.rule(file.steps[key])
    while file.steps[key].status == "waiting" and not file.turned:
        await file.until(lambda: file.turned or all(file.settled(step) for step in rule.after))
        if not file.turned:
            await _take_its_turn(file, key)
    await watch(file, key)


async def _take_its_turn(file: CaseFile, key: str) -> None:
    async with file.lock:
        view = file.steps[key]
        if file.turned or view.status != "waiting":
            return
        rule, seen = file.rule(view), _filed(file)
        found = await judge(file, conditions=[*rule.only_if, *rule.needs]) if rule.only_if or rule.needs else None
        verdicts = {each.id: each for each in found.conditions} if found else {}
        against = [verdicts[name] for name in rule.only_if if verdicts[name].state == "not_met"]
        if against:
            view.status, view.why = "not_applicable", [each.model_dump() for each in against]
            await file.write("does_not_apply", actor=None, steps=[view], on=view, details={"why": view.why})
            return
        open_questions = [name for name, verdict in verdicts.items() if verdict.state != "met"]
        due = None if open_questions else await clock(file, view)
        opens_at = due.opens_at if due else None
        if not open_questions and (opens_at is None or opens_at <= workflow.now()):
            await open_now(file, view, due)
            return
        if opens_at is not None and view.opens_at != opens_at:
            view.opens_at = opens_at
            set_clock(view, due)
            await file.write("scheduled", actor=None, steps=[view], on=view)
    await file.until(lambda: file.turned or _filed(file) != seen, opens_at)


def _filed(file: CaseFile) -> int:
    return sum(view.round for view in file.steps.values() if view.status == "finished")


async def open_now(file: CaseFile, view: StepView, due: Clock | None, **more: Any) -> None:
    """Open a step with its clock, and record it. Hold the lock."""
    rule = file.rule(view)
    view.status, view.side, view.opened_at = "open", file.side_of(rule), workflow.now()
    set_clock(view, due)
    if view.side != "host" and RECEIVING not in file.case.withheld_from:
        file.case.origin_takes_part = True
    if pauses(file, view):
        view.paused_since = workflow.now()
    await file.write("opened", actor=None, steps=[view], on=view, **more)


def set_clock(view: StepView, due: Clock | None) -> None:
    """Give a step a date, its reason and its reminders."""
    rewind(view)
    if due is None:
        return
    view.due_at, view.because, view.basis, view.reminders = due.due_at, due.because, due.basis, due.reminders


def pauses(file: CaseFile, view: StepView) -> bool:
    """Whether a hold stops this clock. A clock of an instrument or of national law never stops by our hand."""
    if view.basis != "design_default":
        return False
    holds = [file.procedure.interruption(each.kind).hold for each in file.case.holds]
    return any(view.stage in hold.pauses for hold in holds if hold)


def resume(view: StepView, now: datetime) -> None:
    """Let a stopped clock go on: what was left of its term is left still."""
    if view.paused_since is None:
        return
    stood = now - view.paused_since
    view.paused_since = None
    view.reminders = [at + stood for at in view.reminders]
    view.due_at = view.due_at + stood if view.due_at else None
    view.rung_at = view.rung_at + stood if view.rung_at else None
