"""Interruptions: what happened stops at once what it must, somebody owns the next move, and a clock runs for them."""

from temporalio import workflow

from cases.access import demand
from cases.effects import NoticeWanted
from cases.errors import EventNotPossible, NotAllowed
from cases.record import FiledReport, HoldView, StepView
from cases.sharing import CONSULATE
from guidelines.rule import Interruption
from workflows.clock import ladder_of
from workflows.duties import asked_of, called_for, duties_of, open_duty
from workflows.fellows import stop_fellows
from workflows.file import CaseFile
from workflows.holding import close, end_duties, ended, hold_rule, remind_of_expiry
from workflows.judging import demand_good, judge
from workflows.messages import Receipt, ReportEvent
from workflows.onward import as_reported, check_journey, happened
from workflows.promises import ends_journey
from workflows.redo import redo, withdrawal
from workflows.sharing import as_withdrawn, cancelled, check_sharing, follow_sharing, recorded
from workflows.step import pauses, resume
from workflows.suppression import open_contact, shut_contact

with workflow.unsafe.imports_passed_through():
    from activities.contract import Judgement

SUPPRESSING = "protection_claim"
BORDER_CLOSED = "border_closed"
"""What a region-wide hold closes, only its own lifting opens."""
CLOSING_ENDS_ALL = "closing-ends-every-duty"
"""What closes a case by an event leaves no step open; cases that began before it leave them as they were."""
EVERYBODY = ("worker", "supervisor")


def check_event(file: CaseFile, act: ReportEvent) -> Interruption:
    """Whether this can happen to the case now, and whether it is this person's to report."""
    file.must_be_open()
    relation = file.relation(act.actor)
    demand(act.actor, "report_event", relation)
    known = {each.id: each for each in file.procedure.interruptions}
    rule = known.get(act.kind)
    held = {hold.kind for hold in file.case.holds}
    if rule is None or file.case.stage not in rule.possible_in or (rule.hold and rule.id in held and not rule.repeats):
        raise EventNotPossible(kind=act.kind, stage=file.case.stage)
    if "both" not in rule.reported_by and relation not in rule.reported_by:
        raise NotAllowed(act="report_event", whose=rule.reported_by[0])
    lifted = file.case.suppressed if rule.lifts == SUPPRESSING else rule.lifts in held
    if file.case.region_holds and rule.lifts == BORDER_CLOSED:
        raise EventNotPossible(kind=act.kind, stage=file.case.stage, region_holds=file.case.region_holds)
    if (rule.lifts is not None and not lifted) or not _told_in_vain(file, rule) or (ended(file) and not rule.closes):
        raise EventNotPossible(kind=act.kind, stage=file.case.stage)
    if rule.hold and rule.hold.duty.side == "origin" and not file.case.origin_takes_part:
        raise EventNotPossible(kind=act.kind, stage=file.case.stage)
    check_journey(file, rule)
    check_sharing(file, rule, act)
    if rule.told_by == "supervisor":
        demand(act.actor, "report_closing_event", relation)
    return rule


def check_report_event(file: CaseFile, act: ReportEvent) -> Interruption:
    """As ``check_event``; what closes a case is reported by the side that has its last duty in charge."""
    rule = check_event(file, act)
    for hold in file.case.holds:
        owner = file.steps[hold.duty].side
        owner = "host" if owner == "both" else owner
        if rule.closes and rule.lifts == hold.kind and file.relation(act.actor) != owner:
            raise NotAllowed(act="report_event", whose=owner)
    return rule


def _told_in_vain(file: CaseFile, rule: Interruption) -> bool:
    """Where an event needs it: everybody on the ladder of an open step has been told, and nobody has answered."""
    if rule.after_ladder_of is None:
        return True
    view = file.steps[rule.after_ladder_of]
    ladder = ladder_of(file, view)
    return view.status == "open" and ladder is not None and view.rung == len(ladder.rungs)


async def report_event(file: CaseFile, act: ReportEvent) -> Receipt:
    """Record what happened with all that it stops, in one write."""
    rule = check_event(file, act)
    expires = {"expires": rule.hold.expires} if rule.hold and rule.hold.expires else {}
    asked = {"report_name": rule.report, "report": act.report, "moments": expires}
    found = await judge(file, **asked, conditions=asked_of(file, rule))
    demand_good(StepView(key=rule.id, step=rule.id, side="both", responsible="", report=rule.report), found)
    rule, held = as_withdrawn(file, as_reported(rule, found), found), {hold.kind for hold in file.case.holds}
    passing = happened(file, rule, found)
    changed = interrupt(file, rule, act, found)
    if rule.hold and rule.id not in held:
        opened = [await open_duty(file, duty) for duty in duties_of(file, rule.hold)]
        remind_of_expiry(file, opened[0])
        changed += opened
    changed += [await open_duty(file, duty) for duty in called_for(file, rule, found)]
    stop_fellows(file, rule, act.actor)
    silenced = cancelled(file, found)
    await file.write(
        "event_reported",
        actor=act.actor,
        steps={view.key: view for view in changed}.values(),
        details={"kind": rule.id} | recorded(file, found),
        reports=[
            FiledReport(
                step=rule.id, round=1, name=rule.report, data=found.report or {}, author=act.actor, at=workflow.now()
            )
        ],
        notices=told(file, rule),
        custody=passing,
        void_letters=rule.id if rule.voids_letters or CONSULATE in silenced else None,
        cancels_notices_to=silenced,
        **withdrawn(changed),
    )
    return file.receipt


