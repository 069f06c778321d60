"""The handover: one promise between two parties. Custody passes when the second one signs, and not before."""

from temporalio import workflow

from cases.access import demand
from cases.actor import Actor
from cases.effects import NoticeWanted
from cases.errors import AlreadyAnswered, NothingToAnswer, OwnWork, ReportInvalid
from cases.record import FiledReport, StepView
from workflows.duties import open_duty
from workflows.file import CaseFile
from workflows.finishing import filing, settle
from workflows.interruption import interrupt
from workflows.judging import demand_gate, demand_good, judge, judge_report
from workflows.messages import Receipt, Receive, RefuseHandover, Release, ReportEvent
from workflows.options import RULES
from workflows.sharing import demand_not_withdrawn

with workflow.unsafe.imports_passed_through():
    from activities.contract import JoinHalves
    from activities.judging import Judging


def at_the_border(file: CaseFile) -> StepView:
    """The handover, if it is open. Refuses otherwise."""
    file.must_be_open()
    view = file.steps.get("handover")
    if view is None or view.status != "open":
        raise NothingToAnswer(what="handover")
    return view


def check_release(file: CaseFile, actor: Actor) -> StepView:
    """The host's to do, once."""
    demand(actor, "release", file.relation(actor))
    view = at_the_border(file)
    if file.case.released_by is not None:
        raise AlreadyAnswered(answer="released")
    return view


async def release(file: CaseFile, act: Release) -> Receipt:
    """Sign the first half. Every safeguard of the release that can be known by now must hold."""
    view = check_release(file, act.actor)
    found = await judge(file, report_name="handover_release", report=act.report, gate="release", half=True)
    demand_good(view, found)
    demand_gate("release", found)
    demand_not_withdrawn(file, view)
    file.case.released_by = act.actor
    filed = filing(view, "handover_release", found, act.actor)
    told = [NoticeWanted(kind="handover_released", side="origin", role="worker")]
    await file.write("released", actor=act.actor, steps=[view], on=view, reports=[filed], notices=told)
    return file.receipt


def check_receive(file: CaseFile, actor: Actor) -> StepView:
    """The origin's to do, after the release, by somebody else."""
    demand(actor, "receive", file.relation(actor))
    view = at_the_border(file)
    if file.case.released_by is None:
        raise NothingToAnswer(what="release")
    if file.case.released_by.user == actor.user:
        raise OwnWork()
    return view


async def receive(file: CaseFile, act: Receive) -> Receipt:
    """Sign the second half: the two make one record, the gate is judged over the whole, and custody passes."""
    view = check_receive(file, act.actor)
    half = await judge(file, report_name="handover_receipt", report=act.report)
    demand_good(view, half)
    joined = await workflow.execute_local_activity_method(
        Judging.join, JoinHalves(number=file.case.number, round=view.round, receipt=half.report or {}), **RULES
    )
    if joined.faults:
        raise ReportInvalid(faults=joined.faults)
    found = await judge_report(file, view, joined.record)
    demand_gate("release", found)
    reports = [filing(view, "handover_receipt", half, act.actor), filing(view, "handover", found, act.actor)]
    told = [NoticeWanted(kind="handover_received", side="host", role="worker")]
    return await settle(file, view, found, act.actor, "received", reports=reports, notices=told)


def check_refuse(file: CaseFile, actor: Actor) -> StepView:
    """The origin's to do, while the handover is open."""
    demand(actor, "receive", file.relation(actor))
    return at_the_border(file)


async def refuse_handover(file: CaseFile, act: RefuseHandover) -> Receipt:
    """The receiving side does not take the child: custody stays; the wait for a receiver has an owner and a clock."""
    view = check_refuse(file, act.actor)
    found = await judge(file, report_name="handover_refusal", report=act.report)
    demand_good(view, found)
    rule = file.procedure.interruption("receiver_absent")
    changed = [view]
    if not any(hold.kind == rule.id for hold in file.case.holds):
        event = ReportEvent(actor=act.actor, kind=rule.id, report=act.report)
        changed += interrupt(file, rule, event)
        if rule.hold:
            changed.append(await open_duty(file, rule.hold.duty))
    file.case.released_by = None
    refusal = FiledReport(
        step=view.key,
        round=view.round,
        name="handover_refusal",
        data=found.report or {},
        author=act.actor,
        at=workflow.now(),
    )
    told = [NoticeWanted(kind="handover_refused", side="host", role=role) for role in ("worker", "supervisor")]
    await file.write(
        "handover_refused",
        actor=act.actor,
        steps={each.key: each for each in changed}.values(),
        on=view,
        details={"outcome": found.outcome},
        reports=[refusal],
        notices=told,
    )
    return file.receipt
