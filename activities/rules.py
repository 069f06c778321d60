"""The rules applied: a procedure resolved, a clock computed. The answers stay in the history; replay never asks."""

from typing import Any

from temporalio import activity

from activities.contract import AskClock, Clock, ResolveProcedure
from cases.repository.procedures import procedure_of
from guidelines.because import Due
from guidelines.deadline import Deadline
from guidelines.due import compute, opens_at, reminders
from guidelines.library import library
from guidelines.procedure import Procedure
from guidelines.resolve import resolve_at
from runtime.database import Sessions


class Rules:
    """Activities over ``guidelines/``. ``sessions`` reads the procedure a case was opened under."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    @activity.defn
    async def resolve_procedure(self, ask: ResolveProcedure) -> dict[str, Any]:
        """The procedure of a case that opens now. Raises GuidelineRefused where no value covers the day."""
        return resolve_at(library(), ask.host, ask.origin, ask.at).model_dump(mode="json")

    @activity.defn
    async def clock(self, ask: AskClock) -> Clock | None:
        """The due instant of a step. None where the step has no clock."""
        procedure = await self._procedure(ask)
        step = procedure.step(ask.step)
        deadline = deadline_of(procedure, ask.step, ask.visit)
        if deadline is None:
            return None
        due: Due = compute(procedure, deadline, ask.started_at)
        return Clock(
            due_at=due.at,
            because=due.because.model_dump(mode="json"),
            basis=due.because.basis,
            reminders=[at for at in reminders(procedure, deadline, due) if at > ask.now],
            # A clock that begins when its step opens cannot say when to open it: such a step opens at once.
            opens_at=None if deadline.starts == "opened" else opens_at(procedure, step, deadline, due),
        )

    async def _procedure(self, ask: AskClock) -> Procedure:
        if ask.procedure is not None:
            return Procedure.model_validate(ask.procedure)
        async with self._sessions() as session:
            return await procedure_of(session, ask.edition)


def deadline_of(procedure: Procedure, step_id: str, visit: str | None) -> Deadline | None:
    """The deadline of a step, or of one visit of its series. Raises KeyError for an unknown visit."""
    step = procedure.step(step_id)
    if visit is None:
        return step.deadline
    if step.extra is not None and visit == step.extra.id:
        return step.extra.deadline
    return {each.id: each.deadline for each in step.series}[visit]
