"""A finished report corrected by a new version: what follows is shown first, then exactly that is done.

A correction moves no child: custody stays where it is, and a journey is stopped by an event, not by a form.
"""

from typing import Any

from temporalio import workflow

from cases.access import demand
from cases.actor import Actor
from cases.asked import CorrectionAsked
from cases.effects import NoticeWanted
from cases.errors import (
    AlreadyAnswered,
    ConsequencesChanged,
    NothingToAnswer,
    OwnWork,
)
from cases.record import StepView
from workflows.correction_messages import AnswerCorrection, Correct
from workflows.file import CaseFile
from workflows.finishing import approvals_of, filing
from workflows.holding import demand_goes_on
from workflows.messages import Receipt
from workflows.options import RULES
from workflows.redo import withdrawal
from workflows.step import set_clock
from workflows.weighing import consequences, take_effect

with workflow.unsafe.imports_passed_through():
    from activities.consequences import Consequences
    from activities.correcting import AskCorrection, Correcting, CorrectionFound


def check_correct(file: CaseFile, act: Correct) -> StepView:
    """A finished step of one's own side, of which no other correction waits."""
    view = file.on_step(act, "finished")
    demand(act.actor, "correct", file.relation(act.actor), view.side)
    demand_goes_on(file)
    if view.correction is not None:
        raise AlreadyAnswered(answer="correction_submitted")
    return view


async def correct(file: CaseFile, act: Correct) -> Receipt:
    """File a new version. Where the step needs approvals the old one stands until they are given."""
    view = check_correct(file, act)
    found, shown = await _weighed(file, view, act.report)
    demand_seen(shown, act.seen)
    filed = filing(view, file.rule(view).report_model, found.judgement, act.actor, stands=False)
    filed = filed.model_copy(update={"corrects": True, "reason": act.reason})
    if not approvers(file, view):
        return await _put_right(file, view, found, shown, act.actor, act.reason, reports=[filed])
    view.correction = CorrectionAsked(by=act.actor, at=workflow.now(), reason=act.reason)
    await file.write(
        "correction_submitted",
        actor=act.actor,
        steps=[view],
        on=view,
        details={"reason": act.reason, "fields": shown.fields},
        reports=[filed],
        notices=_asking(file, view),
    )
    return file.receipt


def check_answer(file: CaseFile, act: AnswerCorrection) -> StepView:
    """A correction waits, it is this person's to answer, and not their own."""
    view = file.on_step(act, "finished")
    asked = view.correction
    if asked is None:
        raise NothingToAnswer(what="correction")
    kind = approvers(file, view)[len(asked.approved_by)]
    demand(act.actor, "approve" if kind == "supervisor" else "countersign", file.relation(act.actor), view.side)
    if act.actor.user in (asked.by.user, *(each.user for each in asked.approved_by)):
        raise OwnWork()
    return view


async def answer_correction(file: CaseFile, act: AnswerCorrection) -> Receipt:
    """Approve what was submitted, having seen what follows; or refuse it with a reason: the old version stands on."""
    view = check_answer(file, act)
    asked = view.correction
    if asked is None:
        raise NothingToAnswer(what="correction")
    if not act.approved:
        view.correction = None
        told = NoticeWanted(
            kind="assigned", side=file.relation(asked.by) or view.side, role="worker", user=asked.by.user
        )
        await file.write(
            "correction_refused",
            actor=act.actor,
            steps=[view],
            on=view,
            details={"reason": act.reason},
            notices=[told],
        )
        return file.receipt
    found, shown = await _weighed(file, view, None)
    demand_seen(shown, act.seen)
    asked.approved_by.append(act.actor)
    if len(asked.approved_by) < len(approvers(file, view)):
        await file.write("correction_approved", actor=act.actor, steps=[view], on=view, notices=_asking(file, view))
        return file.receipt
    return await _put_right(file, view, found, shown, act.actor, asked.reason)


def approvers(file: CaseFile, view: StepView) -> list[str]:
    """Who must approve it: whoever approves the report; of a record that both sides signed, the other side."""
    needed = approvals_of(file, view)
    both_signed = file.rule(view).gate == "release" and view.side == "both"
    return needed or (["counterpart"] if both_signed else [])


def demand_seen(shown: Consequences, seen: str) -> None:
    """Refuse where something else would happen than what was shown."""
    if shown.mark != seen:
        raise ConsequencesChanged()


async def _weighed(
    file: CaseFile, view: StepView, report: dict[str, Any] | None
) -> tuple[CorrectionFound, Consequences]:
    ask = AskCorrection(
        case=file.case,
        steps=file.steps,
        edition=file.procedure.edition,
        key=view.key,
        report=report,
        now=workflow.now(),
    )
    found = await workflow.execute_local_activity_method(Correcting.weigh_correction, ask, **RULES)
    return found, consequences(file, view, found)


async def _put_right(
    file: CaseFile,
    view: StepView,
    found: CorrectionFound,
    shown: Consequences,
    actor: Actor,
    reason: str,
    **record: Any,
) -> Receipt:
    changed, more = take_effect(file, view, found)
    done = view.model_copy()
    view.correction = None
    for name, at in found.moments.items():
        if at is not None:
            file.case.moments[name] = at
        else:
            file.case.moments.pop(name, None)
    moved = [file.steps[each.step] for each in shown.dates]
    for each in moved:
        if each.status in ("open", "submitted") or each is view:
            set_clock(each, found.clocks[each.key])
    if found.moments:
        file.turn()
    again = withdrawal([each for each in changed if each.status == "waiting"])
    stays = view.key not in again["withdrawn_reports"]
    steps = {each.key: each for each in (view, *changed, *moved)}
    await file.write(
        "corrected",
        actor=actor,
        steps=steps.values(),
        on=done,
        details={
            "reason": reason,
            "fields": shown.fields,
            "with": shown.again,
            "moved": [each.step for each in shown.dates],
        },
        withdrawn_reports=again["withdrawn_reports"],
        cleared_steps=[*(each.key for each in moved), *again["cleared_steps"]],
        corrected=[view.key] if stays else [],
        detected_at=found.moments.get("detected"),
        **record,
        **_with_notices(more, _told(file, moved)),
    )
    return file.receipt


def _with_notices(more: dict[str, Any], notices: list[NoticeWanted]) -> dict[str, Any]:
    return more | {"notices": [*more.get("notices", []), *notices]}


def _told(file: CaseFile, moved: list[StepView]) -> list[NoticeWanted]:
    """Whoever owns a step whose date moves, or all who work on it where nobody owns it."""
    running = [each for each in moved if each.status in ("open", "submitted")]
    owners = sorted({(each.side, each.owner) for each in running}, key=str)
    return [NoticeWanted(kind="due_date_moved", side=side, role="worker", user=owner) for side, owner in owners]


def _asking(file: CaseFile, view: StepView) -> list[NoticeWanted]:
    given = len(view.correction.approved_by) if view.correction else 0
    if approvers(file, view)[given] == "counterpart":
        return [NoticeWanted(kind="approval_wanted", side="origin", role="worker")]
    side = "host" if view.side == "both" else view.side
    return [NoticeWanted(kind="approval_wanted", side=side, role="supervisor")]
