"""A finished step sent back, with what relies on it or alone."""

from cases.access import demand
from cases.errors import EventNotPossible
from cases.record import NoticeWanted, StepView
from workflows.file import CaseFile
from workflows.messages import (
    Receipt,
    Reopen,
)
from workflows.redo import redo, withdrawal


def check_reopen(file: CaseFile, act: Reopen) -> StepView:
    """Finished, yours to send back, and the child not on the road: a journey is stopped by an event, not by a form."""
    view = file.on_step(act, "finished")
    demand(act.actor, "reopen", file.relation(act.actor), view.side)
    passed = view.stage == "transfer" or view.step in ("detection", "placement")
    if file.case.custodian == "escort" or passed or view.stage is None:
        raise EventNotPossible(kind="reopen", stage=file.case.stage)
    return view


async def reopen(file: CaseFile, act: Reopen) -> Receipt:
    """Send a finished step back: a new round of it, and of what relied on it (unless ``alone``)."""
    view = check_reopen(file, act)
    earlier = view.outcome
    relying = () if act.alone else file.procedure.relying_on(view.step)
    wanted = [each.step for each in file.steps.values() if each.step in relying] if relying else []
    changed = redo(file, (view.step, *wanted)) if view.visit is None else redo(file, (view.step,))
    if act.alone:
        view.earlier_outcome = earlier
    told = [NoticeWanted(kind="assigned", side=view.side, role="worker", user=view.owner)]
    await file.write(
        "reopened",
        actor=act.actor,
        steps=changed,
        on=view,
        details={"reason": act.reason, "with": [each.key for each in changed if each is not view]},
        notices=told,
        **withdrawal(changed),
    )
    return file.receipt
