"""Asking for verdicts: reports, conditions and safeguards are judged in an activity, and the answer is kept."""

from typing import Any

from temporalio import workflow

from cases.errors import EvidenceMissing, NotInTime, ReportInvalid, SafeguardNotMet
from cases.record import StepView
from workflows.clock import clock_of
from workflows.file import CaseFile
from workflows.options import RULES

with workflow.unsafe.imports_passed_through():
    from activities.contract import AskClock, Clock, Judge, Judgement
    from activities.judging import Judging
    from activities.rules import Rules


async def judge(file: CaseFile, **ask: Any) -> Judgement:
    """Judge over the facts of the case as they are now."""
    case = file.case
    gate = ask.get("gate")
    shutting = [hold.kind for hold in case.holds if gate in _gates(file, hold.kind)]
    return await workflow.execute_local_activity_method(
        Judging.judge,
        Judge(
            number=case.number,
            host=case.host,
            origin=case.origin,
            now=workflow.now(),
            suppressed=case.suppressed,
            holds=shutting,
            safeguards=_safeguards(file, gate),
            linked=case.together,
            earlier_episode=case.earlier_episode,
            withheld=list(case.withheld_from),
            custodian=case.custodian,
            custody_since=case.custody_since,
            **ask,
        ),
        **RULES,
    )


async def judge_report(file: CaseFile, view: StepView, report: dict[str, Any] | None, **more: Any) -> Judgement:
    """Judge the report of a step and its gate. Refuses a faulty report, missing evidence, an impossible time."""
    rule = file.rule(view)
    asked: dict[str, Any] = {
        "key": view.key,
        "round": view.round,
        "report_name": rule.report_model,
        "report": report,
        "evidence": list(rule.evidence),
        "moments": rule.moments,
        "conditions": list(rule.turns),
        "gate": rule.gate,
    } | more
    found = await judge(file, **asked)
    demand_good(view, found)
    if found.done_at is not None and found.done_at < file.case.moments["detected"]:
        raise NotInTime(field="done_at")
    return found


def demand_good(view: StepView, found: Judgement) -> None:
    """Refuse a report that has faults, lacks evidence or lies in the future."""
    if found.faults:
        raise ReportInvalid(faults=found.faults)
    if found.missing_evidence:
        raise EvidenceMissing(step=view.key, missing=found.missing_evidence)
    if found.not_in_time:
        raise NotInTime(field=found.not_in_time)


def demand_gate(gate: str | None, found: Judgement) -> None:
    """Refuse while a safeguard of the gate is not known to hold, naming each and what is missing."""
    if gate is not None and found.shut:
        borders = {"borders": [each.model_dump(mode="json") for each in found.borders]} if found.borders else {}
        raise SafeguardNotMet(gate=gate, verdicts=found.shut, **borders)


async def clock(file: CaseFile, view: StepView) -> Clock | None:
    """The clock of a step that opens now. A new round's clock never starts in the past."""
    deadline, now = clock_of(file, view), workflow.now()
    started = now
    if deadline is not None and deadline.starts != "opened":
        started = file.case.moments.get(deadline.starts, now)
        if view.round > 1 and deadline.direction == "after":
            started = max(started, now)
    return await workflow.execute_local_activity_method(
        Rules.clock,
        AskClock(
            edition=file.procedure.edition,
            step=view.step,
            visit=view.visit,
            started_at=started,
            now=now,
            procedure=None if file.begun else file.carried.procedure,
        ),
        **RULES,
    )


def _gates(file: CaseFile, kind: str) -> tuple[str, ...]:
    hold = file.procedure.interruption(kind).hold
    return hold.gates if hold else ()


def _safeguards(file: CaseFile, gate: str | None) -> list[str]:
    if gate is None:
        return []
    aside = {each.safeguard for each in file.case.overrides if each.gate == gate and each.confirmed_by}
    judged = file.procedure.safeguards_at(gate)
    return [each.id for each in judged if each.id not in aside or not each.overridable]
