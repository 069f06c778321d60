"""What goes out: notices without case content; and the keys that make opening a case repeatable."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from cases.tables.columns import instant


class Notice(SQLModel, table=True):
    """A message to one person, rendered and addressed at sending time. ``id`` makes it exactly one.

    ``case_number`` None: it is of no case, but of how somebody read or searched, or of the recipient's own account.
    """

    id: str = Field(primary_key=True)
    case_number: str | None = Field(default=None, foreign_key="child_case.number", index=True)
    kind: str
    recipient: str = Field(foreign_key="user_account.id", index=True)
    locale: str
    subject: str
    body: str
    created_at: datetime = instant(index=True)
    claimed_until: datetime | None = instant(default=None, nullable=True)
    """Until then one worker is sending it, and no other does."""
    sent_at: datetime | None = instant(default=None, nullable=True)
    failure: str | None = None
    cancelled_at: datetime | None = instant(default=None, nullable=True)
    """Since then it is not sent any more: the consent to share with who would get it was withdrawn."""


class OpeningKey(SQLModel, table=True):
    """An ``Idempotency-Key`` of somebody who opened a case: the same key gives the same case again."""

    __tablename__ = "opening_key"

    user_id: str = Field(foreign_key="user_account.id", primary_key=True)
    key: str = Field(primary_key=True)
    case_number: str
    body_hash: str
    created_at: datetime = instant()
