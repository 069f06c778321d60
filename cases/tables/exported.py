"""What left as a file: cases, and lists of work."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from cases.tables.columns import instant


class CaseExport(SQLModel, table=True):
    """Somebody took a case away as a file: for what, to whom it is meant to go, and by what the file is known again.

    Kept before the file is given, and only added to. ``words``: of the purpose; ``recipient``: as it was typed.
    ``seal`` stands in the file, ``sha256`` is that of the file itself. ``addresses``: whether it says where the child
    sleeps and is.
    """

    __tablename__ = "case_export"

    id: str = Field(primary_key=True)
    case_number: str = Field(foreign_key="child_case.number", index=True)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    agency_id: str = Field(foreign_key="agency.id")
    side: str
    purpose: str
    words: str
    recipient: str
    addresses: bool
    form: str
    seal: str = Field(index=True)
    sha256: str = Field(index=True)
    at: datetime = instant(index=True)


class ListExport(SQLModel, table=True):
    """Somebody took a list of work away as a file: how many rows. Only added to. No child and no answer is in it."""

    __tablename__ = "list_export"

    id: int | None = Field(default=None, primary_key=True)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    agency_id: str = Field(foreign_key="agency.id", index=True)
    rows: int
    at: datetime = instant(index=True)
