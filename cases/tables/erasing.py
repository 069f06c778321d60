"""Cases that were erased, and cases that may not be."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from cases.tables.columns import instant


class LegalHold(SQLModel, table=True):
    """While it stands, a case may not be erased: a court or an authority needs what it holds."""

    __tablename__ = "legal_hold"

    id: str = Field(primary_key=True)
    case_number: str = Field(foreign_key="child_case.number", index=True)
    reason: str
    set_by: str
    set_at: datetime = instant()
    lifted_at: datetime | None = instant(default=None, nullable=True)
    lifted_by: str | None = None


class RetentionAsked(SQLModel, table=True):
    """The term of a closed case is over, and people were asked whether it may be erased. ``kept_until``: they said
    that it is needed until that day; ``kept_by`` and ``reason`` name who and why, and no child."""

    __tablename__ = "retention_asked"

    case_number: str = Field(foreign_key="child_case.number", primary_key=True)
    due_at: datetime = instant()
    asked_at: datetime = instant()
    kept_until: datetime | None = instant(default=None, nullable=True)
    kept_by: str = ""
    reason: str = ""


class Erasure(SQLModel, table=True):
    """A case whose key was destroyed: by whom and why. ``reason`` and ``by`` name the order, and no child."""

    __tablename__ = "erasure"

    case_number: str = Field(foreign_key="child_case.number", primary_key=True)
    at: datetime = instant()
    by: str
    reason: str
