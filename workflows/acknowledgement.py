"""An alert seen: the climb pauses, the alert stays."""

from temporalio import workflow

from cases.access import demand
from cases.errors import AlreadyAnswered, NothingToAnswer
from cases.record import StepView
from workflows.clock import ladder_of, running
from workflows.file import CaseFile
from workflows.messages import Acknowledge, Receipt


def check_acknowledge(file: CaseFile, act: Acknowledge) -> StepView:
    """An alert of an open duty, on the actor's side, that nobody has acknowledged."""
    file.must_be_open()
    view = next((each for each in running(file) if act.alert in each.alerts), None)
    if view is None:
        raise NothingToAnswer(what="alert")
    demand(act.actor, "acknowledge", file.relation(act.actor), view.side, view.responsible)
    if act.alert in view.acknowledged:
        raise AlreadyAnswered(answer="acknowledged")
    return view


async def acknowledge(file: CaseFile, act: Acknowledge) -> Receipt:
    """Somebody has seen it: the climb pauses for as long as the ladder says. The alert stays."""
    view = check_acknowledge(file, act)
    view.acknowledged.append(act.alert)
    ladder = ladder_of(file, view)
    if ladder is not None:
        view.climb_paused_until = workflow.now() + ladder.acknowledged_wait
    await file.write("acknowledged", actor=act.actor, steps=[view], on=view, acknowledged_alert=act.alert)
    return file.receipt
