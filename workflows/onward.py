"""What happens to a journey on its way: another escort takes over, a leg fails, a wait ends; on, wait, or back."""

from temporalio import workflow

from cases.effects import CustodyPassed
from cases.errors import EventNotPossible
from guidelines.rule import Interruption
from workflows import promises
from workflows.custody import pass_custody
from workflows.file import CaseFile

with workflow.unsafe.imports_passed_through():
    from activities.contract import Judgement

ANOTHER_ESCORT, LEG_FAILED, WAIT_ENDED = "escort_replaced", "leg_failed", "wait_ended"
BY_REPORT = (LEG_FAILED, WAIT_ENDED)
"""Events of which the report decides whether the journey goes on, waits, or turns back."""


def check_journey(file: CaseFile, rule: Interruption) -> None:
    """Refuse what can only happen to a journey that is planned, or that is under way."""
    case, departed = file.case, file.case.custodian == "escort" and file.settled("escort")
    planned = file.settled(promises.MADE_BY_PLAN) and case.custodian == "host"
    possible = {
        ANOTHER_ESCORT: departed or planned,
        LEG_FAILED: departed and file.steps["transit"].status == "open",
        WAIT_ENDED: departed,
    }
    if not possible.get(rule.id, True):
        raise EventNotPossible(kind=rule.id, stage=case.stage)


def as_reported(rule: Interruption, found: Judgement) -> Interruption:
    """What of the rule follows here: only a wait holds, and only turning back begins the preparation again."""
    if rule.id not in BY_REPORT:
        return rule
    follows: dict[str, object] = {} if found.outcome == "turns_back" else {"redo": (), "void": ()}
    if found.outcome != "waits":
        follows["hold"] = None
    return rule.model_copy(update=follows)


def happened(file: CaseFile, rule: Interruption, found: Judgement) -> CustodyPassed | None:
    """What the event does to the promises of the journey, and to custody. Hold the lock; before ``interrupt``."""
    plan = file.steps.get(promises.MADE_BY_PLAN)
    if rule.id == ANOTHER_ESCORT and plan is not None:
        promises.replace_escort(file, plan, found.promises)
        return pass_custody(file, rule.id, "escort", found)
    if rule.id in BY_REPORT and plan is not None:
        promises.change_way(file, plan, found.lost_legs, found.promises)
    return None
