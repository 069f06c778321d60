"""What guards an account was changed: its owner is told by mail, also when it was not they who changed it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from activities.notices import put_notice
from cases.repository.account_changes import Change, note_change
from cases.tables import User
from runtime.settings import settings


async def changed(session: AsyncSession, user: User, what: Change, now: datetime) -> None:
    """Keep it, and tell the owner: what and when, on their clock, and nothing else. The caller commits, together with
    the change."""
    row = await note_change(session, user.id, what, now)
    when = f"{now.astimezone(ZoneInfo(user.time_zone)):%Y-%m-%d %H:%M} ({user.time_zone})"
    await put_notice(
        session, row.id, None, "account_changed", user, now, settings().public_address, change=what, when=when
    )
