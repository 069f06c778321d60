"""Reports, conditions and safeguards judged over the facts of a case, as its record holds them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from temporalio import activity

from activities.contract import BorderFound, Found, Joined, JoinHalves, Judge, Judgement
from cases.asked_again import unanswered
from cases.borders import BORDER_CLOSED, GUARDED
from cases.facts import Others, facts_of, suppliers
from cases.fitting import between
from cases.names import mark
from cases.reports import REPORTS
from cases.reports.base import Filing, Report
from cases.reports.handover import Handover, HandoverReceipt, HandoverRelease
from cases.repository.borders import borders_over
from cases.repository.disclosures import left_towards
from cases.repository.fellows import all_ready, all_travelling, everybody, fellows
from cases.repository.reports import filed, standing_reports
from cases.sharing import RECEIVING
from guidelines.conditions import CONDITIONS
from guidelines.facts import Facts, Verdict
from guidelines.library import library
from guidelines.safeguards import SAFEGUARDS
from runtime.database import Sessions

CLOCK_SKEW = timedelta(minutes=5)
"""A person's clock may run this much ahead of ours: a report from "now" is not refused for it."""


class Judging:
    """The activity that judges. It reads the record; it changes nothing."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    @activity.defn
    async def judge(self, ask: Judge) -> Judgement:
        """Judge a report (if there is one), then conditions and safeguards with that report taken as filed."""
        async with self._sessions() as session:
            reports = await standing_reports(session, ask.number)
            data = ask.report
            if data is None and ask.report_name and ask.key and ask.round:
                data = await filed(session, ask.number, ask.key, ask.round, ask.report_name)
        found = Judgement()
        if ask.report_name and data is not None:
            try:
                # A report that only waits for approval is judged as it was filed.
                filing = Filing(ask.suppressed or RECEIVING in ask.withheld) if ask.report is not None else None
                report = REPORTS[ask.report_name].model_validate(data, context=filing)
            except ValidationError as invalid:
                found.faults = faults(invalid)
                return found
            _read(found, ask, report)
            found.faults = unanswered(report, reports)
            found.faults += between(report, reports, travelling=ask.custodian == "escort", contact_shut=ask.suppressed)
            if found.faults:
                return found
            reports[report.name] = found.report or {}
            async with self._sessions() as session:
                for each in found.sharing:
                    found.left += [] if each.allowed else await left_towards(session, ask.number, each.recipient)
        moment = _moment(ask, found.done_at)
        async with self._sessions() as session:
            linked = ask.linked if ask.gate else []
            linked = await everybody(session, ask.number, linked) if ask.gate == "departure" else linked
            along = await fellows(session, linked, moment)
            over = await borders_over(session, ask.host, ask.origin, reports) if ask.gate in GUARDED else []
        found.borders = [BorderFound.model_validate(each, from_attributes=True) for each in over]
        facts = facts_of(
            now=moment,
            host=ask.host,
            origin=ask.origin,
            suppressed=ask.suppressed,
            holds=(*ask.holds, *(BORDER_CLOSED for _ in over[:1])),
            reports=reports,
            others=Others(all_ready(along), all_travelling(along), ask.earlier_episode),
            withheld=tuple(ask.withheld),
        )
        found.conditions = [_found(name, CONDITIONS[name](facts)) for name in ask.conditions]
        found.safeguards = [_found(name, _at_gate(name, facts, ask)) for name in ask.safeguards]
        return found

    @activity.defn
    async def join(self, ask: JoinHalves) -> Joined:
        """The whole handover record from its two halves, or why they do not make one."""
        async with self._sessions() as session:
            half = await filed(session, ask.number, Handover.name, ask.round, HandoverRelease.name)
        release, receipt = HandoverRelease.model_validate(half), HandoverReceipt.model_validate(ask.receipt)
        try:
            return Joined(record=Handover.of(release, receipt).model_dump(mode="json"))
        except ValidationError as invalid:
            return Joined(faults=faults(invalid))
        except ValueError as differ:
            return Joined(faults=[{"loc": ["record_number"], "type": "report", "message": str(differ)}])


def faults(invalid: ValidationError) -> list[dict[str, Any]]:
    """What is wrong with a report, field by field, without what was typed (it would reach logs and histories)."""
    return [
        {"loc": list(each["loc"]), "type": each["type"], "message": each["msg"]}
        for each in invalid.errors(include_input=False, include_context=False, include_url=False)
    ]


def _read(found: Judgement, ask: Judge, report: Report) -> None:
    found.report = report.model_dump(mode="json")
    found.done_at = report.done_at
    found.outcome = report.outcome()
    given = {item.kind for item in report.evidence}
    found.missing_evidence = [kind for kind in ask.evidence if kind not in given]
    if report.done_at > ask.now + CLOCK_SKEW:
        found.not_in_time = "done_at"
    found.moments = {
        name: instant(value, ask.host)
        for name, field in ask.moments.items()
        if (value := getattr(report, field)) is not None
    }
    found.promises = list(report.promises())
    found.lost_legs = report.lost_legs()
    found.sharing = list(report.sharing())
    passing = report.passing()
    if passing is not None:
        found.signed_by = (mark(passing.giver_paper), mark(passing.taker_paper))
        _pass(found, ask, passing.at)


def _pass(found: Judgement, ask: Judge, at: datetime) -> None:
    """The chain has no overlap: nobody passes a child on before having it. Two people's clocks may differ a little."""
    held_since = ask.custody_since
    if held_since is not None and at < held_since - CLOCK_SKEW:
        found.not_in_time = "passed_at"
    found.passed_at = max(at, held_since) if held_since is not None else at


def _moment(ask: Judge, done_at: datetime | None) -> datetime:
    """A gate is judged at the moment of the act it guards, which may be typed days later; an approval is an act now."""
    return min(done_at, ask.now) if ask.gate and ask.report is not None and done_at else ask.now


def instant(value: datetime | date, country: str) -> datetime:
    """A date is the start of that day in ``country``; an instant is itself, in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return datetime.combine(value, time(), ZoneInfo(library().countries[country].time_zone)).astimezone(UTC)


def _at_gate(name: str, facts: Facts, ask: Judge) -> Verdict:
    verdict = SAFEGUARDS[name](facts, ask.gate or "")
    if ask.half and verdict.state == "unknown" and _only_other_half(verdict):
        return Verdict(state="met")
    return verdict


def _only_other_half(verdict: Verdict) -> bool:
    supplied_by = suppliers()
    return all(supplied_by.get(fact) == "handover" for fact in verdict.missing)


def _found(name: str, verdict: Verdict) -> Found:
    return Found(id=name, state=verdict.state, missing=list(verdict.missing), against=list(verdict.against))
