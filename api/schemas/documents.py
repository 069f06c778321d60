"""The documents of a step, as they are told. Their bytes have an address of their own."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from api.schemas.data import Reason
from api.schemas.requests import Asked


class Withdrawn(BaseModel):
    """That a document was taken back, by whom and why."""

    at: datetime
    by_name: str
    reason: str


class DocumentShown(BaseModel):
    """One document. ``sha256``: of its bytes, as the ledger has it. ``given``: whether this reader gets its bytes now.

    ``scan`` not_scanned: no scanner has looked at it yet; in production it is not given until one has.
    """

    id: str
    title: str
    file_name: str
    evidence: str | None
    evidence_title: str | None
    media_type: str
    size: int
    pages: int
    sha256: str
    scan: Literal["clean", "infected", "not_scanned"]
    attached_by: str
    attached_by_name: str
    attached_at: datetime
    sequence: int
    withdrawn: Withdrawn | None
    given: bool


class KindOfEvidence(BaseModel):
    """A kind of evidence that the step names."""

    id: str
    title: str


class DocumentsListed(BaseModel):
    """The documents of a step that this reader may read, oldest first; and what may be attached."""

    documents: list[DocumentShown]
    may_attach: bool
    kinds_of_evidence: list[KindOfEvidence]
    taken: list[str]
    largest_mebibytes: int


class DocumentAttached(BaseModel):
    """It is kept, and in the ledger under this number."""

    id: str
    sequence: int
    sha256: str
    size: int
    media_type: str
    scan: Literal["clean", "not_scanned"]


class TakeBack(Asked):
    """Why a document is withdrawn."""

    reason: Reason
