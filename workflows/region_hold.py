"""A region-wide hold: set for a border, told to every case that it concerns, lifted by another act, and told again."""

import asyncio

from temporalio import workflow

from cases.access import may_hold
from cases.errors import HoldLifted, NotYourBorder
from runtime.patience import SWEEP
from workflows.border_messages import BorderWord, HeldRegion, LiftRegionHold
from workflows.messages import Receipt
from workflows.options import ERRAND, RECORD
from workflows.refused import refusing

with workflow.unsafe.imports_passed_through():
    from activities.borders import AskConcerned, Borders, KeepHold, LiftHold, Word
    from activities.contract import Errand
    from activities.errands import Errands


@workflow.defn
class RegionHold:
    """No journey into, through or out of a country until this is lifted.

    The gates read the record, so they are shut for every case in the moment it is written. This workflow sees to it
    that each case with a journey also hears of it, once, whoever was away; and of its end.
    """

    @workflow.init
    def __init__(self, held: HeldRegion) -> None:
        self.held = held
        self.lock = asyncio.Lock()
        self.telling: dict[str, asyncio.Task[None]] = {}
        self.fault: BaseException | None = None

    @workflow.run
    async def run(self, held: HeldRegion) -> str:
        """Keep it; tell; look again for who has come to plan a journey since; end when everybody knows it is over.

        Refuses one who is no supervisor of a country that it names (``not_your_border``): nothing is written then.
        """
        if not self.held.kept:
            with refusing():
                self._demand_theirs()
            keep = KeepHold(asked=self.held.asked, at=workflow.now())
            await workflow.execute_activity_method(Borders.keep_hold, keep, **RECORD)
            self.held.kept = True
        while await self._tell():
            await self._until_something_changes()
            if workflow.info().is_continue_as_new_suggested() and not self.telling:
                await workflow.wait_condition(workflow.all_handlers_finished)
                workflow.continue_as_new(self.held)
        await workflow.wait_condition(workflow.all_handlers_finished)
        return self.held.hold

    @workflow.update
    async def standing(self) -> Receipt:
        """Answers once the hold stands on the record."""
        await workflow.wait_condition(lambda: self.held.kept)
        return Receipt(sequence=1)

    @workflow.update
    async def lift(self, act: LiftRegionHold) -> Receipt:
        """The border is open again. Of two who lift it in one instant one wins, and the other is told."""
        await workflow.wait_condition(lambda: self.held.kept)
        async with self.lock:
            with refusing():
                self._demand_standing(act)
            lift = LiftHold(id=self.held.hold, actor=act.actor, reason=act.reason, at=workflow.now())
            await workflow.execute_activity_method(Borders.lift_hold, lift, **RECORD)
            self.held.lifted_by = act.actor
        return Receipt(sequence=1)

    @lift.validator
    def _lift(self, act: LiftRegionHold) -> None:
        with refusing():
            self._demand_standing(act)

    def _demand_theirs(self) -> None:
        """The API has asked before; whoever starts it some other way is asked here."""
        asked = self.held.asked
        if not may_hold(self.held.actor, asked.country, asked.other):
            raise NotYourBorder()

    def _demand_standing(self, act: LiftRegionHold) -> None:
        if not may_hold(act.actor, self.held.actor.country):
            raise NotYourBorder()
        if self.held.lifted_by is not None:
            raise HoldLifted()

    async def _tell(self) -> bool:
        """Send word to who has not heard. False: it is lifted, and nobody is left who does not know.

        Whether it was lifted is asked before the record is read: a lift in between is for the next look.
        """
        lifted = self.held.lifted_by is not None
        ask = AskConcerned(id=self.held.hold, at=workflow.now())
        found = await workflow.execute_activity_method(Borders.who_must_hear, ask, **RECORD)
        self.held.look += 1
        for word in found.words:
            if word.number not in self.telling:
                self.telling[word.number] = asyncio.create_task(self._send(word))
        return bool(self.telling or found.words or not lifted)

    async def _send(self, word: Word) -> None:
        """One case at a time may be away for long: each has its own errand, and none waits for another."""
        by = self.held.lifted_by or self.held.actor
        message = BorderWord(actor=by, hold=self.held.hold, report=word.report)
        errand = Errand(
            id=f"{self.held.hold}-{self.held.look}-{word.update}-{word.number}",
            number=word.number,
            update=word.update,
            message=message.model_dump(mode="json"),
        )
        try:
            await workflow.execute_activity_method(Errands.deliver, errand, **ERRAND)
        except Exception as bug:
            self.fault = bug
            raise
        finally:
            self.telling.pop(word.number, None)

    async def _until_something_changes(self) -> None:
        """Until it is lifted, until who was being told has heard, or until it is time to look again."""
        lifted, on_the_way = self.held.lifted_by is not None, bool(self.telling)

        def changed() -> bool:
            done = on_the_way and not self.telling
            return self.fault is not None or done or (not lifted and self.held.lifted_by is not None)

        try:
            await workflow.wait_condition(changed, timeout=SWEEP)
        except TimeoutError:
            return
        if self.fault is not None:
            raise self.fault
