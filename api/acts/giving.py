"""A document is given to a reader: its bytes, or a picture of a page with the reader's name on it."""

import asyncio
import hashlib

from api.acts.acting import Acting
from api.acts.attaching import about
from api.acts.documents import read_one
from cases.access import SUPERVISORS
from cases.document_errors import (
    DocumentActive,
    DocumentInfected,
    DocumentLost,
    DocumentTooWide,
    DocumentUnreadable,
    DocumentWithdrawn,
    NotScannedYet,
    StorageAway,
)
from cases.errors import NotFound
from cases.tables import Document
from cases.tables.ciphering import keys_of
from runtime.documents.apart import TooWide, Unreadable, preview_of
from runtime.documents.kinds import Active
from runtime.documents.objects import Lost, Unreachable
from runtime.documents.shelf import Shelf
from runtime.keys.cipher import Undecipherable

PREVIEWED = 10
"""Pages of a document that are drawn; who needs more loads it down."""


async def content_of(acting: Acting, shelf: Shelf, number: str, key: str, document: str) -> tuple[Document, bytes]:
    """A document with its bytes, if they may be given to this person now.

    Raises NotFound, DocumentWithdrawn, NotScannedYet, DocumentInfected, DocumentLost, StorageAway.
    """
    row = await read_one(acting, number, key, document)
    if row.withdrawn is not None and acting.actor.role not in SUPERVISORS:
        raise DocumentWithdrawn()
    if row.scan == "infected":
        raise DocumentInfected()
    content = await _plain(acting, shelf, row)
    if row.scan == "not_scanned":
        await _scan_again(acting, shelf, row, content)
    return row, content


async def preview(acting: Acting, shelf: Shelf, number: str, key: str, document: str, page: int) -> bytes:
    """A picture of one of its pages, marked with who looks, for whom, when, and at which case."""
    row, content = await content_of(acting, shelf, number, key, document)
    if not 1 <= page <= min(row.pages, PREVIEWED):
        raise NotFound()
    marks = (acting.who.user.name, acting.who.agency.name, f"{acting.now:%Y-%m-%d %H:%M} UTC", row.case_number)
    try:
        return await preview_of(row.media_type, content, page, marks)
    except Active:
        raise DocumentActive() from None
    except TooWide:
        raise DocumentTooWide() from None
    except Unreadable:
        raise DocumentUnreadable() from None


async def _plain(acting: Acting, shelf: Shelf, row: Document) -> bytes:
    keys = keys_of(acting.session)
    try:
        ciphered = await shelf.objects.get(row.object_name)
        content = await asyncio.to_thread(keys.decipher, row.case_number, ciphered, about(row.id))
    except Unreachable as why:
        raise StorageAway() from why
    except (Lost, Undecipherable) as why:
        raise DocumentLost() from why
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise DocumentLost()
    return content


async def _scan_again(acting: Acting, shelf: Shelf, row: Document, content: bytes) -> None:
    """The scanner may be back. Raises DocumentInfected, NotScannedYet."""
    scan = await shelf.scanner.scan(content)
    if scan != "not_scanned":
        row.scan = scan
        acting.session.add(row)
        await acting.session.commit()
    if scan == "infected":
        raise DocumentInfected()
    if scan == "not_scanned" and shelf.only_scanned:
        raise NotScannedYet()
