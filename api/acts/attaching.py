"""A document is attached to a step: looked at, scanned, enciphered and kept, and then told to the case."""

import asyncio
import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from api.acts.acting import Acting, Asked
from api.errors import NotUnderstood
from api.schemas.data import keepable
from cases.document_errors import (
    DocumentActive,
    DocumentEmpty,
    DocumentInfected,
    DocumentOfAnotherKind,
    DocumentTooLarge,
    DocumentTooWide,
    DocumentUnreadable,
    StorageAway,
)
from cases.errors import CaseClosed, StepNotOpen
from cases.repository.opening import KeyReused
from cases.repository.procedures import procedure_of
from cases.tables import Document, Step
from cases.tables.ciphering import keys_of
from runtime.documents.apart import TooWide, Unreadable, pages_of
from runtime.documents.kinds import KINDS, Active, WrongKind, kind_of
from runtime.documents.objects import Unreachable
from runtime.documents.shelf import Shelf
from workflows.document_messages import Attach

LONGEST_TITLE, LONGEST_NAME = 200, 120
"""Characters."""

BEGUN = ("open", "submitted", "finished")
"""Steps that documents are attached to (as workflows/documents.py, which is asked again)."""

ID = 24
"""Hexadecimal digits of a document's id: a hundred bits, nobody guesses one."""


@dataclass(frozen=True)
class Given:
    """What somebody sends: the file, what they call it, and which evidence of the step it is."""

    content: bytes
    title: str
    file_name: str = ""
    evidence: str | None = None


async def attach(acting: Acting, shelf: Shelf, number: str, key: str, given: Given) -> tuple[Document, int]:
    """Keep it, then tell the case: the document, and its line of the ledger. Sent again with the same key it is kept
    once.

    Raises the refusals of cases.document_errors, KeyReused, NoRoom, and what the workflow refuses.
    """
    asked, step = await acting.on_step(number, key, "attach")
    if asked.case.status == "closed":
        raise CaseClosed()
    if step.status not in BEGUN:
        raise StepNotOpen(step=key, status=step.status)
    row = await _kept_before(acting, step, given)
    if row is None:
        row = await _kept(acting, shelf, asked, step, given)
    if row.sequence is not None:
        return row, row.sequence
    receipt = await acting.send(asked, "attach", _told(acting, row))
    return row, receipt.sequence


def about(document: str) -> str:
    """What the enciphered bytes are bound to, besides the case."""
    return f"document.{document}"


def _told(acting: Acting, row: Document) -> Attach:
    return Attach(
        actor=acting.actor,
        step=row.step_key,
        document=row.id,
        sha256=row.sha256,
        size=row.size,
        media_type=row.media_type,
        evidence=row.evidence,
    )


async def _kept_before(acting: Acting, step: Step, given: Given) -> Document | None:
    """What was kept under this act's key: a page that is sent again has its file no more."""
    row = await acting.session.get(Document, _id(acting))
    if row is None:
        return None
    same = not given.content or hashlib.sha256(given.content).hexdigest() == row.sha256
    if not same or (row.case_number, row.step_key) != (step.case_number, step.key):
        raise KeyReused()
    return row


async def _kept(acting: Acting, shelf: Shelf, asked: Asked, step: Step, given: Given) -> Document:
    title = await _demand_words(acting, asked, step, given)
    kind, pages = await _opened(shelf, given.content)
    scan = await shelf.scanner.scan(given.content)
    if scan == "infected":
        raise DocumentInfected()
    row = Document(
        id=_id(acting),
        case_number=asked.case.number,
        step_key=step.key,
        title=title,
        file_name=named(given.file_name, kind),
        sha256=hashlib.sha256(given.content).hexdigest(),
        media_type=kind,
        size=len(given.content),
        pages=pages,
        evidence=given.evidence,
        object_name=secrets.token_hex(20),
        attached_by=acting.actor.user,
        attached_at=acting.now,
        scan=scan,
    )
    keys = keys_of(acting.session)
    ciphered = await asyncio.to_thread(keys.encipher, row.case_number, given.content, about(row.id))
    try:
        await shelf.objects.put(row.object_name, ciphered)
    except Unreachable as why:
        raise StorageAway() from why
    acting.session.add(row)
    await acting.session.commit()
    return row


def _id(acting: Acting) -> str:
    once = acting.once("attach")
    return once[:ID] if once else secrets.token_hex(ID // 2)


async def _demand_words(acting: Acting, asked: Asked, step: Step, given: Given) -> str:
    """The title; and an evidence that the step names, if any is said. Raises NotUnderstood."""
    title, faults = " ".join(given.title.split()), []
    try:
        keepable(title)
    except ValueError:
        title = ""
    if not title or len(title) > LONGEST_TITLE:
        faults.append({"loc": ["form", "title"], "type": "missing" if not title else "string_too_long"})
    rule = (await procedure_of(acting.session, asked.case.edition)).step(step.step)
    if given.evidence is not None and given.evidence not in rule.evidence:
        faults.append({"loc": ["form", "evidence"], "type": "not_of_this_step"})
    if faults:
        raise NotUnderstood(faults=faults)
    return title


async def _opened(shelf: Shelf, content: bytes) -> tuple[str, int]:
    """Its kind and its pages, by its bytes."""
    if not content:
        raise DocumentEmpty()
    if len(content) > shelf.largest:
        raise DocumentTooLarge(mebibytes=shelf.mebibytes)
    try:
        kind = await asyncio.to_thread(kind_of, content, shelf.taken)
        return kind.media_type, await pages_of(kind.media_type, content)
    except WrongKind:
        raise DocumentOfAnotherKind(taken=sorted(KINDS[each].ending for each in shelf.taken)) from None
    except Active:
        raise DocumentActive() from None
    except TooWide:
        raise DocumentTooWide() from None
    except Unreadable:
        raise DocumentUnreadable() from None


def named(said: str, media_type: str) -> str:
    """A file's name as it is shown: letters, digits and a few signs, with the ending of what it is. Never a path."""
    last = PurePosixPath(unicodedata.normalize("NFC", said).replace("\\", "/")).name
    stem = last.rpartition(".")[0] or last
    plain = re.sub(r"[^\w .,()-]", "_", stem).strip(" ._")[:LONGEST_NAME]
    return f"{plain or 'document'}.{KINDS[media_type].ending}"
