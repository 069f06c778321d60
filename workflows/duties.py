"""Duties outside the stages, opened by an event: who owns the next move, each with a clock kept beside the story."""

import asyncio

from temporalio import workflow

from cases.record import StepView
from guidelines.rule import Hold, Interruption
from guidelines.step import Step
from workflows.clock import watch
from workflows.file import CaseFile
from workflows.judging import clock
from workflows.step import new, set_clock

with workflow.unsafe.imports_passed_through():
    from activities.contract import Judgement

ONCE = {"asylum_body_told": "asylum_body_not_told"}
"""Reports of a word that is given once, whichever step asks for it: the condition that no longer holds then."""
RUNNING = ("open", "submitted")


def asked_of(file: CaseFile, rule: Interruption) -> list[str]:
    """The conditions to be judged for the duties that the event may open besides its hold's."""
    return list(dict.fromkeys(name for duty in rule.opens for name in file.procedure.step(duty).only_if))


def called_for(file: CaseFile, rule: Interruption, found: Judgement) -> list[Step]:
    """The duties that the event opens besides its hold's: those that apply, and that nobody owes already."""
    against = {each.id for each in found.conditions if each.state == "not_met"}
    duties = [file.procedure.step(duty) for duty in rule.opens]
    owed = {view.step for view in file.steps.values() if view.status in RUNNING}
    return [duty for duty in duties if duty.id not in owed and not against & set(duty.only_if)]


def duties_of(file: CaseFile, hold: Hold) -> list[Step]:
    """Who owns the next move of a hold; and, of a child on the road, who sees that it is safe meanwhile."""
    along = file.case.custodian == "escort" and hold.on_road in {duty.id for duty in file.procedure.duties}
    return [hold.duty, file.procedure.step(hold.on_road)] if along and hold.on_road else [hold.duty]


def answered_with(file: CaseFile, view: StepView) -> list[StepView]:
    """The other open steps that ask for the very word that was just given: nobody gives it twice. Hold the lock."""
    again = [other for other in file.steps.values() if other.status in RUNNING and other.key != view.key]
    same = [other for other in again if view.report in ONCE and other.report == view.report]
    for other in same:
        other.status, other.finished_at = "not_applicable", workflow.now()
        other.why = [{"id": ONCE[view.report], "state": "not_met"}]
        other.submitted_by, other.extension, other.paused_since = None, None, None
    return same


async def open_duty(file: CaseFile, duty: Step) -> StepView:
    """The step that owns the next move: open at once, its clock kept beside the story whatever turns."""
    known = file.steps.get(duty.id)
    view = known or new(duty, stage=None)
    if known:
        view.round += 1
        view.finished_at = view.outcome = None
        view.why = []
    file.steps[view.key] = view
    view.status, view.opened_at, view.side = "open", workflow.now(), file.side_of(duty)
    set_clock(view, await clock(file, view))
    beside(file, view.key)
    return view


def beside(file: CaseFile, key: str) -> None:
    """Keep a step's clock beside the story. A bug in it surfaces in the story (file.fault), it is not lost."""

    async def keep() -> None:
        try:
            await watch(file, key, leaves=False)
        except Exception as bug:
            file.fault = bug
            raise

    file.beside.append(asyncio.create_task(keep()))


def keep_duties(file: CaseFile) -> None:
    """Take up again, in a new run, the clocks of duties that belong to no stage."""
    for view in file.steps.values():
        if view.stage is None and view.status in ("open", "submitted"):
            beside(file, view.key)
