"""Who reads the documents of a step, who may attach to it; and a document that is taken back."""

from dataclasses import dataclass

from api.acts.acting import Acting, Asked
from api.acts.attaching import BEGUN
from api.pages.secrets import may_read_places
from cases.access import answers_for_the_child, may
from cases.document_errors import DocumentWithdrawn
from cases.errors import NotFound
from cases.need_to_know import readable
from cases.record import CaseView, StepView
from cases.reports import keeps_secrets
from cases.repository.documents import document_of, documents_of
from cases.repository.parts import steps_of
from cases.tables import Document, Step
from guidelines.library import library
from workflows.document_messages import WithdrawDocument
from workflows.messages import Receipt


@dataclass(frozen=True)
class Read:
    """The documents of a step that a person may read."""

    asked: Asked
    step: Step
    documents: list[Document]


async def read_documents(acting: Acting, number: str, key: str) -> Read:
    """All, for who reads the step's report whole; else those that they attached themselves. Raises NotFound."""
    asked, step = await acting.reading_step(number, key)
    whole = await _whole(acting, asked, step)
    found = await documents_of(acting.session, asked.case.number, key)
    return Read(asked, step, [each for each in found if whole or each.attached_by == acting.actor.user])


async def withdraw(acting: Acting, number: str, key: str, document: str, reason: str) -> Receipt:
    """Take it back from its step. Raises NotFound, DocumentWithdrawn, and what the workflow refuses."""
    asked, step = await acting.on_step(number, key, "attach")
    row = await document_of(acting.session, asked.case.number, step.key, document)
    if row is None:
        raise NotFound()
    if row.withdrawn is not None:
        raise DocumentWithdrawn()
    message = WithdrawDocument(actor=acting.actor, step=key, document=document, reason=reason)
    return await acting.send(asked, "withdraw_document", message)


def may_attach(acting: Acting, asked: Asked, step: Step) -> bool:
    """Whether this person may attach to the step as it is, and take back."""
    begun = step.status in BEGUN and asked.case.status == "open"
    return begun and may(asked.reader(acting.actor), "attach", asked.relation, step.side, step.responsible)


async def read_one(acting: Acting, number: str, key: str, document: str) -> Document:
    """One of those that this person may read. Raises NotFound."""
    found = (await read_documents(acting, number, key)).documents
    row = next((each for each in found if each.id == document), None)
    if row is None:
        raise NotFound()
    return row


async def _whole(acting: Acting, asked: Asked, step: Step) -> bool:
    """A paper is read whole or not at all: who is kept from an answer of the report, or from a place in it, is kept
    from the papers that prove it.
    """
    actor, report = acting.actor, str(step.view["report"])
    view = CaseView.model_validate(asked.case.view)
    of_their_side = asked.relation == ("host" if step.side == "both" else step.side)
    theirs = of_their_side and (answers_for_the_child(actor) or step.responsible == actor.function)
    if keeps_secrets(report) and not theirs:
        return False
    if not may_read_places(asked.relation, step.side, view):
        return False
    steps = [StepView.model_validate(row.view) for row in await steps_of(acting.session, asked.case)]
    reader = readable(library().need_to_know, asked.relation, actor.function, view, steps)
    return reader.of(report, step.side) == "all"
