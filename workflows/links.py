"""Cases that belong together: children of one family or group travel together, or apart by a reasoned determination."""

from collections.abc import Iterator

from temporalio import workflow

from cases.access import demand
from cases.errors import DeterminedBefore, EventNotPossible
from cases.link import TOGETHER, LinkView
from cases.record import FiledReport, StepView
from workflows.errands import send
from workflows.fellows import STOPPED
from workflows.file import CaseFile
from workflows.holding import ended
from workflows.interruption import interrupt, told, withdrawn
from workflows.judging import demand_good, judge
from workflows.link_messages import Fellow, Link, Separate
from workflows.messages import Receipt, ReportEvent

DETERMINATION = "best_interests_determination"
SEPARATION = "separation"
DETERMINED_SINCE = "separate-by-a-determination-after-the-link"
"""Cases in which children parted before this rule go on as they did."""


def check_link(file: CaseFile, act: Link) -> None:
    """The host's to do, before the child leaves, and once for each other case."""
    file.must_be_open()
    demand(act.actor, "link", file.relation(act.actor))
    known = act.other in file.case.together or act.other == file.case.number
    if known or act.kind not in TOGETHER or file.case.custodian != "host":
        raise EventNotPossible(kind="link", stage=file.case.stage)


async def link(file: CaseFile, act: Link) -> Receipt:
    """Say that another case belongs to this one; it is told, and so are those that belong already."""
    check_link(file, act)
    return await _joined(file, act)


async def linked(file: CaseFile, act: Link) -> Receipt:
    """The other case says that it belongs to this one. Heard a second time it changes nothing."""
    if act.other in {file.case.number, *(each.number for each in file.case.links if each.kind in TOGETHER)}:
        return file.receipt
    return await _joined(file, act)


async def _joined(file: CaseFile, act: Link) -> Receipt:
    case = file.case
    others = [number for number in case.together if number != act.other]
    case.links = [each for each in case.links if (each.number, each.kind) != (act.other, act.kind)]
    case.links.append(LinkView(number=act.other, kind=act.kind, since=workflow.now(), by=act.actor))
    send(file, act.other, "linked", act.model_copy(update={"other": case.number}))
    for number in others:
        send(file, number, "linked", act)
    await file.write("linked", actor=act.actor, details={"other": act.other, "kind": act.kind, "reason": act.reason})
    return file.receipt


def check_separate(file: CaseFile, act: Separate) -> LinkView:
    """A supervisor's to report, of a child that travels along, on the ground of a determination that stands."""
    file.must_be_open()
    demand(act.actor, "separate", file.relation(act.actor))
    found = next((each for each in _fellows(file) if each.number == act.other), None)
    if found is None or file.steps[DETERMINATION].status != "finished":
        raise EventNotPossible(kind=SEPARATION, stage=file.case.stage)
    return found


def check_determined_since(file: CaseFile, act: Separate) -> LinkView:
    """As ``check_separate``; and the determination was taken after the children were linked, with both in mind."""
    parting, determined = check_separate(file, act), file.steps[DETERMINATION]
    if determined.done_at is None or determined.done_at <= parting.since:
        raise DeterminedBefore(step=DETERMINATION, since=parting.since.isoformat())
    return parting


async def separate(file: CaseFile, act: Separate) -> Receipt:
    """The children part by a reasoned determination: neither waits for the other any more."""
    check = check_determined_since if workflow.patched(DETERMINED_SINCE) else check_separate
    parting = check(file, act)
    found = await judge(file, report_name=SEPARATION, report=act.report)
    demand_good(StepView(key=SEPARATION, step=SEPARATION, side="host", responsible="", report=SEPARATION), found)
    parting.separated_at = workflow.now()
    apart = sum(each.separated_at is not None for each in file.case.links)
    report = FiledReport(
        step=SEPARATION, round=apart, name=SEPARATION, data=found.report or {}, author=act.actor, at=workflow.now()
    )
    send(file, act.other, "separated", Fellow(actor=act.actor, other=file.case.number))
    await file.write("separated", actor=act.actor, details={"other": act.other}, reports=[report])
    return file.receipt


async def separated(file: CaseFile, act: Fellow) -> Receipt:
    """The other case says that the children part."""
    for parting in [each for each in _fellows(file) if each.number == act.other]:
        parting.separated_at = workflow.now()
        await file.write("separated", actor=act.actor, details={"other": act.other})
    return file.receipt


async def fellow_stopped(file: CaseFile, act: Fellow) -> Receipt:
    """The journey of a child who travels along was broken off: if this one is on the road too, it comes back.

    What stopped the other child is not said here: who reads this case may have no part in that one.
    """
    changed: list[StepView] = []
    known = STOPPED in {each.id for each in file.procedure.interruptions}
    if known and file.case.custodian == "escort" and not ended(file):
        event = ReportEvent(actor=act.actor, kind=STOPPED, report={})
        changed = interrupt(file, file.procedure.interruption(STOPPED), event)
    await file.write(
        STOPPED,
        actor=act.actor,
        steps={view.key: view for view in changed}.values(),
        details={"other": act.other},
        notices=told(file),
        **withdrawn(changed),
    )
    return file.receipt


def _fellows(file: CaseFile) -> Iterator[LinkView]:
    return (each for each in file.case.links if each.kind in TOGETHER and each.separated_at is None)
