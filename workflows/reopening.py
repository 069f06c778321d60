"""A finished step sent back, with what relies on it or alone."""

from cases.access import demand
from cases.effects import NoticeWanted
from cases.errors import EventNotPossible
from cases.record import StepView
from workflows.consequences import CUSTODY
from workflows.file import CaseFile
from workflows.holding import demand_goes_on
from workflows.messages import Receipt, Reopen
from workflows.promises import carry_over
from workflows.redo import redo, redo_one, withdrawal


def check_reopen(file: CaseFile, act: Reopen) -> StepView:
    """Finished, yours to send back, of this country's part, and the child not on the road.

    A journey is stopped by an event, not by a form; and what the host did before the handover is history after it.
    """
    view = file.on_step(act, "finished")
    demand(act.actor, "reopen", file.relation(act.actor), view.side)
    demand_goes_on(file)
    passed = view.stage == "transfer" or view.step in ("detection", "placement")
    if file.case.custodian == "escort" or passed or view.stage not in file.stages:
        raise EventNotPossible(kind="reopen", stage=file.case.stage)
    return view


async def reopen(file: CaseFile, act: Reopen) -> Receipt:
    """Send a finished step back: a new round of it, and of what relied on it (unless ``alone``)."""
    view = check_reopen(file, act)
    earlier = view.outcome
    if view.visit is not None:
        changed = redo_one(file, view)
    else:
        relying = frozenset() if act.alone else file.procedure.relying_on(view.step)
        changed = redo(file, {view.step} | relying - _custody_passed(file), alone=act.alone)
    if act.alone:
        view.earlier_outcome = earlier
        carry_over(file, view)
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


def _custody_passed(file: CaseFile) -> set[str]:
    """A form sent back does not move the child: whoever received the child has the child still."""
    return {view.step for view in file.steps.values() if view.step in CUSTODY and view.status == "finished"}
