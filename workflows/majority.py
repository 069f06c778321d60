"""The child comes of age while the case runs: told in time, planned for, and no guarantee lost on the birthday."""

from collections.abc import Callable
from datetime import datetime

from temporalio import workflow

from cases.effects import NoticeWanted
from cases.record import StepView
from workflows.clock import watch
from workflows.file import CaseFile
from workflows.holding import nothing_opens
from workflows.judging import clock
from workflows.step import new, set_clock

MAJORITY = "majority"
"""The moment: the first instant of the eighteenth birthday. Reports give it, and may correct it."""

PLAN = "transition_plan"


def keep_majority(file: CaseFile) -> None:
    """Keep the birthday's clock beside the story. An edition without a transition plan has none."""
    if PLAN in {duty.id for duty in file.procedure.duties}:
        file.aside(_keep(file))


async def _keep(file: CaseFile) -> None:
    while True:
        at = file.case.moments.get(MAJORITY)

        def corrected(at: datetime | None = at) -> bool:
            return file.case.moments.get(MAJORITY) != at

        if at is not None and at > file.case.moments["detected"]:
            await _plan_ahead(file, corrected)
            await _birthday(file, at, corrected)
        await file.until(corrected)


async def _plan_ahead(file: CaseFile, corrected: Callable[[], bool]) -> None:
    """Open the plan some months before; an open one gets the date that the corrected birthday gives."""
    view = file.steps.get(PLAN) or new(file.procedure.step(PLAN), stage=None)
    if view.status == "open":
        file.aside(watch(file, PLAN, leaves=False))
    async with file.lock:
        due = await clock(file, view)
    if due is None or view.status == "finished" or view.due_at == due.due_at:
        return
    if view.status == "waiting" and (await file.until(corrected, due.opens_at) or nothing_opens(file)):
        return
    async with file.lock:
        begins, file.steps[PLAN] = view.status == "waiting", view
        if begins:
            view.status, view.side, view.opened_at = "open", _side(file), workflow.now()
        set_clock(view, due)
        await file.write("opened" if begins else "scheduled", actor=None, steps=[view], on=view)
    if begins:
        file.aside(watch(file, PLAN, leaves=False))


async def _birthday(file: CaseFile, at: datetime, corrected: Callable[[], bool]) -> None:
    if file.case.of_age_since == at or corrected() or await file.until(corrected, at) or nothing_opens(file):
        return
    async with file.lock:
        file.case.of_age_since = at
        told = [NoticeWanted(kind="came_of_age", side=_side(file), role=role) for role in ("worker", "supervisor")]
        await file.write("came_of_age", actor=None, notices=told)


def handed_over(file: CaseFile) -> list[StepView]:
    """The plan goes on with whoever has the child in care now. Returns what changed. Hold the lock."""
    view = file.steps.get(PLAN)
    if view is None or view.status != "open" or view.side == _side(file):
        return []
    view.side, view.owner = _side(file), None
    return [view]


def _side(file: CaseFile) -> str:
    return "host" if file.case.custodian in ("host", "escort") else "origin"
