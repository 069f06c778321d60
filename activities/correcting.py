"""A correction weighed over the record: what differs, which dates move, which verdicts turn, which letters went out."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity

from activities.consequences import LETTERS, DateMoved, LetterSent, VerdictChanged
from activities.contract import AskClock, Clock, Judge, Judgement
from activities.judging import Judging, instant
from activities.rules import Rules, deadline_of
from cases.facts import Others, facts_of
from cases.record import CaseView, StepView
from cases.reports import report_model
from cases.reports.changed import fields_changed
from cases.repository.procedures import procedure_of
from cases.repository.reports import filed, standing_of, standing_reports
from cases.tables import FiledReport, Letter
from guidelines.conditions import CONDITIONS
from guidelines.facts import Facts
from guidelines.procedure import Procedure
from guidelines.safeguards import SAFEGUARDS
from guidelines.step import Gate
from runtime.database import Sessions

RUNS = ("open", "submitted", "waiting")
GATES: tuple[Gate, ...] = ("consular_notice", "decision", "departure", "release")


class AskCorrection(BaseModel):
    """A case as its workflow knows it, and the new version of the report of a step (None: the newest one filed)."""

    case: CaseView
    steps: dict[str, StepView]
    edition: str
    key: str
    report: dict[str, Any] | None
    now: datetime


class CorrectionFound(BaseModel):
    """What the record says. ``stands`` False: no report of that step stands. ``clocks``: the new ones, by step."""

    stands: bool = True
    judgement: Judgement = Field(default_factory=Judgement)
    fields: list[str] = Field(default_factory=list)
    moments: dict[str, datetime | None] = Field(default_factory=dict)
    """The moments of the case that the new version gives otherwise; None: it gives none any more."""
    dates: list[DateMoved] = Field(default_factory=list)
    clocks: dict[str, Clock] = Field(default_factory=dict)
    verdicts: list[VerdictChanged] = Field(default_factory=list)
    letters: list[LetterSent] = Field(default_factory=list)
    report_mark: str = ""


class Correcting:
    """The activity that weighs. It reads the record; it changes nothing."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    @activity.defn
    async def weigh_correction(self, ask: AskCorrection) -> CorrectionFound:
        """Everything that the record can say of the correction. The preview and the act ask this one function."""
        view = ask.steps[ask.key]
        async with self._sessions() as session:
            procedure = await procedure_of(session, ask.edition)
            name = procedure.step(view.step).report_model
            old = await standing_of(session, ask.case.number, ask.key, name)
            new = ask.report or await filed(session, ask.case.number, ask.key, view.round, name)
        if old is None or new is None:
            return CorrectionFound(stands=False)
        judged = await self._judged(ask, procedure, new)
        if judged.report is None or judged.faults:
            return CorrectionFound(judgement=judged)
        found = CorrectionFound(judgement=judged, fields=fields_changed(report_model(name), old, judged.report))
        found.report_mark = hashlib.sha256(json.dumps(judged.report, sort_keys=True).encode()).hexdigest()[:32]
        found.moments = _moments(ask, procedure, old, judged)
        await self._dates(ask, procedure, found)
        async with self._sessions() as session:
            reports = await standing_reports(session, ask.case.number)
            found.letters = await _letters(session, ask.case.number, name)
        found.verdicts = [
            *_safeguards(ask.case, procedure, ask.now, reports, reports | {name: judged.report}),
            *_conditions(ask, procedure, reports, reports | {name: judged.report}),
        ]
        return found

    async def _judged(self, ask: AskCorrection, procedure: Procedure, new: dict[str, Any]) -> Judgement:
        view, case = ask.steps[ask.key], ask.case
        rule = procedure.step(view.step)
        return await Judging(self._sessions).judge(
            Judge(
                number=case.number,
                host=case.host,
                origin=case.origin,
                now=ask.now,
                suppressed=case.suppressed,
                withheld=list(case.withheld_from),
                key=ask.key,
                round=view.round,
                report_name=rule.report_model,
                report=new,
                evidence=list(rule.evidence),
                moments=rule.moments,
            )
        )

    async def _dates(self, ask: AskCorrection, procedure: Procedure, found: CorrectionFound) -> None:
        moved = {name: at for name, at in found.moments.items() if at is not None}
        for each in ask.steps.values():
            counts = each.status in RUNS or each.key == ask.key
            deadline = deadline_of(procedure, each.step, each.visit) if counts else None
            start = ask.case.moments.get(deadline.starts) if deadline else None
            if deadline is None or start is None or deadline.starts not in moved or _started(each) != start:
                continue
            old = await self._clock(ask, each, start)
            new = await self._clock(ask, each, moved[deadline.starts])
            # Where people agreed to more time, or a hold has stopped the clock, the date is no longer the report's.
            if old and new and each.due_at == old.due_at and new.due_at != old.due_at:
                found.dates.append(DateMoved(step=each.key, old=old.due_at, new=new.due_at))
                found.clocks[each.key] = new

    async def _clock(self, ask: AskCorrection, view: StepView, start: datetime) -> Clock | None:
        asked = AskClock(edition=ask.edition, step=view.step, visit=view.visit, started_at=start, now=ask.now)
        return await Rules(self._sessions).clock(asked)


