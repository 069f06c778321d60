"""The host country's duty, from detection to the handover."""

from temporalio import workflow

from workflows.acts import Acts
from workflows.acts_on_borders import BorderActs
from workflows.acts_on_links import LinkActs
from workflows.acts_on_record import RecordActs
from workflows.clock import watch
from workflows.duties import keep_duties
from workflows.errands import delivered, keep_errands
from workflows.file import CaseFile
from workflows.holding import ended, until_closed
from workflows.judging import clock
from workflows.majority import keep_majority
from workflows.messages import Closed, Handed, Opened
from workflows.names import reception_id, task_queue
from workflows.opening import open_case
from workflows.reception import Reception
from workflows.refused import refusing
from workflows.stage import TurnBack, run_stage
from workflows.step import new, open_now

STAGES = ("detection", "protection", "assessment", "best_interests", "decision", "preparation", "transfer")


@workflow.defn
class Repatriation(Acts, BorderActs, LinkActs, RecordActs):
    """A child victim of trafficking goes home, or stays, as the child's best interests require."""

    @workflow.init
    def __init__(self, opened: Opened) -> None:
        self.file = CaseFile(STAGES)

    @workflow.run
    async def run(self, opened: Opened) -> Closed:
        """The story. What stands is passed over, so that it can begin again from the top whenever it turns."""
        await self._open(opened)
        while True:
            try:
                await until_closed(self.file)
                if self.file.case.status == "closed":
                    return await self._closed()
                await self._back_in_care()
                for stage in ("detection", "protection", "assessment", "best_interests", "decision"):
                    await run_stage(self.file, stage)
                if self.file.case.decided != "return":
                    return await self._closed()
                for stage in ("preparation", "transfer"):
                    await run_stage(self.file, stage)
                return await self._passed_to_origin()
            except TurnBack:
                await self._begin_again(opened)

    async def _open(self, opened: Opened) -> None:
        if opened.state is not None:
            self.file.begin(opened.state)
            keep_duties(self.file)
            keep_errands(self.file)
        else:
            with refusing():
                await open_case(self.file, opened)
        keep_majority(self.file)

    async def _back_in_care(self) -> None:
        """A journey broken off ends with the child in the host's care again, by a record that both sides sign."""
        file = self.file
        if file.case.custodian != "escort" or file.settled("escort"):
            return
        await file.until(lambda: not any(hold.kind == "child_missing" for hold in file.case.holds))
        if ended(file) or file.case.status == "closed":
            return
        async with file.lock:
            duty = file.procedure.step("return_to_care")
            view = file.steps.setdefault(duty.id, new(duty, stage=None))
            if view.status == "finished":
                view.round, view.status = view.round + 1, "waiting"
            if view.status == "waiting":
                await open_now(file, view, await clock(file, view))
        await watch(file, view.key, leaves=False)

    async def _begin_again(self, opened: Opened) -> None:
        """Between two tellings the history may start afresh, once nobody's act is under way."""
        self.file.turned = False
        if workflow.info().is_continue_as_new_suggested():
            await workflow.wait_condition(workflow.all_handlers_finished)
            workflow.continue_as_new(opened.model_copy(update={"report": {}, "state": self.file.state}))

    async def _closed(self) -> Closed:
        await delivered(self.file)
        await workflow.wait_condition(workflow.all_handlers_finished)
        return Closed(number=self.file.case.number, closing=self.file.case.closing or "")

    async def _passed_to_origin(self) -> Closed:
        """Custody has passed: the origin's duty begins and lives on when the host's has ended."""
        file = self.file
        file.moved = True
        await workflow.wait_condition(workflow.all_handlers_finished)
        await workflow.start_child_workflow(
            Reception.run,
            Handed(state=file.carried),
            id=reception_id(file.case.number),
            task_queue=task_queue(file.case.origin),
            parent_close_policy=workflow.ParentClosePolicy.ABANDON,
        )
        return Closed(number=file.case.number, closing="handed_over")
