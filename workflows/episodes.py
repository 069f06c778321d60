"""Two cases of one child: opened twice, of which one goes on; or an earlier one, after which the child came to harm."""

from temporalio import workflow

from cases.access import demand
from cases.actor import Actor
from cases.effects import NoticeWanted
from cases.errors import EventNotPossible
from cases.link import LinkKind, LinkView
from workflows.duties import open_duty
from workflows.errands import send
from workflows.file import CaseFile
from workflows.holding import close, end_duties, nothing_opens
from workflows.interruption import withdrawn
from workflows.link_messages import Fellow, JoinDuplicate, Link, LinkEpisode
from workflows.messages import Receipt

DUPLICATE = "duplicate"
REVIEW = "episode_review"
"""The duty: why the earlier return did not protect, and what must be different now."""


def check_duplicate(file: CaseFile, act: JoinDuplicate) -> None:
    """A supervisor's of the host, while the child is in the host's care: then one case less loses nobody."""
    file.must_be_open()
    demand(act.actor, "join_duplicate", file.relation(act.actor))
    if act.goes_on == file.case.number or file.case.custodian != "host":
        raise EventNotPossible(kind=DUPLICATE, stage=file.case.stage)


async def join_duplicate(file: CaseFile, act: JoinDuplicate) -> Receipt:
    """Close this case as opened twice. Both ledgers stay; the other goes on, and takes over who travels along."""
    check_duplicate(file, act)
    case, together = file.case, list(file.case.together)
    changed = end_duties(file)
    close(file, DUPLICATE)
    _add(file, act.goes_on, "duplicate_of", act.actor)
    send(file, act.goes_on, "duplicate_joined", Fellow(actor=act.actor, other=case.number))
    for number in together:
        joined = Link(actor=act.actor, other=act.goes_on, kind="family", reason=act.reason)
        send(file, number, "separated", Fellow(actor=act.actor, other=case.number))
        if number != act.goes_on:
            send(file, number, "linked", joined)
    file.turn()
    sides = ("host", "origin") if case.origin_takes_part else ("host",)
    await file.write(
        "duplicate_joined",
        actor=act.actor,
        steps=changed,
        details={"other": act.goes_on, "reason": act.reason},
        notices=[NoticeWanted(kind="case_closed", side=side, role="worker") for side in sides],
        **withdrawn(changed),
    )
    return file.receipt


async def duplicate_joined(file: CaseFile, act: Fellow) -> Receipt:
    """Word from the case that was closed as opened twice: this one goes on for both."""
    if any((each.number, each.kind) == (act.other, DUPLICATE) for each in file.case.links):
        return file.receipt
    _add(file, act.other, "duplicate", act.actor)
    told = [NoticeWanted(kind="event_reported", side="host", role=role) for role in ("worker", "supervisor")]
    await file.write("duplicate_taken_over", actor=act.actor, details={"other": act.other}, notices=told)
    return file.receipt


def check_episode(file: CaseFile, act: LinkEpisode) -> None:
    """Of whoever works on both, once for each earlier case."""
    file.must_be_open()
    demand(act.actor, "link_episode", file.relation(act.actor))
    known = any((each.number, each.kind) == (act.other, "earlier_episode") for each in file.case.links)
    if known or act.other == file.case.number or REVIEW not in {duty.id for duty in file.procedure.duties}:
        raise EventNotPossible(kind="earlier_episode", stage=file.case.stage)


async def link_episode(file: CaseFile, act: LinkEpisode) -> Receipt:
    """An earlier case of the same child: why it did not protect is reviewed before anybody decides on a return.

    Where nothing is decided any more it is only said.
    """
    check_episode(file, act)
    _add(file, act.other, "earlier_episode", act.actor)
    send(file, act.other, "episode_linked", Fellow(actor=act.actor, other=file.case.number))
    view = None if nothing_opens(file) else await open_duty(file, file.procedure.step(REVIEW))
    told = [NoticeWanted(kind="event_reported", side="host", role=role) for role in ("worker", "supervisor")]
    await file.write(
        "episode_linked",
        actor=act.actor,
        steps=[view] if view else [],
        on=view,
        details={"other": act.other, "reason": act.reason},
        notices=told,
    )
    return file.receipt


async def episode_linked(file: CaseFile, act: Fellow) -> Receipt:
    """Word from a later case of the same child, while this one is still open: somebody must look at it at once."""
    if any((each.number, each.kind) == (act.other, "later_episode") for each in file.case.links):
        return file.receipt
    _add(file, act.other, "later_episode", act.actor)
    sides = ("host", "origin") if file.case.origin_takes_part else ("host",)
    told = [
        NoticeWanted(kind="event_reported", side=side, role=role) for side in sides for role in ("worker", "supervisor")
    ]
    await file.write("later_episode_linked", actor=act.actor, details={"other": act.other}, notices=told)
    return file.receipt


def _add(file: CaseFile, number: str, kind: LinkKind, by: Actor) -> None:
    file.case.links.append(LinkView(number=number, kind=kind, since=workflow.now(), by=by))
