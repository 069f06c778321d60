"""What was filed: reports, drafts, letters, the child's identity for searching, and the ledger."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from cases.tables.columns import document, instant


class FiledReport(SQLModel, table=True):
    """A report as it was filed: it is never changed, it may only stop to stand.

    ``stands`` says whether it does now; it stood from the write ``stands_from`` on, until the write ``stands_until``.
    """

    __tablename__ = "filed_report"

    id: int | None = Field(default=None, primary_key=True)
    case_number: str = Field(foreign_key="child_case.number", index=True)
    sequence: int
    step_key: str
    round: int
    name: str
    data: dict[str, Any] = document()
    author: str
    filed_at: datetime = instant()
    stands: bool = True
    stands_from: int | None = None
    stands_until: int | None = None
    corrects: int | None = None
    """The write that filed the first version of it."""
    reason: str = ""
    """Why it was corrected."""


class Draft(SQLModel, table=True):
    """What a person has typed into a step's form and not yet sent. One per case, step and person."""

    case_number: str = Field(foreign_key="child_case.number", primary_key=True)
    step_key: str = Field(primary_key=True)
    user_id: str = Field(foreign_key="user_account.id", primary_key=True)
    round: int
    data: dict[str, Any] = document()
    saved_at: datetime = instant()


class LedgerEntry(SQLModel, table=True):
    """Who did what, when, in which capacity, under which rule. Only ever added to (triggers refuse the rest)."""

    __tablename__ = "ledger_entry"

    case_number: str = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    at: datetime = instant()
    act: str
    actor: str | None = None
    agency: str | None = None
    capacity: str | None = None
    step_key: str | None = None
    round: int | None = None
    rule: str | None = None
    details: dict[str, Any] = document()


class Child(SQLModel, table=True):
    """What a search before opening compares. One row a name (with the birth date that was told) or a document.

    ``said`` is confidential; ``key`` and ``born`` are what is searched for, and say nothing (cases.repository.blind).
    """

    id: int | None = Field(default=None, primary_key=True)
    case_number: str = Field(foreign_key="child_case.number", index=True)
    kind: str
    said: dict[str, Any] = document()
    key: str = Field(index=True)
    born: str | None = Field(default=None, index=True)


class Letter(SQLModel, table=True):
    """A letter as it was rendered and sent, with its hash. Void: since when, and the kind of event that made it so."""

    case_number: str = Field(foreign_key="child_case.number", primary_key=True)
    kind: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    language: str = Field(primary_key=True)
    html: str
    sha256: str
    rendered_at: datetime = instant()
    voided_at: datetime | None = instant(default=None, nullable=True)
    voided_by: str | None = None
