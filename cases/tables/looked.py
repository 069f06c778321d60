"""Who looked at which case, and who looked at so many, or took so many away, that somebody asks why."""

from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel

from cases.tables.columns import instant


class Look(SQLModel, table=True):
    """One person was shown a part of one case (``what``; ``which`` of them, where there are several). Only added to."""

    __tablename__ = "case_look"

    id: int | None = Field(default=None, primary_key=True)
    case_number: str = Field(foreign_key="child_case.number", index=True)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    agency_id: str = Field(foreign_key="agency.id")
    side: str
    what: str
    which: str = ""
    at: datetime = instant(index=True)


class UnusualReading(SQLModel, table=True):
    """Somebody looked at ``cases`` cases within ``hours`` hours in which no step is theirs, or took so many away as
    files (``what``: "looked" or "exported"). Once in so many hours.

    Reviewed by an auditor, with what was found.
    """

    __tablename__ = "unusual_reading"

    id: str = Field(primary_key=True)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    agency_id: str = Field(foreign_key="agency.id", index=True)
    what: str = "looked"
    cases: int
    hours: float
    at: datetime = instant(index=True)
    reviewed_at: datetime | None = instant(default=None, nullable=True)
    reviewed_by: str | None = Field(default=None, foreign_key="user_account.id")
    found: str = ""

    @property
    def since(self) -> datetime:
        """Where the hours begin that were looked back upon."""
        return self.at - timedelta(hours=self.hours)