def _moments(
    ask: AskCorrection, procedure: Procedure, old: dict[str, Any], judged: Judgement
) -> dict[str, datetime | None]:
    """Only what the version before had given: what another report gave later stays."""
    rule = procedure.step(ask.steps[ask.key].step)
    report = report_model(rule.report_model).model_validate(old)
    gave = {name: instant(at, ask.case.host) for name, field in rule.moments.items() if (at := getattr(report, field))}
    gave[f"{rule.id}.finished"] = report.done_at.astimezone(UTC)
    gives: dict[str, datetime | None] = {**dict.fromkeys(gave), **judged.moments}
    gives[f"{rule.id}.finished"] = judged.done_at
    case = ask.case.moments
    return {name: at for name, at in gives.items() if case.get(name) == gave.get(name) and at != gave.get(name)}


def _started(view: StepView) -> datetime | None:
    return datetime.fromisoformat(view.because["started_at"]) if view.because else None


async def _letters(session: AsyncSession, number: str, report: str) -> list[LetterSent]:
    rows = await session.exec(
        select(Letter).where(Letter.case_number == number, Letter.language == "en").order_by(col(Letter.rendered_at))
    )
    found = []
    for row in rows.all():
        if report not in LETTERS.get(row.kind, ()):
            continue
        told = await session.exec(
            select(FiledReport)
            .where(FiledReport.case_number == number, FiledReport.step_key == row.kind, FiledReport.round == row.round)
            .order_by(col(FiledReport.id).desc())
        )
        sent = told.first()
        to = sent.data.get("consulate") if sent else None
        found.append(LetterSent(kind=row.kind, round=row.round, rendered_at=row.rendered_at, to=to))
    return found


Reports = dict[str, dict[str, Any]]


def _facts(case: CaseView, now: datetime, holds: tuple[str, ...], reports: Reports) -> Facts:
    return facts_of(
        now=now,
        host=case.host,
        origin=case.origin,
        suppressed=case.suppressed,
        holds=holds,
        reports=reports,
        others=Others(earlier_episode=case.earlier_episode),
        withheld=case.withheld_from,
    )


def _safeguards(
    case: CaseView, procedure: Procedure, now: datetime, old: Reports, new: Reports
) -> Iterator[VerdictChanged]:
    for gate in GATES:
        rules = ((hold.kind, procedure.interruption(hold.kind).hold) for hold in case.holds)
        holds = tuple(kind for kind, rule in rules if rule and gate in rule.gates)
        facts, corrected = _facts(case, now, holds, old), _facts(case, now, holds, new)
        for each in procedure.safeguards_at(gate):
            before, after = SAFEGUARDS[each.id](facts, gate).state, SAFEGUARDS[each.id](corrected, gate).state
            if before != after:
                yield VerdictChanged(kind="safeguard", id=each.id, at=gate, old=before, new=after)


def _conditions(ask: AskCorrection, procedure: Procedure, old: Reports, new: Reports) -> Iterator[VerdictChanged]:
    facts, corrected = _facts(ask.case, ask.now, (), old), _facts(ask.case, ask.now, (), new)
    for view in ask.steps.values():
        rule = procedure.step(view.step)
        for name in (*rule.only_if, *rule.needs) if view.status != "finished" else ():
            before, after = CONDITIONS[name](facts).state, CONDITIONS[name](corrected).state
            if before != after:
                yield VerdictChanged(kind="condition", id=name, at=view.key, old=before, new=after)
