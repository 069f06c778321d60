"""Documents attached to a step, and withdrawn from it: before its report is filed, and after."""

from cases.access import demand
from cases.effects import DocumentNoted
from cases.errors import StepNotOpen
from cases.record import StepView
from workflows.document_messages import Attach, WithdrawDocument
from workflows.file import CaseFile
from workflows.messages import Receipt

BEGUN = ("open", "submitted", "finished")


def check_document(file: CaseFile, act: Attach | WithdrawDocument) -> StepView:
    """A step that has begun, in a case that is open, and of who works on it."""
    file.must_be_open()
    view = file.steps.get(act.step)
    if view is None or view.status not in BEGUN:
        raise StepNotOpen(step=act.step, status=view.status if view else "unknown")
    demand(act.actor, "attach", file.relation(act.actor), view.side, view.responsible)
    return view


async def attach(file: CaseFile, act: Attach) -> Receipt:
    """What was kept belongs to the step: the ledger has its hash."""
    view = check_document(file, act)
    details = {"document": act.document, "sha256": act.sha256, "size": act.size, "type": act.media_type}
    if act.evidence:
        details["evidence"] = act.evidence
    noted = DocumentNoted(id=act.document)
    await file.write("document_attached", actor=act.actor, on=view, details=details, document=noted)
    return file.receipt


async def withdraw_document(file: CaseFile, act: WithdrawDocument) -> Receipt:
    """It is taken back, with the reason."""
    view = check_document(file, act)
    noted = DocumentNoted(id=act.document, withdrawn=True, reason=act.reason)
    details = {"document": act.document, "reason": act.reason}
    await file.write("document_withdrawn", actor=act.actor, on=view, details=details, document=noted)
    return file.receipt
