"""A case read in an emergency, by somebody who has no part in it."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from cases.tables.columns import instant


class EmergencyAccess(SQLModel, table=True):
    """One person may read one case until an hour, for a reason; others were told at once. ``side``: their country's.

    Reviewed by an auditor of their agency, with what was found.
    """

    __tablename__ = "emergency_access"

    id: str = Field(primary_key=True)
    case_number: str = Field(foreign_key="child_case.number", index=True)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    agency_id: str = Field(foreign_key="agency.id", index=True)
    side: str
    reason: str
    since: datetime = instant()
    until: datetime = instant()
    told: int
    """How many people were told."""
    reviewed_at: datetime | None = instant(default=None, nullable=True)
    reviewed_by: str | None = Field(default=None, foreign_key="user_account.id")
    found: str = ""
