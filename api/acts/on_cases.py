"""Acts on a case: what happened to it, the request to the other country, the handover, a safeguard set aside."""

from typing import Any

from api.acts.acting import Acting
from api.acts.on_steps import finish
from api.errors import NotUnderstood
from api.reports import checked
from cases.access import demand
from cases.errors import EventNotPossible, NotAllowed, NotFound
from cases.repository.parts import alert_by_id
from cases.repository.procedures import procedure_of
from guidelines.library import library
from workflows.messages import (
    Acknowledge,
    AskOverride,
    ConfirmOverride,
    Receipt,
    Receive,
    RefuseHandover,
    Release,
    ReportEvent,
    WithdrawReferral,
)

ANSWER = "acceptance"
"""The step in which the country of origin answers the request."""


async def report_event(acting: Acting, number: str, kind: str, report: dict[str, Any]) -> Receipt:
    """Something happened that interrupts the case, or ends an interruption."""
    asked = await acting.on_case(number, "report_event")
    known = {each.id: each for each in (await procedure_of(acting.session, asked.case.edition)).interruptions}
    if kind not in known:
        raise EventNotPossible(kind=kind, stage=asked.case.stage)
    if known[kind].told_by == "supervisor":
        demand(acting.actor, "report_closing_event", asked.relation)
    if not library().need_to_know.may_report(acting.actor.function, kind):
        raise NotAllowed(act="report_event", whose="host")
    data = checked(known[kind].report, report)
    return await acting.send(asked, "report_event", ReportEvent(actor=acting.actor, kind=kind, report=data))


async def answer_referral(acting: Acting, number: str, round_: int, report: dict[str, Any], answer: str) -> Receipt:
    """The country of origin accepts or refuses: the report of its step, saying what this address says."""
    await acting.on_step(number, ANSWER, "accept_referral")
    if report.get("answer") != answer:
        raise NotUnderstood(faults=[{"loc": ["body", "report", "answer"], "type": f"not_{answer}"}])
    return await finish(acting, number, ANSWER, round_, report)


async def withdraw_referral(acting: Acting, number: str, reason: str) -> Receipt:
    """The host takes its request back before it was answered."""
    asked = await acting.on_case(number)
    demand(acting.actor, "withdraw_referral", asked.relation)
    return await acting.send(asked, "withdraw_referral", WithdrawReferral(actor=acting.actor, reason=reason))


async def release(acting: Acting, number: str, report: dict[str, Any]) -> Receipt:
    """Who brings the child signs their half of the record."""
    asked = await acting.on_case(number, "release")
    data = checked("handover_release", report)
    return await acting.send(asked, "release", Release(actor=acting.actor, report=data))


async def receive(acting: Acting, number: str, report: dict[str, Any]) -> Receipt:
    """Who receives the child signs the other half: custody passes."""
    asked = await acting.on_case(number, "receive")
    data = checked("handover_receipt", report)
    return await acting.send(asked, "receive", Receive(actor=acting.actor, report=data))


async def refuse_handover(acting: Acting, number: str, report: dict[str, Any]) -> Receipt:
    """The receiving side does not take the child now, and says why."""
    asked = await acting.on_case(number, "receive")
    data = checked("handover_refusal", report)
    return await acting.send(asked, "refuse_handover", RefuseHandover(actor=acting.actor, report=data))


async def ask_override(acting: Acting, number: str, safeguard: str, gate: str, reason: str) -> Receipt:
    """One authorised person asks to set a safeguard aside."""
    asked = await acting.on_case(number, "override")
    message = AskOverride(actor=acting.actor, safeguard=safeguard, gate=gate, reason=reason)
    return await acting.send(asked, "ask_override", message)


async def confirm_override(acting: Acting, number: str, safeguard: str, gate: str, confirmed: bool) -> Receipt:
    """A second authorised person confirms or refuses it."""
    asked = await acting.on_case(number, "override")
    message = ConfirmOverride(actor=acting.actor, safeguard=safeguard, gate=gate, confirmed=confirmed)
    return await acting.send(asked, "confirm_override", message)


async def acknowledge(acting: Acting, alert_id: str) -> Receipt:
    """Somebody has seen the alert: the climb pauses, the alert stays."""
    alert = await alert_by_id(acting.session, alert_id)
    if alert is None:
        raise NotFound()
    asked, step = await acting.on_step(alert.case_number, alert.step_key, "acknowledge")
    demand(acting.actor, "acknowledge", asked.relation, alert.side, step.responsible)
    return await acting.send(asked, "acknowledge", Acknowledge(actor=acting.actor, alert=alert_id))
