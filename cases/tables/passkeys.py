"""Passkeys: what a device signs with, as we know it, and the challenges that wait to be signed."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from cases.tables.columns import instant

LONGEST_NAME = 40
"""Letters: enough to tell one device from another, too few to tell of a child."""


class Passkey(SQLModel, table=True):
    """The public half of a key that one person's device holds: no secret. ``id`` and ``public_key``: base64url.

    ``sign_count``: the newest number that the device gave with a signature; many never count. ``name``: typed by its
    owner, shown to nobody else.
    """

    __tablename__ = "passkey"

    id: str = Field(primary_key=True, max_length=1400)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    public_key: str
    sign_count: int = Field(sa_type=BigInteger)
    name: str = Field(max_length=LONGEST_NAME)
    made_at: datetime = instant()
    last_used_at: datetime | None = instant(default=None, nullable=True)


class PasskeyChallenge(SQLModel, table=True):
    """What a device is to sign, once. ``bound_hash``: of the half-signed-in state or the session that it was made for;
    each has one at a time."""

    __tablename__ = "passkey_challenge"

    bound_hash: str = Field(primary_key=True, max_length=64)
    challenge: str = Field(max_length=86)
    expires_at: datetime = instant(index=True)
