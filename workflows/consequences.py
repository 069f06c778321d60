"""What follows from a finished step: the few places where an outcome turns the case."""

from collections.abc import Callable
from typing import Any

from cases.effects import Custodian, NoticeWanted
from cases.record import StepView
from workflows.file import CaseFile
from workflows.redo import redo
from workflows.step import new
from workflows.suppression import shut_contact

Followed = tuple[list[StepView], dict[str, Any]]
"""The steps that changed (a step that begins again loses its report), and what else the record must know."""

CUSTODY: dict[str, Custodian] = {
    "escort": "escort",
    "handover": "origin",
    "return_to_care": "host",
    "placement": "carer",
}
"""Into whose care a custody record passes the child."""

BOTH_TOLD = ("host", "origin")


def follow(file: CaseFile, view: StepView) -> Followed:
    """Apply what follows from this step's outcome. Hold the lock; the caller writes."""
    consequence = CONSEQUENCES.get(view.step)
    return consequence(file, view) if consequence else ([], {})


def _screened(file: CaseFile, view: StepView) -> Followed:
    """A need was found: nothing more goes to the consulate, and the origin's part ends.

    A later screening that finds none does not open the contact again: only the event protection_need_cleared does.
    """
    return (shut_contact(file), {}) if view.outcome == "need" else ([], {})


def _decided(file: CaseFile, view: StepView) -> Followed:
    file.case.decided = view.outcome
    return [], {}


def _review_came(file: CaseFile, view: StepView) -> Followed:
    """The day of a deferral's review: the child's best interests are determined anew, then decided."""
    return redo(file, ("best_interests_assessment", "best_interests_determination", "decision")), {}


def _referred(file: CaseFile, view: StepView) -> Followed:
    return [], {"notices": [NoticeWanted(kind="referral_received", side="origin", role="worker")]}


def _answered(file: CaseFile, view: StepView) -> Followed:
    """Refused: the decision is open again in the host country."""
    told = {"notices": [NoticeWanted(kind="referral_answered", side="host", role="worker")]}
    if view.outcome != "refused":
        return [], told
    return redo(file, ("decision", "referral", "acceptance")), told


def _prepared(file: CaseFile, view: StepView) -> Followed:
    """The child does not want to go: the case goes back to be heard, assessed and decided anew."""
    if view.outcome != "unwilling":
        return [], {}
    rule = file.procedure.interruption("consent_withdrawn")
    return redo(file, rule.redo, rule.void), {}


def _of_age(file: CaseFile, view: StepView) -> Followed:
    """The young adult does not want to go: what was decided for the child is heard, assessed and decided anew."""
    if view.outcome != "refuses" or file.case.decided != "return" or file.case.custodian not in ("host", "escort"):
        return [], {}
    rule = file.procedure.interruption("consent_withdrawn")
    return redo(file, rule.redo, rule.void), {}


def _turned_back(file: CaseFile, view: StepView) -> Followed:
    """A child whom a closed border met on the road comes back into care, and the journey is planned afresh."""
    if view.outcome != "comes_back" or file.case.custodian != "escort":
        return [], {}
    rule = file.procedure.interruption("return_to_host")
    file.case.released_by = None
    return redo(file, rule.redo, rule.void), {}


def _place_answered(file: CaseFile, view: StepView) -> Followed:
    """The place is given away: the care that was accepted is no more, and the origin is asked anew."""
    told = {"notices": [NoticeWanted(kind="referral_answered", side="host", role="worker")]}
    if view.outcome != "given_up" or file.case.decided != "return":
        return [], told
    return redo(file, {"acceptance"} | file.procedure.relying_on("acceptance")), told


def _visited(file: CaseFile, view: StepView) -> Followed:
    """A red flag adds a visit."""
    rule = file.rule(view)
    if view.outcome != "red_flag" or rule.extra is None:
        return [], {}
    count = sum(each.visit == rule.extra.id for each in file.steps.values())
    extra = new(rule, view.stage, key=f"{rule.extra.id}_{count + 1}", visit=rule.extra.id)
    file.steps[extra.key] = extra
    file.turn()
    return [extra], {}


def _closed(file: CaseFile, view: StepView) -> Followed:
    file.case.status, file.case.closing = "closed", view.outcome
    sides = BOTH_TOLD if file.case.origin_takes_part else BOTH_TOLD[:1]
    return [], {"notices": [NoticeWanted(kind="case_closed", side=side, role="worker") for side in sides]}


CONSEQUENCES: dict[str, Callable[[CaseFile, StepView], Followed]] = {
    "protection_screening": _screened,
    "decision": _decided,
    "deferral_review": _review_came,
    "referral": _referred,
    "acceptance": _answered,
    "child_preparation": _prepared,
    "transition_plan": _of_age,
    "border_wait": _turned_back,
    "confirm_placement": _place_answered,
    "follow_up": _visited,
    "host_closure": _closed,
    "closure": _closed,
}
