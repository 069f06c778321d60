"""The documents of a step: kept by who attaches them, and documents only once the ledger says so."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.record import Record
from cases.tables import Document


async def documents_of(session: AsyncSession, number: str, step: str) -> Sequence[Document]:
    """Those that were attached to a step, withdrawn or not, oldest first."""
    found = await session.exec(
        select(Document)
        .where(Document.case_number == number, Document.step_key == step, col(Document.sequence).is_not(None))
        .order_by(col(Document.sequence))
    )
    return found.all()


async def document_of(session: AsyncSession, number: str, step: str, document: str) -> Document | None:
    """The document of that id, if it was attached to that step of that case."""
    found = await session.get(Document, document)
    if found is None or (found.case_number, found.step_key) != (number, step) or found.sequence is None:
        return None
    return found


async def note_document(session: AsyncSession, write: Record) -> None:
    """Attach it, or withdraw it, as the write says; the first word on either holds. The caller commits."""
    noted = write.document
    if noted is None:
        return
    row = await session.get(Document, noted.id)
    if row is None or row.case_number != write.case.number or row.step_key != write.entry.step:
        return  # nobody kept such a document: the ledger says what was asked, and nothing is listed
    if not noted.withdrawn and row.sequence is None:
        row.sequence, row.attached_at = write.sequence, write.entry.at
    elif noted.withdrawn and row.withdrawn is None:
        row.withdrawn, row.withdrawn_at, row.reason = write.sequence, write.entry.at, noted.reason
        row.withdrawn_by = write.entry.actor.user if write.entry.actor else None
    session.add(row)
