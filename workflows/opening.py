"""A case is opened: the law that holds today is fixed, and the detection report is its first record."""

from typing import Any

from temporalio import workflow

from cases.errors import ReportInvalid
from cases.record import CaseView, FiledReport, StepView
from guidelines.procedure import Procedure
from workflows.file import CaseFile
from workflows.judging import clock, judge
from workflows.messages import Opened, State
from workflows.options import RULES
from workflows.step import new, set_clock

with workflow.unsafe.imports_passed_through():
    from activities.contract import ResolveProcedure
    from activities.rules import Rules

FIRST = "detection"


async def open_case(file: CaseFile, opened: Opened) -> None:
    """Resolve the procedure, lay out every step, and record the detection. Refuses a faulty report."""
    asked = ResolveProcedure(host=opened.host, origin=opened.origin, at=workflow.now())
    content = await workflow.execute_local_activity_method(Rules.resolve_procedure, asked, **RULES)
    procedure = Procedure.model_validate(content)
    case = CaseView(
        number=opened.number,
        host=opened.host,
        origin=opened.origin,
        workflow=workflow.info().workflow_id,
        stage=FIRST,
        custody_since=workflow.now(),
    )
    file.begin(State(case=case, procedure=content, steps=layout(procedure)))
    async with file.lock:
        await _detected(file, opened)


def layout(procedure: Procedure) -> dict[str, StepView]:
    """Every step of the path, waiting; a series has one for each visit."""
    views = [
        view
        for stage in procedure.stages
        for step in stage.steps
        for view in (
            [new(step, stage.stage, key=visit.id, visit=visit.id) for visit in step.series] or [new(step, stage.stage)]
        )
    ]
    return {view.key: view for view in views}


async def _detected(file: CaseFile, opened: Opened) -> None:
    view = file.steps[FIRST]
    rule = file.rule(view)
    found = await judge(file, report_name=rule.report_model, report=opened.report, moments=rule.moments)
    if found.faults or found.not_in_time:
        raise ReportInvalid(faults=found.faults or [{"loc": [found.not_in_time], "type": "not_in_time"}])
    now = workflow.now()
    view.status, view.opened_at, view.finished_at, view.done_at = "finished", now, now, found.done_at
    file.case.custody_since = found.moments.get("detected", now)
    file.case.moments |= found.moments | {"case_opened": now, f"{FIRST}.finished": found.done_at or now}
    if workflow.patched("detection-has-its-clock"):
        set_clock(view, await clock(file, view))
    filed = FiledReport(
        step=view.key, round=view.round, name=view.report, data=found.report or {}, author=opened.actor, at=now
    )
    await file.write(
        "case_opened",
        actor=opened.actor,
        steps=file.steps.values(),
        on=view,
        reports=[filed],
        procedure=file.procedure.model_dump(mode="json"),
        detected_at=file.case.moments["detected"],
        details={"edition": file.procedure.edition} | _lateness(view),
    )


def _lateness(view: StepView) -> dict[str, Any]:
    """What the first line says of a report that came after it was due: before it there was no case that could ring."""
    if view.due_at is None or view.done_at is None or view.done_at <= view.due_at:
        return {}
    return {"late": {"due_at": view.due_at.isoformat(), "done_at": view.done_at.isoformat()}}
