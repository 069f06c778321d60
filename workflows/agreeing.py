"""What people agree on about a step: more time, another owner, a step sent back, an alert seen, a safeguard set aside."""

from temporalio import workflow

from cases.access import demand
from cases.errors import (
    AlreadyAnswered,
    ClockIsLaw,
    EventNotPossible,
    NothingToAnswer,
    NotInTime,
    OwnWork,
)
from cases.record import Extension, NoticeWanted, OverrideView, StepView
from workflows.clock import ladder_of, rewind
from workflows.file import CaseFile
from workflows.messages import (
    Acknowledge,
    AnswerExtension,
    AskExtension,
    AskOverride,
    Assign,
    ConfirmOverride,
    Receipt,
    Reopen,
)
from workflows.redo import redo, withdrawal


def _receipt(file: CaseFile) -> Receipt:
    return Receipt(sequence=file.state.sequence)  # type: ignore[union-attr]


def check_ask_extension(file: CaseFile, act: AskExtension) -> StepView:
    """Open, yours, with a clock that is our default (no hand lengthens the law's), and a later date than before."""
    view = file.on_step(act, "open")
    demand(act.actor, "ask_extension", file.relation(act.actor), view.side)
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
    return _receipt(file)


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
    return _receipt(file)


def check_assign(file: CaseFile, act: Assign) -> StepView:
    """A supervisor assigns; anybody of that side may take what nobody has."""
    view = file.on_step(act, "waiting", "open", "submitted")
    taking = act.owner == act.actor.user and view.owner is None
    demand(act.actor, "take" if taking else "assign", file.relation(act.actor), view.side)
    return view


async def assign(file: CaseFile, act: Assign) -> Receipt:
    """Give the step another owner, who is told."""
    view = check_assign(file, act)
    view.owner = act.owner
    told = [NoticeWanted(kind="assigned", side=view.side, role="worker", user=act.owner)] if act.owner else []
    details = {"owner": act.owner, "reason": act.reason}
    await file.write("assigned", actor=act.actor, steps=[view], on=view, details=details, notices=told)
    return _receipt(file)


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
    return _receipt(file)


async def acknowledge(file: CaseFile, act: Acknowledge) -> Receipt:
    """Somebody has seen it: the climb pauses for as long as the ladder says. The alert stays until its cause is gone."""
    file.must_be_open()
    view = next((each for each in file.steps.values() if alert_of(file, each, act.alert)), None)
    if view is None or view.rung == 0:
        raise NothingToAnswer(what="alert")
    demand(act.actor, "acknowledge", file.relation(act.actor), view.side)
    ladder = ladder_of(file, view)
    if ladder is not None:
        view.climb_paused_until = workflow.now() + ladder.acknowledged_wait
    await file.write("acknowledged", actor=act.actor, steps=[view], on=view, acknowledged_alert=act.alert)
    return _receipt(file)


def alert_of(file: CaseFile, view: StepView, alert: str) -> bool:
    """Whether an alert is one of this step's present round."""
    return alert.startswith(f"{file.case.number}-{view.key}-{view.round}-")


def check_ask_override(file: CaseFile, act: AskOverride) -> None:
    """A supervisor's to ask, and only for a safeguard that may ever be set aside."""
    file.must_be_open()
    demand(act.actor, "override", file.relation(act.actor))
    known = {each.id: each for each in file.procedure.safeguards_at(act.gate)}
    if act.safeguard not in known or not known[act.safeguard].overridable:
        raise EventNotPossible(kind="override", stage=file.case.stage)
    if any((each.safeguard, each.gate) == (act.safeguard, act.gate) for each in file.case.overrides):
        raise AlreadyAnswered(answer="asked")


async def ask_override(file: CaseFile, act: AskOverride) -> Receipt:
    """Ask to set a safeguard aside. Nothing changes until a second person confirms."""
    check_ask_override(file, act)
    asked = OverrideView(safeguard=act.safeguard, gate=act.gate, reason=act.reason, asked_by=act.actor)
    file.case.overrides.append(asked)
    details = {"safeguard": act.safeguard, "gate": act.gate, "reason": act.reason}
    told = [NoticeWanted(kind="approval_wanted", side="host", role="supervisor")]
    await file.write("override_asked", actor=act.actor, details=details, notices=told)
    return _receipt(file)


def check_confirm_override(file: CaseFile, act: ConfirmOverride) -> OverrideView:
    """Asked, not yet answered, and not by you."""
    file.must_be_open()
    demand(act.actor, "override", file.relation(act.actor))
    for each in file.case.overrides:
        if (each.safeguard, each.gate) == (act.safeguard, act.gate) and each.confirmed_by is None:
            if each.asked_by.user == act.actor.user:
                raise OwnWork()
            return each
    raise NothingToAnswer(what="override")


async def confirm_override(file: CaseFile, act: ConfirmOverride) -> Receipt:
    """Confirm it, or refuse it: then it is as if it had not been asked, but for the ledger."""
    asked = check_confirm_override(file, act)
    if act.confirmed:
        asked.confirmed_by = act.actor
    else:
        file.case.overrides.remove(asked)
    details = {"safeguard": act.safeguard, "gate": act.gate}
    await file.write("override_confirmed" if act.confirmed else "override_refused", actor=act.actor, details=details)
    return _receipt(file)
