"""Single sign-on: who an account is at the ministry's provider, and sign-ins that are under way there."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from cases.tables.columns import instant


class SignOnLink(SQLModel, table=True):
    """An account and who it is at the provider: one person there for each account here, and the other way round."""

    __tablename__ = "sign_on_link"

    issuer: str = Field(primary_key=True)
    subject: str = Field(primary_key=True, max_length=255)
    user_id: str = Field(foreign_key="user_account.id", unique=True)
    linked_at: datetime = instant()


class SignOnBegun(SQLModel, table=True):
    """Somebody was sent to the provider, and is not back yet. Only hashes of what comes back with them are kept.

    ``next``: the page of ours to which they go then.
    """

    __tablename__ = "sign_on_begun"

    state_hash: str = Field(primary_key=True, max_length=64)
    browser_hash: str = Field(max_length=64)
    next: str
    expires_at: datetime = instant(index=True)
