"""A protected case: only named people may know of it, for an official or a relative may be in the network."""

from cases.access import demand
from cases.errors import NothingToAnswer
from workflows.access_messages import Protect
from workflows.file import SETTLED, CaseFile
from workflows.messages import Receipt


def check_protect(file: CaseFile, act: Protect) -> None:
    """A supervisor's of the host. Whether there are such people, the API knows."""
    file.must_be_open()
    demand(act.actor, "protect", file.relation(act.actor))
    if not act.people and not file.case.named:
        raise NothingToAnswer(what="protection")


async def protect(file: CaseFile, act: Protect) -> Receipt:
    """Say it. Whoever says so stays among the named; an open step of somebody who is not has no owner any more."""
    check_protect(file, act)
    people = sorted({*act.people, act.actor.user}) if act.people else []
    file.case.named = people
    theirs = [view for view in file.steps.values() if people and view.owner is not None and view.owner not in people]
    without = [view for view in theirs if view.status not in SETTLED]
    for view in without:
        view.owner = None
    await file.write(
        "protected" if people else "protection_ended",
        actor=act.actor,
        steps=without,
        details={"people": people, "reason": act.reason},
    )
    return file.receipt
