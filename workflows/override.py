"""A safeguard set aside by two people, with a reason; some may never be."""

from cases.access import demand
from cases.effects import NoticeWanted
from cases.errors import AlreadyAnswered, EventNotPossible, NothingToAnswer, OwnWork
from cases.record import OverrideView
from workflows.file import CaseFile
from workflows.messages import (
    AskOverride,
    ConfirmOverride,
    Receipt,
)


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
    return file.receipt


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
    return file.receipt
