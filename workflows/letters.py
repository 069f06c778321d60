"""The consular letter: rendered when the notification is finished, and never while contact is shut."""

from temporalio import workflow

from cases.record import StepView
from workflows.file import CaseFile
from workflows.options import LETTER

with workflow.unsafe.imports_passed_through():
    from activities.contract import RenderLetter
    from activities.letters import Letters


async def before_consular_notice(file: CaseFile, view: StepView) -> None:
    """Render and keep the letter of a consular notification, under the same lock as the act. Other steps have none."""
    if file.rule(view).gate != "consular_notice":
        return
    ask = RenderLetter(number=file.case.number, kind=view.step, round=view.round, at=workflow.now())
    await workflow.execute_activity_method(Letters.letter, ask, **LETTER)
