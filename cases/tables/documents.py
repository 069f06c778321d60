"""A document that was attached to a step: what the record says of it. Its bytes lie elsewhere, enciphered."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from cases.tables.columns import instant


class Document(SQLModel, table=True):
    """``object_name`` names the bytes in the storage. ``sequence``: the write of the ledger that attached it; None: the
    act has not been recorded, or never was, and the document is none.

    ``scan``: clean, infected or not_scanned; ``evidence``: the kind of evidence of the step that it is, if one.
    """

    id: str = Field(primary_key=True)
    case_number: str = Field(foreign_key="child_case.number", index=True)
    step_key: str
    title: str
    file_name: str
    sha256: str
    media_type: str
    size: int
    pages: int
    evidence: str | None = None
    object_name: str
    attached_by: str
    attached_at: datetime = instant()
    sequence: int | None = None
    scan: str
    withdrawn: int | None = None
    """The write that withdrew it."""
    withdrawn_by: str | None = None
    withdrawn_at: datetime | None = instant(default=None, nullable=True)
    reason: str = ""
    """Why it was withdrawn."""
