"""What guards an account was changed: kept with the change itself, for its owner to read and to be told."""

import secrets
from datetime import datetime
from typing import Literal

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.tables import AccountChange

Change = Literal[
    "codes_on",
    "codes_off",
    "passkey_added",
    "passkey_removed",
    "recovery_codes",
    "sign_on_linked",
    "password_changed",
    "sessions_ended",
    "sign_on_ways",
    "factors_reset",
    "password_given",
    "signed_out",
    "closed",
]
"""The last five: by whoever runs the installation."""

SHOWN = 20
"""On the account's page, the newest."""


async def note_change(session: AsyncSession, user_id: str, what: Change, now: datetime) -> AccountChange:
    """Keep it. The caller commits."""
    row = AccountChange(id=secrets.token_hex(8), user_id=user_id, what=what, at=now)
    session.add(row)
    await session.flush()
    return row


async def changes_of(session: AsyncSession, user_id: str) -> list[AccountChange]:
    """The newest first."""
    found = select(AccountChange).where(AccountChange.user_id == user_id)
    return list((await session.exec(found.order_by(col(AccountChange.at).desc()).limit(SHOWN))).all())
