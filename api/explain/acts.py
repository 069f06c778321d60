"""What the reader may do with a step as it stands: offered on the page; the workflow has the last word."""

from api.explain.telling import Telling
from api.explain.withheld import shut_by
from api.schemas.steps import StepAct
from cases.access import Act, may
from cases.record import StepView
from guidelines.step import Step


def acts_on(telling: Telling, view: StepView, rule: Step, extendable: bool) -> list[StepAct]:
    """The acts, in the order in which a page offers them."""
    if telling.view.status == "closed" or telling.past:
        return []
    match view.status:
        case "open":
            return [*_open(telling, view, rule), *_about_time(telling, view, extendable), *_owner(telling, view)]
        case "submitted":
            return [*_approval(telling, view, rule), *_owner(telling, view)]
        case "finished":
            again: list[StepAct] = ["reopen"] if _may(telling, "reopen", view) else []
            return [*again, *_correction(telling, view, rule)]
        case _:
            return []


def _may(telling: Telling, act: Act, view: StepView) -> bool:
    return may(telling.actor, act, telling.relation, view.side, view.responsible)


def _open(telling: Telling, view: StepView, rule: Step) -> list[StepAct]:
    if rule.gate == "release":
        return _handover(telling, view)
    found: list[StepAct] = []
    if _may(telling, "finish", view):
        found += ["draft"] if shut_by(telling, view) else ["finish", "draft"]
        if view.step == "acceptance":
            found.append("accept_referral")
    if rule.renewable and _may(telling, "renew", view):
        found.append("renew")
    if view.step == "acceptance" and _may(telling, "withdraw_referral", view):
        found.append("withdraw_referral")
    return found


def _handover(telling: Telling, view: StepView) -> list[StepAct]:
    released = telling.view.released_by is not None
    found: list[StepAct] = []
    if not released and _may(telling, "release", view):
        found.append("release")
    if released and _may(telling, "receive", view):
        found.append("receive")
    if _may(telling, "receive", view):
        found.append("refuse_handover")
    return found


def _about_time(telling: Telling, view: StepView, extendable: bool) -> list[StepAct]:
    asked = view.extension
    if asked is None:
        return ["ask_extension"] if extendable and _may(telling, "ask_extension", view) else []
    me = telling.actor
    mine = me.user == asked.asked_by.user or any(me.user == each.user for each in asked.agreed_by)
    answers = _may(telling, "agree_extension", view) or _may(telling, "countersign", view)
    return ["answer_extension"] if answers and not mine else []


def _approval(telling: Telling, view: StepView, rule: Step) -> list[StepAct]:
    waiting = rule.approvals[len(view.approved_by) :]
    if not waiting or (view.submitted_by and view.submitted_by.user == telling.actor.user):
        return []
    return ["approve"] if _may(telling, "approve" if waiting[0] == "supervisor" else "countersign", view) else []


def _owner(telling: Telling, view: StepView) -> list[StepAct]:
    found: list[StepAct] = []
    if _may(telling, "assign", view):
        found.append("assign")
    if view.owner is None and _may(telling, "take", view):
        found.append("take")
    return found


def _correction(telling: Telling, view: StepView, rule: Step) -> list[StepAct]:
    asked = view.correction
    if asked is None:
        filed = rule.report_model in telling.reports
        return ["correct"] if filed and _may(telling, "correct", view) else []
    mine = telling.actor.user in (asked.by.user, *(each.user for each in asked.approved_by))
    answers = _may(telling, "approve", view) or _may(telling, "countersign", view)
    return ["answer_correction"] if answers and not mine else []
