"""Consent to share: what a withdrawal stops towards one recipient, and what a new consent opens again.

A withdrawal counts from the moment it arrives, before its turn comes: whatever is under way to that recipient stops
between two activities, and records nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from temporalio import workflow

from cases.actor import Actor
from cases.errors import NotAllowed, SharingWithdrawn
from cases.record import StepView
from cases.sharing import CONSULATE, FAMILY, RECEIVING, Shared, WithheldView
from guidelines.rule import Interruption
from workflows.clock import running
from workflows.file import CaseFile
from workflows.messages import ReportEvent
from workflows.redo import redo
from workflows.suppression import sides

with workflow.unsafe.imports_passed_through():
    from activities.contract import Judgement

CONSENTED, WITHDRAWN, REVIEWED = "sharing_consented", "sharing_withdrawn", "sharing_reviewed"
EVENTS = (CONSENTED, WITHDRAWN, REVIEWED)

CONDITIONS = {
    CONSULATE: "consulate_may_be_told",
    RECEIVING: "receiving_agency_may_be_told",
    FAMILY: "family_may_be_told",
}
"""By recipient: the condition under which a step that shares with it applies."""

REQUEST = "referral"
GUARDIAN, IMPOSTOR = "by_guardian", "guardian_impostor"


def check_sharing(file: CaseFile, rule: Interruption, act: ReportEvent) -> None:
    """Whoever has the child in care hears it, and reports it: not the other country."""
    in_charge = file.procedure.stage(file.stages[0]).side
    if rule.id in EVENTS and file.relation(act.actor) != in_charge:
        raise NotAllowed(act="report_event", whose=in_charge)


def as_withdrawn(file: CaseFile, rule: Interruption, found: Judgement) -> Interruption:
    """What of the rule follows here: only a journey that needs the recipient stops, and never one that is over."""
    if rule.id != WITHDRAWN:
        return rule
    needed = found.outcome == "journey_stops" and file.case.custodian in ("host", "escort")
    return rule if needed else rule.model_copy(update={"redo": (), "void": ()})


def follow_sharing(file: CaseFile, found: Judgement | None, actor: Actor) -> list[StepView]:
    """Keep back, or open again, as the report says. Returns what changed. Hold the lock."""
    changed: list[StepView] = []
    for each in found.sharing if found else []:
        if each.allowed and _counts(file, each):
            changed += _open(file, each.recipient)
        elif each.shuts and not _has_the_child(file, each.recipient):
            changed += _shut(file, each.recipient, actor)
    return changed


def recorded(file: CaseFile, found: Judgement) -> dict[str, Any]:
    """What the ledger says of it: towards whom, for what, and what had already left."""
    details: dict[str, Any] = {}
    for each in found.sharing:
        details |= {"recipient": each.recipient} | ({"purpose": each.purpose} if each.purpose else {})
    left = [each.model_dump(mode="json") for each in found.left]
    return details | ({"left": left} if left else {})


def cancelled(file: CaseFile, found: Judgement) -> list[str]:
    """Towards whom the notices that still wait are not sent."""
    return [each.recipient for each in found.sharing if each.recipient in file.case.withheld_from and each.shuts]


def _counts(file: CaseFile, each: Shared) -> bool:
    """A guardian's word counts neither after the birthday nor while the guardian may be an impostor."""
    impostor = any(hold.kind == IMPOSTOR for hold in file.case.holds)
    return each.given_by != GUARDIAN or not (impostor or file.case.of_age_since)


def _has_the_child(file: CaseFile, recipient: str) -> bool:
    """Nobody is cut off from a child in their care: then only the review follows."""
    return recipient == RECEIVING and file.case.custodian not in ("host", "escort")


def _shut(file: CaseFile, recipient: str, actor: Actor) -> list[StepView]:
    if recipient not in file.case.withheld_from:
        file.case.withheld.append(WithheldView(recipient=recipient, since=workflow.now(), by=actor))
    if recipient == RECEIVING:
        file.case.origin_takes_part = False
    stopped = [view.step for view in running(file) if CONDITIONS.get(recipient) in file.rule(view).only_if]
    return redo(file, stopped) + sides(file)


def _open(file: CaseFile, recipient: str) -> list[StepView]:
    if recipient not in file.case.withheld_from:
        return []
    file.case.withheld = [each for each in file.case.withheld if each.recipient != recipient]
    over = [view for view in file.steps.values() if view.status == "not_applicable"]
    passed_over = [view.step for view in over if CONDITIONS.get(recipient) in file.rule(view).only_if]
    changed = redo(file, passed_over) + sides(file)
    if recipient == RECEIVING and not file.case.contact_shut:
        file.case.origin_takes_part = any(view.side != "host" for view in running(file))
    return changed


@contextmanager
def arriving(file: CaseFile, act: ReportEvent) -> Iterator[None]:
    """Let what is under way know of a withdrawal that waits for its turn."""
    if act.kind != WITHDRAWN or act.report.get("may_have_for_others"):
        yield
        return
    recipient = str(act.report.get("recipient", ""))
    file.arriving.append(recipient)
    try:
        yield
    finally:
        file.arriving.remove(recipient)


def demand_not_withdrawn(file: CaseFile, view: StepView) -> None:
    """Between two activities of an act: refuse to go on towards a recipient to whom nothing may go any more."""
    for recipient in (*file.case.withheld_from, *file.arriving):
        if _shares(file, view, recipient):
            raise SharingWithdrawn(recipient=recipient, step=view.key)


def _shares(file: CaseFile, view: StepView, recipient: str) -> bool:
    rule = file.rule(view)
    if CONDITIONS.get(recipient) in rule.only_if:
        return True
    joint = view.side != "host" and view.stage is not None
    return recipient == RECEIVING and (joint or view.step == REQUEST) and not _has_the_child(file, recipient)
