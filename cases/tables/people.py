"""Agencies, the people who work for them, and their signed-in sessions."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from cases.tables.columns import instant


class Agency(SQLModel, table=True):
    """A body that takes part in cases, in one country."""

    id: str = Field(primary_key=True)
    name: str
    country: str = Field(index=True, max_length=2)
    function: str = "protection"
    """cases.actor.Function: what it does in cases, and so what it reads of them."""
    by_right: bool = True
    """It takes part in the cases of its country's children without being let in."""
    active: bool = True


class User(SQLModel, table=True):
    """A person with an account. ``post``: head_of_agency, foreign_ministry, liaison_network; whom a ladder tells.
    ``single_sign_on``: cases.sign_on.SignOn, which ways in are open to them. ``password_given_until``: until when a
    password serves that an operator gave; empty once it is their own."""

    __tablename__ = "user_account"

    id: str = Field(primary_key=True)
    email: str = Field(unique=True)
    name: str
    password_hash: str
    agency_id: str = Field(foreign_key="agency.id", index=True)
    role: str
    post: str | None = None
    locale: str = "es"
    time_zone: str = "UTC"
    active: bool = True
    single_sign_on: str = "off"
    password_given_until: datetime | None = instant(default=None, nullable=True)


class SignInSession(SQLModel, table=True):
    """A signed-in session. Only a hash of the opaque token is kept; ``csrf`` guards every form. ``vouched``: the
    ministry's provider says that a second factor was shown there, and the settings trust it. ``seen_at``: when it was
    last used, to the minute; empty at first. ``device``: by what they signed in, in two words, or nothing."""

    __tablename__ = "sign_in_session"

    token_hash: str = Field(primary_key=True)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    csrf: str
    created_at: datetime = instant()
    expires_at: datetime = instant(index=True)
    vouched: bool = False
    seen_at: datetime | None = instant(default=None, nullable=True)
    device: str = ""
