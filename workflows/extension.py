"""More time for a step: asked with a reason, agreed by a supervisor, and by the other side of a joint step."""

from temporalio import workflow

from cases.access import demand
from cases.asked import Extension
from cases.effects import NoticeWanted
from cases.errors import AlreadyAnswered, ClockIsLaw, NothingToAnswer, NotInTime, OwnWork
from cases.record import StepView
from workflows.clock import rewind
from workflows.file import CaseFile
from workflows.messages import (
    AnswerExtension,
    AskExtension,
    Receipt,
)


def check_ask_extension(file: CaseFile, act: AskExtension) -> StepView:
    """Open, yours, with a clock that is our default (no hand lengthens the law's), and a later date than before."""
    view = file.on_step(act, "open")
    demand(act.actor, "ask_extension", file.relation(act.actor), view.side, view.responsible)
    if view.due_at is None or view.basis != "design_default":
        raise ClockIsLaw(step=view.key, basis=view.basis)
    if view.extension is not None:
        raise AlreadyAnswered(answer="asked")
    if act.until <= max(view.due_at, workflow.now()):
        raise NotInTime(field="until")
    return view


async def ask_extension(file: CaseFile, act: AskExtension) -> Receipt:
    """Ask for more time. The clock goes on as it was until it is agreed."""
    view = check_ask_extension(file, act)
    view.extension = Extension(until=act.until, reason=act.reason, asked_by=act.actor)
    side = "host" if view.side == "both" else view.side
    told = [NoticeWanted(kind="extension_wanted", side=side, role="supervisor")]
    if view.side == "both":
        told.append(NoticeWanted(kind="extension_wanted", side="origin", role="worker"))
    details = {"until": act.until.isoformat(), "reason": act.reason}
    await file.write("extension_asked", actor=act.actor, steps=[view], on=view, details=details, notices=told)
    return file.receipt


def check_answer_extension(file: CaseFile, act: AnswerExtension) -> StepView:
    """Asked, not by you, and yours to agree to: a supervisor's of that side, and the other side's of a joint step."""
    view = file.on_step(act, "open")
    if view.extension is None:
        raise NothingToAnswer(what="extension")
    relation = file.relation(act.actor)
    if view.side == "both" and relation == "origin":
        demand(act.actor, "countersign", relation, view.side)
    else:
        demand(act.actor, "agree_extension", relation, view.side)
    if act.actor.user == view.extension.asked_by.user:
        raise OwnWork()
    if any(file.relation(each) == relation for each in view.extension.agreed_by):
        raise AlreadyAnswered(answer="agreed")
    return view


async def answer_extension(file: CaseFile, act: AnswerExtension) -> Receipt:
    """Agree or refuse. Once all have agreed the step has its new date, and its alerts are over."""
    view = check_answer_extension(file, act)
    extension = view.extension
    if extension is None:
        raise NothingToAnswer(what="extension")
    extension.agreed_by.append(act.actor)
    wanted = len({"host", "origin"}) if view.side == "both" else 1
    complete = act.agreed and len(extension.agreed_by) == wanted
    cleared: list[str] = []
    if complete:
        view.due_at = extension.until
        view.reminders = []
        rewind(view)
        view.extended = True
        cleared = [view.key]
    if complete or not act.agreed:
        view.extension = None
    told = [NoticeWanted(kind="extension_answered", side=view.side, role="worker", user=view.owner)]
    await file.write(
        "extension_agreed" if act.agreed else "extension_refused",
        actor=act.actor,
        steps=[view],
        on=view,
        details={"until": extension.until.isoformat(), "complete": complete, "reason": act.reason},
        cleared_steps=cleared,
        notices=told,
    )
    return file.receipt
