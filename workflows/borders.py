"""A case hears that a border on its way is closed, or open again."""

from temporalio import workflow

from cases.record import FiledReport, StepView
from guidelines.rule import Interruption
from workflows.border_messages import BorderWord
from workflows.duties import duties_of, open_duty
from workflows.file import CaseFile
from workflows.holding import nothing_opens
from workflows.interruption import interrupt, told, withdrawn
from workflows.messages import Receipt, ReportEvent

CLOSED = "border_closed"
REOPENED = "border_reopened"


async def border_closed(file: CaseFile, act: BorderWord) -> Receipt:
    """A region-wide hold covers this case: its journey stops, and somebody owns the next move. Heard once.

    The first hold interrupts the case; another one over it is only noted, for the case is stopped already, and so is
    one over a child who has died. An edition from before this rule knows no such interruption: its gates are shut all
    the same, and its people are told.
    """
    file.must_be_open()
    case = file.case
    if act.hold in case.region_holds:
        return file.receipt
    case.region_holds = [*case.region_holds, act.hold]
    rule = _rule(file, CLOSED)
    changed: list[StepView] = []
    stopped = any(hold.kind == CLOSED for hold in case.holds) or nothing_opens(file)
    if rule is not None and not stopped:
        changed = interrupt(file, rule, ReportEvent(actor=act.actor, kind=CLOSED, report=act.report))
        if rule.hold is not None:
            changed += [await open_duty(file, duty) for duty in duties_of(file, rule.hold)]
    await _write(file, act, CLOSED, changed)
    return file.receipt


async def border_reopened(file: CaseFile, act: BorderWord) -> Receipt:
    """The hold is lifted, or the plan goes another way. Once no hold is left the journey is planned afresh."""
    file.must_be_open()
    case = file.case
    if act.hold not in case.region_holds:
        return file.receipt
    case.region_holds = [each for each in case.region_holds if each != act.hold]
    rule = _rule(file, REOPENED)
    changed: list[StepView] = []
    if rule is not None and not case.region_holds and any(hold.kind == CLOSED for hold in case.holds):
        changed = interrupt(file, rule, ReportEvent(actor=act.actor, kind=REOPENED, report=act.report))
    await _write(file, act, REOPENED, changed)
    return file.receipt


def _rule(file: CaseFile, kind: str) -> Interruption | None:
    return {each.id: each for each in file.procedure.interruptions}.get(kind)


async def _write(file: CaseFile, act: BorderWord, name: str, changed: list[StepView]) -> None:
    report = FiledReport(step=name, round=1, name=name, data=act.report, author=act.actor, at=workflow.now())
    await file.write(
        name,
        actor=act.actor,
        steps={view.key: view for view in changed}.values(),
        details={"hold": act.hold},
        reports=[report],
        notices=told(file),
        **withdrawn(changed),
    )
