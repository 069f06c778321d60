"""What a person has typed and not yet sent. A newer round of the step keeps it: nothing typed is lost."""

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from cases.tables import Draft


async def load_draft(session: AsyncSession, number: str, step_key: str, user_id: str) -> Draft | None:
    """The person's own draft for the step, whichever round it was typed in."""
    return await session.get(Draft, (number, step_key, user_id))


async def save_draft(
    session: AsyncSession, number: str, step_key: str, user_id: str, round_: int, data: dict[str, Any], now: datetime
) -> Draft:
    """Keep what was typed, over what was kept before. Commits."""
    draft = await session.merge(
        Draft(case_number=number, step_key=step_key, user_id=user_id, round=round_, data=data, saved_at=now)
    )
    await session.commit()
    return draft


async def delete_draft(session: AsyncSession, number: str, step_key: str, user_id: str) -> None:
    """Forget the draft: its report was filed, or the person threw it away. Commits."""
    draft = await load_draft(session, number, step_key, user_id)
    if draft is not None:
        await session.delete(draft)
        await session.commit()
