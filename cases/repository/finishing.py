"""Erasures that were put on record and whose key is there all the same: cut off in between, or a copy was put back."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.tables import Erasure
from cases.tables.ciphering import keys_of
from runtime.keys.ring import Keys

MANY = 500
"""Erasures whose keys are looked for in one go."""


async def finish_erasures(session: AsyncSession) -> int:
    """Destroy the keys of all cases that are said to be erased, as of the time of the erasure: how many there were.

    Of a key that is missing it is put down that nobody may make it anew. Raises NoRoom: what was done stays done.
    """
    found = (await session.exec(select(Erasure.case_number, Erasure.at).order_by(col(Erasure.case_number)))).all()
    finished = 0
    for begin in range(0, len(found), MANY):
        finished += await asyncio.to_thread(_destroy, keys_of(session), found[begin : begin + MANY])
    return finished


def _destroy(keys: Keys, some: Sequence[tuple[str, datetime]]) -> int:
    standing = [(number, at) for number, at in some if not keys.is_erased(number)]
    for number, at in standing:
        keys.destroy(number, at)
    return len(standing)