def interrupt(file: CaseFile, rule: Interruption, act: ReportEvent, found: Judgement | None = None) -> list[StepView]:
    """Change the state as the rule says; returns the steps that changed. Hold the lock."""
    case, outcome = file.case, found.outcome if found else None
    lifted = lift(file, rule.lifts) if rule.lifts else []
    if rule.id == "return_to_host":
        lifted += lift(file, "receiver_absent")
    travelled = case.stage == "transfer"
    if rule.ends_duties and rule.hold:
        changed = lifted + end_duties(file, rule.hold.duty.id)
    elif rule.closes and workflow.patched(CLOSING_ENDS_ALL):
        changed = lifted + end_duties(file)
    else:
        changed = lifted + redo(file, _again(file, rule, outcome), rule.void)
    if rule.suppresses_consulate:
        changed += shut_contact(file)
    if rule.lifts == SUPPRESSING:
        changed += open_contact(file)
    changed += follow_sharing(file, found, act.actor)
    ends_journey(file, rule)
    case.released_by = None if travelled else case.released_by
    case.location_withheld = rule.withholds_location or (
        case.location_withheld and (outcome is None or outcome != rule.shows_location_if)
    )
    if rule.closes:
        close(file, rule.closes)
    if rule.hold is not None and all(hold.kind != rule.id for hold in case.holds):
        expires_at = found.moments.get("expires") if found else None
        case.holds.append(
            HoldView(kind=rule.id, since=workflow.now(), by=act.actor, duty=rule.hold.duty.id, expires_at=expires_at)
        )
        changed += _pause(file)
    if rule.suppresses_consulate or rule.hold is not None or rule.lifts is not None or rule.closes:
        file.turn()
    return changed


def _again(file: CaseFile, rule: Interruption, outcome: str | None) -> list[str]:
    """What begins again, of this country's part.

    A child who is on the road, and stays on it, is not prepared for leaving a second time.
    """
    steps = [*rule.redo, *rule.redo_if.get(outcome or "", ())]
    ours = [step for step in steps if file.procedure.stage_of(step) in file.stages]
    if file.case.custodian != "escort" or "transfer" in rule.void:
        return ours
    return [step for step in ours if file.procedure.stage_of(step) != "preparation"]


def lift(file: CaseFile, kind: str) -> list[StepView]:
    """End a hold and its duty; clocks it had stopped go on."""
    now, changed = workflow.now(), []
    for hold in [each for each in file.case.holds if each.kind == kind]:
        file.case.holds.remove(hold)
        rule = hold_rule(file, hold)
        beside_it = file.steps.get(rule.on_road or "") if rule else None
        open_still = [beside_it] if beside_it and beside_it.status in ("open", "submitted") else []
        for duty in (file.steps[hold.duty], *open_still):
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


def told(file: CaseFile, rule: Interruption | None = None) -> list[NoticeWanted]:
    """Who hears of it at once: those who work on the case and who supervise, and the posts that the rule names.

    On each side that takes part; of what is confidential the origin hears nothing.
    """
    both = file.case.origin_takes_part and not (rule and rule.confidential)
    posts = [*rule.tells, *(() if file.case.suppressed else rule.tells_unless_shut)] if rule else []
    kinds = ["event_reported", "case_closed"] if rule and rule.closes else ["event_reported"]
    return [
        NoticeWanted(kind=kind, side=side, role=role)
        for kind in kinds
        for side in (("host", "origin") if both else ("host",))
        for role in (*EVERYBODY, *posts)
    ]


def withdrawn(changed: list[StepView]) -> dict[str, list[str]]:
    """What the record must know of the steps that an event sent back or lifted."""
    again = withdrawal([view for view in changed if view.status == "waiting"])
    lifted = [view.key for view in changed if view.status == "finished"]
    over = [view.key for view in changed if view.status == "not_applicable"]
    return {
        "withdrawn_reports": [*again["withdrawn_reports"], *over],
        "cleared_steps": [*again["cleared_steps"], *lifted, *over],
    }
