"""Interruptions: what happened stops at once what it must, somebody owns the next move, and a clock runs for them."""

import asyncio

from temporalio import workflow

from cases.access import demand
from cases.errors import EventNotPossible, NotAllowed
from cases.record import FiledReport, HoldView, NoticeWanted, StepView
from guidelines.rule import Interruption
from guidelines.step import Step
from workflows.clock import watch
from workflows.file import CaseFile
from workflows.judging import clock, demand_good, judge
from workflows.messages import Receipt, ReportEvent
from workflows.redo import redo, withdrawal
from workflows.step import new, pauses, resume, set_clock
from workflows.suppression import open_contact, shut_contact

SUPPRESSING = "protection_claim"


def check_event(file: CaseFile, act: ReportEvent) -> Interruption:
    """Whether this can happen to the case now, and whether it is this person's to report."""
    file.must_be_open()
    relation = file.relation(act.actor)
    demand(act.actor, "report_event", relation)
    known = {each.id: each for each in file.procedure.interruptions}
    rule = known.get(act.kind)
    held = {hold.kind for hold in file.case.holds}
    if rule is None or file.case.stage not in rule.possible_in or (rule.hold and rule.id in held):
        raise EventNotPossible(kind=act.kind, stage=file.case.stage)
    if "both" not in rule.reported_by and relation not in rule.reported_by:
        raise NotAllowed(act="report_event", whose=rule.reported_by[0])
    lifted = file.case.suppressed if rule.lifts == SUPPRESSING else rule.lifts in held
    if rule.lifts is not None and not lifted:
        raise EventNotPossible(kind=act.kind, stage=file.case.stage)
    return rule


async def report_event(file: CaseFile, act: ReportEvent) -> Receipt:
    """Record what happened with all that it stops, in one write."""
    rule = check_event(file, act)
    found = await judge(file, report_name=rule.report, report=act.report)
    demand_good(StepView(key=rule.id, step=rule.id, side="both", responsible="", report=rule.report), found)
    changed = interrupt(file, rule, act)
    if rule.hold:
        changed.append(await open_duty(file, rule.hold.duty))
    await file.write(
        "event_reported",
        actor=act.actor,
        steps={view.key: view for view in changed}.values(),
        details={"kind": rule.id},
        reports=[
            FiledReport(
                step=rule.id, round=1, name=rule.report, data=found.report or {}, author=act.actor, at=workflow.now()
            )
        ],
        notices=_told(file, rule),
        **_withdrawn(changed),
    )
    return file.receipt


def interrupt(file: CaseFile, rule: Interruption, act: ReportEvent) -> list[StepView]:
    """Change the state as the rule says; returns the steps that changed. Hold the lock."""
    case = file.case
    lifted = lift(file, rule.lifts) if rule.lifts else []
    if rule.id == "return_to_host":
        lifted += lift(file, "receiver_absent")
    travelled = case.stage == "transfer"
    changed = lifted + redo(file, _again(file, rule), rule.void)
    if rule.suppresses_consulate:
        changed += shut_contact(file)
    if rule.lifts == SUPPRESSING:
        changed += open_contact(file)
    case.released_by = None if travelled else case.released_by
    if rule.hold is not None:
        case.holds.append(HoldView(kind=rule.id, since=workflow.now(), by=act.actor, duty=rule.hold.duty.id))
        changed += _pause(file)
    if rule.suppresses_consulate or rule.hold is not None or rule.lifts is not None:
        file.turn()
    return changed


def _again(file: CaseFile, rule: Interruption) -> list[str]:
    """What begins again. A child who is on the road, and stays on it, is not prepared for leaving a second time."""
    if file.case.custodian != "escort" or "transfer" in rule.void:
        return list(rule.redo)
    return [step for step in rule.redo if file.procedure.stage_of(step) != "preparation"]


def lift(file: CaseFile, kind: str) -> list[StepView]:
    """End a hold and its duty; clocks it had stopped go on."""
    now, changed = workflow.now(), []
    for hold in [each for each in file.case.holds if each.kind == kind]:
        file.case.holds.remove(hold)
        duty = file.steps[hold.duty]
        duty.status, duty.finished_at, duty.outcome = "finished", now, "lifted"
        changed.append(duty)
    for view in file.steps.values():
        if view.paused_since is not None and not pauses(file, view):
            resume(view, now)
            changed.append(view)
    return changed


def _pause(file: CaseFile) -> list[StepView]:
    stopped = [
        view
        for view in file.steps.values()
        if view.status in ("open", "submitted") and view.paused_since is None and pauses(file, view)
    ]
    for view in stopped:
        view.paused_since = workflow.now()
    return stopped


async def open_duty(file: CaseFile, duty: Step) -> StepView:
    """The step that owns the next move: open at once, its clock kept beside the story whatever turns."""
    known = file.steps.get(duty.id)
    view = known or new(duty, stage=None)
    if known:
        view.round += 1
        view.finished_at = view.outcome = None
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


def _told(file: CaseFile, rule: Interruption) -> list[NoticeWanted]:
    sides = ["host", "origin"] if file.case.origin_takes_part else ["host"]
    return [
        NoticeWanted(kind="event_reported", side=side, role=role) for side in sides for role in ("worker", "supervisor")
    ]


def _withdrawn(changed: list[StepView]) -> dict[str, list[str]]:
    again = withdrawal([view for view in changed if view.status == "waiting"])
    lifted = [view.key for view in changed if view.status == "finished"]
    return again | {"cleared_steps": [*again["cleared_steps"], *lifted]}
