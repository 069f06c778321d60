"""The case file a workflow keeps: its state, its procedure, and the one way to write to the record."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime
from typing import Any

from temporalio import workflow

from cases.access import CaseSide
from cases.actor import Actor
from cases.errors import CaseClosed, CaseMoved, StaleRound, StepNotOpen
from cases.record import CaseView, Entry, Record, Recorded, StepView
from guidelines.procedure import Procedure
from guidelines.step import Step
from workflows.messages import OnStep, Receipt, State
from workflows.options import RECORD

with workflow.unsafe.imports_passed_through():
    from activities.recording import Recording

SETTLED = ("finished", "not_applicable")


class CaseFile:
    """One case. Every change happens under ``lock``, one act at a time, and is recorded before it is answered."""

    def __init__(self, stages: tuple[str, ...]) -> None:
        self.stages = stages
        self.lock = asyncio.Lock()
        self.state: State | None = None
        self.turned = False
        self.moved = False
        self.fault: BaseException | None = None
        self.beside: list[asyncio.Task[None]] = []
        self.delivering = False
        self.arriving: list[str] = []
        """Recipients to whom a consent is being withdrawn: it waits for its turn, and counts already."""
        self._procedure: Procedure | None = None

    def begin(self, state: State) -> None:
        """Take up a state: a new case's, or one carried over."""
        self.state = state
        self._procedure = Procedure.model_validate(state.procedure)

    def follow(self, procedure: dict[str, Any]) -> None:
        """From now on the case follows another edition."""
        self.carried.procedure = procedure
        self._procedure = Procedure.model_validate(procedure)

    @property
    def begun(self) -> bool:
        """Whether the case has its procedure and its first record."""
        return self.state is not None and self.state.sequence > 0

    @property
    def carried(self) -> State:
        """All that is known, to carry over. Refuses before the case is opened."""
        if self.state is None:
            raise StepNotOpen(step=None, status="waiting")
        return self.state

    @property
    def receipt(self) -> Receipt:
        """The answer to an act that was just recorded."""
        return Receipt(sequence=self.carried.sequence)

    @property
    def case(self) -> CaseView:
        """The case as it stands."""
        return self.carried.case

    @property
    def steps(self) -> dict[str, StepView]:
        """Its steps by key."""
        return self.state.steps if self.state else {}

    @property
    def procedure(self) -> Procedure:
        """The rules the case follows."""
        if self._procedure is None:
            raise StepNotOpen(step=None, status="waiting")
        return self._procedure

    def rule(self, view: StepView) -> Step:
        """The rule of a step."""
        return self.procedure.step(view.step)

    def settled(self, step_id: str) -> bool:
        """Every occurrence of a step is finished or does not apply. A step that is not of this case is settled."""
        return all(view.status in SETTLED for view in self.steps.values() if view.step == step_id)

    def side_of(self, step: Step) -> str:
        """Whose step it is now: while contact with the origin is shut, the host carries a joint step alone.

        It also carries the duties that an event had given to the origin. A joint duty that an event opens once the
        child has come home is the origin's.
        """
        duty = self.procedure.stage_of(step.id) is None
        if self.case.contact_shut and (step.side == "both" or duty):
            return "host"
        if duty and step.side == "both" and self.case.custodian not in ("host", "escort"):
            return "origin"
        return step.side

    def relation(self, actor: Actor) -> CaseSide | None:
        """On which side an actor stands."""
        sides: dict[str, CaseSide] = {self.case.host: "host", self.case.origin: "origin"}
        return sides.get(actor.country)

    def on_step(self, act: OnStep, *statuses: str) -> StepView:
        """The step an act is on. Refuses a closed or moved case, an unknown or not open step, an earlier round."""
        self.must_be_open()
        view = self.steps.get(act.step)
        if view is None or view.status not in statuses:
            raise StepNotOpen(step=act.step, status=view.status if view else "unknown")
        if view.round != act.round:
            raise StaleRound(step=act.step, round=view.round)
        return view

    def must_be_open(self) -> None:
        """Refuse an act on a case that is closed, or that has passed to the other country."""
        if self.moved:
            raise CaseMoved()
        if self.case.status == "closed":
            raise CaseClosed()

    def aside_copy(self) -> "CaseFile":
        """The same case, to try on it what would happen: nothing of it is ever recorded."""
        copy, state = CaseFile(self.stages), self.carried
        copy.state = state.model_copy(
            update={
                "case": state.case.model_copy(deep=True),
                "steps": {key: view.model_copy(deep=True) for key, view in state.steps.items()},
                "errands": list(state.errands),
            }
        )
        copy._procedure = self.procedure
        return copy

    def turn(self) -> None:
        """Make the story begin again from the top: what stands is passed over."""
        self.turned = True

    def aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside the story. A bug in it surfaces in the story (``fault``), it is not lost."""

        async def keep() -> None:
            try:
                await work
            except Exception as bug:
                self.fault = bug
                raise

        self.beside.append(asyncio.create_task(keep()))

    async def until(self, true: Callable[[], bool], at: datetime | None = None, summary: str | None = None) -> bool:
        """Wait until something is true, or until an instant; says whether it became true. A bug beside it surfaces."""
        timeout = None if at is None else at - workflow.now()
        if timeout is not None and timeout.total_seconds() <= 0:
            return self.fault is not None or true()
        try:
            await workflow.wait_condition(
                lambda: self.fault is not None or true(), timeout=timeout, timeout_summary=summary
            )
        except TimeoutError:
            return False
        if self.fault is not None:
            raise self.fault
        return True

    async def write(self, act: str, *, actor: Actor | None, steps: Iterable[StepView] = (), **more: Any) -> int:
        """Record an act with the steps it changed; returns how many people its notices reached. Hold the lock."""
        state, on, details = self.carried, more.pop("on", None), more.pop("details", {})
        state.sequence += 1
        entry = Entry(
            act=act,
            at=workflow.now(),
            actor=actor,
            step=on.key if on else None,
            round=on.round if on else None,
            rule=on.step if on else None,
            details=details,
        )
        recorded: Recorded = await workflow.execute_activity_method(
            Recording.record,
            Record(
                sequence=state.sequence,
                entry=entry,
                case=self.case.model_copy(deep=True),
                steps=[view.model_copy(deep=True) for view in steps],
                **more,
            ),
            **RECORD,
        )
        return recorded.reached
