"""Finishing a step: reported, judged, approved where the data asks for it, and settled."""

from typing import Any

from temporalio import workflow

from cases.access import demand
from cases.actor import Actor
from cases.effects import CustodyPassed, NoticeWanted
from cases.errors import DutiesOpen, OwnWork, StepNotOpen
from cases.record import FiledReport, StepView
from workflows import promises
from workflows.consequences import CUSTODY, follow
from workflows.custody import pass_custody
from workflows.duties import answered_with
from workflows.file import SETTLED, CaseFile
from workflows.holding import demand_not_held, remind_of_expiry
from workflows.judging import clock, demand_gate, judge_report
from workflows.letters import before_consular_notice
from workflows.messages import Approve, Finish, Receipt, Renew
from workflows.redo import redo, withdrawal
from workflows.sharing import demand_not_withdrawn
from workflows.step import resume, set_clock
from workflows.turning import turned

with workflow.unsafe.imports_passed_through():
    from activities.contract import Judgement

CLOSING = ("host_closure", "closure")


def check_finish(file: CaseFile, act: Finish) -> StepView:
    """What the state alone can answer: open, this round, yours. The handover has its own two acts."""
    view = file.on_step(act, "open")
    demand(act.actor, "finish", file.relation(act.actor), view.side, view.responsible)
    if file.rule(view).gate == "release":
        raise StepNotOpen(step=view.key, status="needs_both_sides")
    if view.report == "hold_review":
        raise StepNotOpen(step=view.key, status="ends_with_its_event")
    demand_not_held(file, view)
    demand_nothing_owed(file, view)
    return view


def demand_nothing_owed(file: CaseFile, view: StepView) -> None:
    """Refuse to close a case while anything up to its last stage is open, or about to open. Other steps pass."""
    if view.step not in CLOSING:
        return
    order = [stage.stage for stage in file.procedure.stages]
    passed = {None, *order[: order.index(view.stage or "") + 1]}
    owed = [each.key for each in file.steps.values() if each.stage in passed and each.status not in SETTLED]
    if owed != [view.key]:
        raise DutiesOpen(open=[key for key in owed if key != view.key])


async def finish(file: CaseFile, act: Finish) -> Receipt:
    """File the report of a step; settle it, or submit it where somebody else must approve."""
    view = check_finish(file, act)
    found = await judge_report(file, view, act.report)
    demand_gate(file.rule(view).gate, found)
    demand_not_withdrawn(file, view)
    approvals = approvals_of(file, view)
    filed = filing(view, view.report, found, act.actor, stands=not approvals)
    view.submitted_by = act.actor
    if approvals:
        view.status, view.approved_by = "submitted", []
        await file.write(
            "submitted", actor=act.actor, steps=[view], on=view, reports=[filed], notices=_asking(file, view)
        )
        return file.receipt
    return await settle(file, view, found, act.actor, "finished", reports=[filed])


def check_approve(file: CaseFile, act: Approve) -> StepView:
    """Submitted, this round, for you to answer, and not your own work."""
    view = file.on_step(act, "submitted")
    kind = approvals_of(file, view)[len(view.approved_by)]
    demand(act.actor, "approve" if kind == "supervisor" else "countersign", file.relation(act.actor), view.side)
    if view.submitted_by and act.actor.user == view.submitted_by.user:
        raise OwnWork()
    if act.approved:
        demand_not_held(file, view)
        demand_nothing_owed(file, view)
    return view


async def approve(file: CaseFile, act: Approve) -> Receipt:
    """Approve what was submitted, or send it back with a reason: then its next round opens."""
    view = check_approve(file, act)
    if not act.approved:
        return await _send_back(file, view, act)
    found = await judge_report(file, view, None)
    demand_gate(file.rule(view).gate, found)
    demand_not_withdrawn(file, view)
    view.approved_by.append(act.actor)
    if len(view.approved_by) < len(approvals_of(file, view)):
        await file.write("approved", actor=act.actor, steps=[view], on=view, notices=_asking(file, view))
        return file.receipt
    return await settle(file, view, found, act.actor, "approved", standing=[view.key])


