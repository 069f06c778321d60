"""What a person has typed and not yet sent. A newer round of the step keeps it: nothing typed is lost."""

from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import col, delete
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.tables import Draft


async def load_draft(session: AsyncSession, number: str, step_key: str, user_id: str) -> Draft | None:
    """The person's own draft for the step, whichever round it was typed in."""
    return await session.get(Draft, (number, step_key, user_id))


async def save_draft(
    session: AsyncSession, number: str, step_key: str, user_id: str, round_: int, data: dict[str, Any], now: datetime
) -> Draft:
    """Keep what was typed, over what was kept before. Commits."""
    draft = Draft(case_number=number, step_key=step_key, user_id=user_id, round=round_, data=data, saved_at=now)
    try:
        return await _saved(session, draft)
    except (IntegrityError, StaleDataError):  # in this instant another page of theirs kept one, or it was thrown away
        await session.rollback()
        # What is gone must be known to be gone: merge() alone would go on with the row that it remembers.
        await load_draft(session, number, step_key, user_id)
        return await _saved(session, draft)


async def _saved(session: AsyncSession, draft: Draft) -> Draft:
    kept = await session.merge(draft)
    await session.commit()
    return kept


async def delete_draft(session: AsyncSession, number: str, step_key: str, user_id: str) -> None:
    """Forget the draft: its report was filed, or the person threw it away. Commits."""
    theirs = (col(Draft.case_number) == number, col(Draft.step_key) == step_key, col(Draft.user_id) == user_id)
    await session.exec(delete(Draft).where(*theirs))
    await session.commit()
