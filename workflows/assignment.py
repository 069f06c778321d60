"""Whose a step is: a supervisor assigns it, or somebody takes what nobody has."""

from cases.access import demand
from cases.effects import NoticeWanted
from cases.record import StepView
from workflows.file import CaseFile
from workflows.messages import (
    Assign,
    Receipt,
)


def check_assign(file: CaseFile, act: Assign) -> StepView:
    """A supervisor assigns; anybody of that side may take what nobody has."""
    view = file.on_step(act, "waiting", "open", "submitted")
    taking = act.owner == act.actor.user and view.owner is None
    demand(act.actor, "take" if taking else "assign", file.relation(act.actor), view.side, view.responsible)
    return view


async def assign(file: CaseFile, act: Assign) -> Receipt:
    """Give the step another owner, who is told."""
    view = check_assign(file, act)
    view.owner = act.owner
    told = [NoticeWanted(kind="assigned", side=view.side, role="worker", user=act.owner)] if act.owner else []
    details = {"owner": act.owner, "reason": act.reason}
    await file.write("assigned", actor=act.actor, steps=[view], on=view, details=details, notices=told)
    return file.receipt
