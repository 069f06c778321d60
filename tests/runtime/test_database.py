"""A full disk has one name whichever database it is; and what was committed before it stands."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import col, select, text

from cases.tables import Agency, Draft
from runtime.database import FULL_STATE, Sessions, is_no_room
from runtime.room import NoRoom
from tests.runtime.full_disk import Disk

BIG = "x" * 100_000
"""Some 25 pages of SQLite."""


async def agencies(database: Sessions) -> list[str]:
    async with database() as session:
        return list((await session.exec(select(Agency.id).order_by(col(Agency.id)))).all())


def named(name: str, words: str = "") -> Agency:
    return Agency(id=name, name=words or name, country="MX")


async def test_a_full_disk_is_said_and_what_was_committed_stands(database: Sessions) -> None:
    disk = Disk(database)
    async with database() as session:
        session.add(named("before"))
        await session.commit()
    disk.full = True
    async with database() as session:
        session.add(named("lost", BIG))
        with pytest.raises(NoRoom) as said:
            await session.commit()
    assert BIG not in str(said.value)
    assert await agencies(database) == ["before"]
    disk.full = False
    async with database() as session:
        session.add(named("after", BIG))
        await session.commit()
    assert await agencies(database) == ["after", "before"]


async def test_what_is_not_a_full_disk_keeps_its_name(database: Sessions) -> None:
    async with database() as session:
        session.add(named("twice"))
        await session.commit()
    async with database() as session:
        session.add(named("twice"))
        with pytest.raises(IntegrityError):
            await session.commit()
    async with database() as session:
        with pytest.raises(OperationalError):
            await session.exec(text("SELECT nothing FROM nowhere"))  # type: ignore[call-overload]  # a text, not a table
    async with database() as session:
        now = datetime.now(UTC)
        session.add(Draft(case_number="none", step_key="x", user_id="nobody", round=1, data={}, saved_at=now))
        with pytest.raises(IntegrityError):
            await session.commit()


def test_postgresql_says_it_by_its_state() -> None:
    class Said(Exception):
        sqlstate = FULL_STATE

    class Other(Exception):
        sqlstate = "23505"

    assert is_no_room(Said())
    assert not is_no_room(Other())
