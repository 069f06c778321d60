"""Word from one case to another: kept in the state until it is delivered, whatever stops in between.

The other case takes its own lock, so word is never sent while this one's is held: two cases that write to one another
at the same instant would wait for each other without end.
"""

from temporalio import workflow

from workflows.file import CaseFile
from workflows.messages import Act, Errand
from workflows.options import ERRAND

with workflow.unsafe.imports_passed_through():
    from activities import contract
    from activities.errands import Errands


def send(file: CaseFile, number: str, update: str, message: Act) -> None:
    """Have ``update`` done in the case ``number``, once. Call it just before the write that it belongs to."""
    state = file.carried
    state.errands.append(
        Errand(
            id=f"{file.case.number}-{state.sequence + 1}-{update}-{number}",
            number=number,
            update=update,
            message=message.model_dump(mode="json"),
        )
    )
    keep_errands(file)


def keep_errands(file: CaseFile) -> None:
    """Deliver beside the story what is not delivered yet: now, or taken up again in a new run."""
    if file.carried.errands and not file.delivering:
        file.delivering = True
        file.aside(_deliver(file))


async def _deliver(file: CaseFile) -> None:
    errands = file.carried.errands
    while errands:
        await workflow.wait_condition(lambda: not file.lock.locked())
        errand = contract.Errand.model_validate(errands[0].model_dump())
        await workflow.execute_activity_method(Errands.deliver, errand, **ERRAND)
        errands.pop(0)
    file.delivering = False


async def delivered(file: CaseFile) -> None:
    """Wait until no word is left: a case does not end with a sister's case not told."""
    await file.until(lambda: not file.carried.errands)
