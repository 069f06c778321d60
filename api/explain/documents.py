"""The documents of a step, in words."""

from typing import cast

from api.acts.acting import Acting
from api.acts.documents import may_attach, read_documents
from api.pages.language import catalogue
from api.schemas.documents import DocumentAttached, DocumentShown, DocumentsListed, KindOfEvidence, Withdrawn
from cases.access import SUPERVISORS
from cases.repository.houses import A_SHELTER, Houses, unnamed_houses
from cases.repository.people import names_of
from cases.repository.procedures import procedure_of
from cases.tables import Document
from guidelines.library import library
from runtime.documents.kinds import KINDS
from runtime.documents.scanner import Scan
from runtime.documents.shelf import Shelf


async def documents_listed(acting: Acting, shelf: Shelf, number: str, key: str, language: str) -> DocumentsListed:
    """Those of one step, for this reader. Raises NotFound."""
    read = await read_documents(acting, number, key)
    rule = (await procedure_of(acting.session, read.asked.case.edition)).step(read.step.step)
    people = [who for each in read.documents for who in (each.attached_by, each.withdrawn_by)]
    houses = await unnamed_houses(acting.session, read.asked.case.number, acting.actor.country)
    words = catalogue(language).gettext(A_SHELTER)
    names = await names_of(acting.session, people) | dict.fromkeys(houses.people, words)
    evidence = {each.id: each.words.in_(language) for each in library().vocabulary.evidence}
    return DocumentsListed(
        documents=[_shown(acting, shelf, each, names, evidence, houses) for each in read.documents],
        may_attach=may_attach(acting, read.asked, read.step),
        kinds_of_evidence=[KindOfEvidence(id=each, title=evidence.get(each, each)) for each in rule.evidence],
        taken=sorted(KINDS[each].ending for each in shelf.taken),
        largest_mebibytes=shelf.mebibytes,
    )


def attached(row: Document, sequence: int) -> DocumentAttached:
    """What is answered to who attached it."""
    return DocumentAttached(
        id=row.id,
        sequence=sequence,
        sha256=row.sha256,
        size=row.size,
        media_type=row.media_type,
        scan="clean" if row.scan == "clean" else "not_scanned",
    )


def _shown(
    acting: Acting, shelf: Shelf, row: Document, names: dict[str, str], evidence: dict[str, str], houses: Houses
) -> DocumentShown:
    withdrawn = row.withdrawn_at is not None
    given = row.scan == "clean" or (row.scan == "not_scanned" and not shelf.only_scanned)
    return DocumentShown(
        id=row.id,
        title=row.title,
        file_name=row.file_name,
        evidence=row.evidence,
        evidence_title=evidence.get(row.evidence, row.evidence) if row.evidence else None,
        media_type=row.media_type,
        size=row.size,
        pages=row.pages,
        sha256=row.sha256,
        scan=cast(Scan, row.scan),
        attached_by=houses.neutral(row.attached_by),
        attached_by_name=names.get(row.attached_by, row.attached_by),
        attached_at=row.attached_at,
        sequence=row.sequence or 0,
        withdrawn=Withdrawn(
            at=row.withdrawn_at, by_name=names.get(row.withdrawn_by or "", row.withdrawn_by or ""), reason=row.reason
        )
        if row.withdrawn_at is not None
        else None,
        given=given and (not withdrawn or acting.actor.role in SUPERVISORS),
    )
