"""The origin country's duty, from the reception to the last visit."""

from temporalio import workflow

from workflows.acts import Acts
from workflows.acts_on_borders import BorderActs
from workflows.acts_on_links import LinkActs
from workflows.acts_on_record import RecordActs
from workflows.duties import keep_duties
from workflows.errands import delivered, keep_errands
from workflows.file import CaseFile
from workflows.holding import until_closed
from workflows.majority import handed_over, keep_majority
from workflows.messages import Closed, Handed
from workflows.stage import TurnBack, run_stage

STAGES = ("reception", "reintegration")


@workflow.defn
class Reception(Acts, BorderActs, LinkActs, RecordActs):
    """A child who came home is received, placed, and visited until an authorised person closes the case."""

    @workflow.init
    def __init__(self, handed: Handed) -> None:
        self.file = CaseFile(STAGES)
        self.file.begin(handed.state)

    @workflow.run
    async def run(self, handed: Handed) -> Closed:
        """The story of the return's first year."""
        await self._take_over()
        while self.file.case.status == "open":
            try:
                await until_closed(self.file)
                for stage in STAGES:
                    await run_stage(self.file, stage)
            except TurnBack:
                await self._begin_again()
        await delivered(self.file)
        await workflow.wait_condition(workflow.all_handlers_finished)
        return Closed(number=self.file.case.number, closing=self.file.case.closing or "")

    async def _take_over(self) -> None:
        file = self.file
        keep_duties(file)
        keep_errands(file)
        if file.case.workflow == workflow.info().workflow_id:
            keep_majority(file)
            return
        async with file.lock:
            file.case.workflow = workflow.info().workflow_id
            await file.write("origin_took_over", actor=None, steps=handed_over(file))
        keep_majority(file)

    async def _begin_again(self) -> None:
        self.file.turned = False
        if workflow.info().is_continue_as_new_suggested():
            await workflow.wait_condition(workflow.all_handlers_finished)
            workflow.continue_as_new(Handed(state=self.file.carried))
