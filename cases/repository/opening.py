"""Opening a case can be repeated: the same key from the same person gives the same number again."""

import json
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy.exc import IntegrityError
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.errors import Refusal
from cases.numbers import new
from cases.tables import Case, OpeningKey
from cases.tables.ciphering import keys_of


class KeyReused(Refusal):
    """This Idempotency-Key was used for another body. Make a new key for a new case."""

    code: ClassVar[str] = "key_reused"


async def new_number(session: AsyncSession) -> str:
    """A case number that is not taken."""
    while await session.get(Case, number := new()) is not None:
        pass  # one in 5 * 10 ** 11
    return number


async def reserved(session: AsyncSession, user_id: str, key: str, body: dict[str, Any]) -> str | None:
    """The number that this person's ``key`` was given before. Raises KeyReused for another body."""
    kept = await session.get(OpeningKey, (user_id, key))
    if kept is None:
        return None
    if kept.body_hash != _hash(session, body):
        raise KeyReused()
    return kept.case_number


async def reserve(session: AsyncSession, user_id: str, key: str, body: dict[str, Any], now: datetime) -> str:
    """The number for ``key``: a new one, or the one it was given before, also when two ask at the same instant.

    Raises KeyReused. Commits, so that a repetition finds it whatever happens next.
    """
    if (kept := await reserved(session, user_id, key, body)) is not None:
        return kept
    number = await new_number(session)
    session.add(
        OpeningKey(user_id=user_id, key=key, case_number=number, body_hash=_hash(session, body), created_at=now)
    )
    try:
        await session.commit()
    except IntegrityError:
        await session.rollback()
        first = await reserved(session, user_id, key, body)
        if first is None:
            raise
        return first
    return number


def _hash(session: AsyncSession, body: dict[str, Any]) -> str:
    """Keyed: from a plain hash of a child's name and birth date both could be found by trying."""
    return keys_of(session).blind("opening", json.dumps(body, sort_keys=True, default=str))