async def _send_back(file: CaseFile, view: StepView, act: Approve) -> Receipt:
    view.round += 1
    view.status, view.approved_by, view.submitted_by = "open", [], None
    view.opened_at = workflow.now()
    set_clock(view, await clock(file, view))
    wanted = NoticeWanted(kind="assigned", side=view.side, role="worker", user=view.owner)
    await file.write(
        "sent_back",
        actor=act.actor,
        steps=[view],
        on=view,
        details={"reason": act.reason},
        cleared_steps=[view.key],
        notices=[wanted],
    )
    return file.receipt


async def renew(file: CaseFile, act: Renew) -> Receipt:
    """File progress on a step that goes on; its clock starts again."""
    view = check_renew(file, act)
    name = "check_in" if view.step == "transit" else "hold_review"
    found = await judge_report(file, view, act.report, report_name=name, evidence=[], moments={}, gate=None)
    set_clock(view, await clock(file, view))
    remind_of_expiry(file, view)
    await file.write(
        "progress_reported",
        actor=act.actor,
        steps=[view],
        on=view,
        reports=[filing(view, name, found, act.actor)],
        cleared_steps=[view.key],
    )
    return file.receipt


def check_renew(file: CaseFile, act: Renew) -> StepView:
    """Open, this round, yours, and of the kind that goes on."""
    view = file.on_step(act, "open")
    demand(act.actor, "renew", file.relation(act.actor), view.side, view.responsible)
    if not file.rule(view).renewable:
        raise StepNotOpen(step=view.key, status="not_renewable")
    return view


async def settle(file: CaseFile, view: StepView, found: Judgement, actor: Actor, act: str, **record: Any) -> Receipt:
    """A step is done: its moments, its custody, its letter and its consequences, in one write. Hold the lock.

    Its own outcome may send it back (a refusal of the request): then what was reported is kept, and does not stand.
    """
    await before_consular_notice(file, view)
    demand_not_withdrawn(file, view)
    view.status, view.finished_at = "finished", workflow.now()
    view.outcome, view.done_at, view.extension = found.outcome, found.done_at, None
    resume(view, workflow.now())
    file.case.moments |= found.moments
    file.case.moments[f"{view.step}.finished"] = found.done_at or workflow.now()
    passing, done = _custody(file, view, found), view.model_copy()
    over = [*promises.settled(file, view, found), *answered_with(file, view)]
    changed, more = follow(file, view)
    changed = [*over, *changed, *turned(file, view, found)]
    if done.earlier_outcome is not None and done.earlier_outcome != done.outcome:
        changed = [*changed, *redo(file, file.procedure.relying_on(view.step))]
    view.earlier_outcome = None
    steps = {each.key: each for each in (view, *changed)}
    again = withdrawal([each for each in steps.values() if each.status == "waiting" and each.round > 1])
    if view.key in again["withdrawn_reports"]:
        record["reports"] = [each.model_copy(update={"stands": False}) for each in record.get("reports", [])]
        record["standing"] = []
    await file.write(
        act,
        actor=actor,
        steps=steps.values(),
        on=done,
        details={"outcome": done.outcome} if done.outcome else {},
        withdrawn_reports=again["withdrawn_reports"],
        cleared_steps=[view.key, *(each.key for each in over), *again["cleared_steps"]],
        custody=passing,
        **record,
        **more,
    )
    return file.receipt


def approvals_of(file: CaseFile, view: StepView) -> list[str]:
    """Who must approve, in order. The other side is not asked while contact with it is shut."""
    asked = file.rule(view).approvals
    return [each for each in asked if each == "supervisor" or view.side == "both"]


def filing(view: StepView, name: str, found: Judgement, actor: Actor, stands: bool = True) -> FiledReport:
    """A report to keep."""
    return FiledReport(
        step=view.key,
        round=view.round,
        name=name,
        data=found.report or {},
        author=actor,
        at=workflow.now(),
        stands=stands,
    )


def _custody(file: CaseFile, view: StepView, found: Judgement) -> CustodyPassed | None:
    taker = CUSTODY.get(view.step)
    return pass_custody(file, view.key, taker, found) if taker else None


def _asking(file: CaseFile, view: StepView) -> list[NoticeWanted]:
    kind = approvals_of(file, view)[len(view.approved_by)]
    if kind == "supervisor":
        side = "host" if view.side == "both" else view.side
        return [NoticeWanted(kind="approval_wanted", side=side, role="supervisor")]
    return [NoticeWanted(kind="approval_wanted", side="origin", role="worker")]
