"""A finished report corrected: what would follow is weighed and shown, then the act says that it was seen."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.consequences import Consequences
from activities.correcting import AskCorrection, Correcting, CorrectionFound
from api.acts.acting import Acting, Asked
from api.reports import checked
from cases.errors import NothingToAnswer, StaleRound, StepNotOpen
from cases.record import CaseView, StepView
from cases.reports.base import Filing
from cases.repository.parts import steps_of
from cases.repository.procedures import procedure_of
from cases.repository.reading import contact_shut
from cases.tables import Case, Step
from cases.tables.ciphering import keys_of
from runtime.database import sessions
from workflows import reception, repatriation
from workflows.correction_messages import AnswerCorrection, Correct
from workflows.file import CaseFile
from workflows.messages import Receipt, State
from workflows.names import reception_id
from workflows.weighing import consequences

Weighed = tuple[CorrectionFound, Consequences]


async def preview(acting: Acting, number: str, key: str, round_: int, report: dict[str, Any]) -> tuple[Asked, Weighed]:
    """What would follow from this new version of the report, now. Nothing is kept."""
    asked, step = await acting.on_step(number, key, "correct")
    _demand_finished(step, round_)
    data = await _data(acting, asked, step, report)
    return asked, await weigh(acting.session, asked.case, key, data, acting.now)


async def preview_waiting(acting: Acting, number: str, key: str) -> tuple[Asked, Weighed]:
    """What would follow now from the correction that waits for approval."""
    asked, step = await acting.on_step(number, key, "approve", "countersign")
    if step.view.get("correction") is None:
        raise NothingToAnswer(what="correction")
    return asked, await weigh(acting.session, asked.case, key, None, acting.now)


async def correct(
    acting: Acting, number: str, key: str, round_: int, report: dict[str, Any], reason: str, seen: str
) -> Receipt:
    """A new version, with its reason; ``seen``: the mark of what was shown to follow."""
    asked, step = await acting.on_step(number, key, "correct")
    data = await _data(acting, asked, step, report)
    message = Correct(actor=acting.actor, step=key, round=round_, report=data, reason=reason, seen=seen)
    return await acting.send(asked, "correct", message)


async def answer(acting: Acting, number: str, key: str, round_: int, approved: bool, reason: str, seen: str) -> Receipt:
    """A correction that waits is approved, its consequences having been seen, or refused."""
    asked, _ = await acting.on_step(number, key, "approve", "countersign")
    message = AnswerCorrection(actor=acting.actor, step=key, round=round_, approved=approved, reason=reason, seen=seen)
    return await acting.send(asked, "answer_correction", message)


async def weigh(session: AsyncSession, case: Case, key: str, report: dict[str, Any] | None, now: datetime) -> Weighed:
    """The same that the workflow will find: the same activity, and the same rules tried on a copy of the case."""
    file = await file_of(session, case)
    ask = AskCorrection(case=file.case, steps=file.steps, edition=case.edition, key=key, report=report, now=now)
    found = await Correcting(sessions(cast(AsyncEngine, session.bind), keys_of(session))).weigh_correction(ask)
    return found, consequences(file, file.steps[key], found)


async def file_of(session: AsyncSession, case: Case) -> CaseFile:
    """The case as its workflow holds it, from its record."""
    in_origin = case.workflow == reception_id(case.number)
    file = CaseFile(reception.STAGES if in_origin else repatriation.STAGES)
    procedure = await procedure_of(session, case.edition)
    steps = {row.key: StepView.model_validate(row.view) for row in await steps_of(session, case)}
    view, rules = CaseView.model_validate(case.view), procedure.model_dump(mode="json")
    file.begin(State(case=view, procedure=rules, steps=steps, sequence=case.sequence))
    return file


async def _data(acting: Acting, asked: Asked, step: Step, report: dict[str, Any]) -> dict[str, Any]:
    rule = (await procedure_of(acting.session, asked.case.edition)).step(step.step)
    return checked(rule.report_model, report, Filing(contact_shut(asked.case)))


def _demand_finished(step: Step, round_: int) -> None:
    if step.status != "finished":
        raise StepNotOpen(step=step.key, status=step.status)
    if step.round != round_:
        raise StaleRound(step=step.key, round=step.round)
