"""The one write to a case's record. Applied once by case and sequence, all or nothing."""

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.record import Record, StepView
from cases.repository.cancelling import cancel_notices
from cases.repository.documents import note_document
from cases.repository.filing import file_reports
from cases.repository.keeping import keep_state
from cases.repository.naming import keep_named
from cases.repository.participation import take_part
from cases.repository.procedures import keep
from cases.repository.sealing import seal
from cases.repository.voiding import void_letters
from cases.tables import Alert, Case, Custody, LedgerEntry, Step
from guidelines.procedure import Procedure


async def apply(session: AsyncSession, write: Record) -> bool:
    """Apply ``write`` unless it was applied before; says whether it did. The caller commits.

    Raises RuntimeError for a gap, and for another write under a number that is taken: both are bugs that must stall
    the case, for the record would otherwise lose an act.
    """
    case = await session.get(Case, write.case.number)
    applied = case.sequence if case else 0
    if write.sequence <= applied:
        await _demand_same(session, write)
        return False
    if write.sequence != applied + 1:
        raise RuntimeError(f"write {write.sequence} comes after {applied}: one between is missing")
    if case is None:
        case = await _open(session, write)
    elif write.procedure is not None:
        case.edition = Procedure.model_validate(write.procedure).edition
        await keep(session, case.edition, write.procedure)
    _case(case, write)
    session.add(case)
    await session.flush()
    await _put_steps(session, write)
    keep_state(session, write, case.edition)
    await file_reports(session, write)
    await _alerts(session, write)
    if write.custody is not None:
        session.add(
            Custody(
                case_number=write.case.number,
                sequence=write.sequence,
                step_key=write.custody.step,
                **write.custody.model_dump(exclude={"step"}),
            )
        )
    await void_letters(session, write)
    await cancel_notices(session, write)
    await take_part(session, write)
    await note_document(session, write)
    await keep_named(session, write)
    entry = _entry(write)
    session.add(entry)
    await session.flush()
    await seal(session, entry)
    await session.flush()
    return True


async def _demand_same(session: AsyncSession, write: Record) -> None:
    known, wanted = await session.get(LedgerEntry, (write.case.number, write.sequence)), _entry(write)
    if known is None or any(
        getattr(known, name) != getattr(wanted, name) for name in ("act", "actor", "step_key", "at")
    ):
        raise RuntimeError(f"write {write.sequence} of {write.case.number} is taken by another act")


async def _open(session: AsyncSession, write: Record) -> Case:
    if write.procedure is None or write.detected_at is None:
        raise RuntimeError("the first write of a case must bring its procedure and the moment of detection")
    procedure = Procedure.model_validate(write.procedure)
    await keep(session, procedure.edition, write.procedure)
    return Case(
        number=write.case.number,
        host=write.case.host,
        origin=write.case.origin,
        edition=procedure.edition,
        opened_at=write.entry.at,
        detected_at=write.detected_at,
        stage=write.case.stage,
        status=write.case.status,
        custodian=write.case.custodian,
        workflow=write.case.workflow,
        sequence=0,
        view={},
    )


def _case(row: Case, write: Record) -> None:
    view = write.case
    row.sequence = write.sequence
    row.stage, row.status, row.workflow = view.stage, view.status, view.workflow
    row.decided, row.closing, row.suppressed, row.custodian = (
        view.decided,
        view.closing,
        view.suppressed,
        view.custodian,
    )
    row.protected = bool(view.named)
    row.view = view.model_dump(mode="json")
    row.detected_at = write.detected_at or row.detected_at
    if view.status == "closed" and row.closed_at is None:
        row.closed_at = write.entry.at


async def _put_steps(session: AsyncSession, write: Record) -> None:
    """Whether each is there already is asked once, not step by step."""
    number, keys = write.case.number, [view.key for view in write.steps]
    found = await session.exec(select(Step).where(col(Step.case_number) == number, col(Step.key).in_(keys)))
    known = {row.key: row for row in found}
    for view in write.steps:
        row = _step(number, view)
        if view.key in known:
            await session.merge(row)
        else:
            session.add(row)


def _step(number: str, view: StepView) -> Step:
    return Step(
        case_number=number,
        key=view.key,
        step=view.step,
        stage=view.stage,
        side=view.side,
        responsible=view.responsible,
        round=view.round,
        status=view.status,
        owner=view.owner,
        opened_at=view.opened_at,
        due_at=view.due_at,
        paused=view.paused_since is not None,
        extension_asked=view.extension is not None,
        finished_at=view.finished_at,
        view=view.model_dump(mode="json"),
    )


async def _alerts(session: AsyncSession, write: Record) -> None:
    number = write.case.number
    if write.cleared_steps:
        await session.exec(
            update(Alert)
            .where(
                col(Alert.case_number) == number,
                col(Alert.step_key).in_(write.cleared_steps),
                col(Alert.cleared_at).is_(None),
            )
            .values(cleared_at=write.entry.at)
        )
    if write.alert is not None:
        raised = write.alert
        session.add(Alert(case_number=number, step_key=raised.step, **raised.model_dump(exclude={"step"})))
    if write.acknowledged_alert is not None and write.entry.actor is not None:
        await session.exec(
            update(Alert)
            .where(col(Alert.id) == write.acknowledged_alert)
            .values(acknowledged_at=write.entry.at, acknowledged_by=write.entry.actor.user)
        )


def _entry(write: Record) -> LedgerEntry:
    entry, actor = write.entry, write.entry.actor
    return LedgerEntry(
        case_number=write.case.number,
        sequence=write.sequence,
        at=entry.at,
        act=entry.act,
        actor=actor.user if actor else None,
        agency=actor.agency if actor else None,
        capacity=actor.role.value if actor else None,
        step_key=entry.step,
        round=entry.round,
        rule=entry.rule,
        details=entry.details,
    )
