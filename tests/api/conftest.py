"""The database is a real SQLite file; the application is the real one."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.passwords import hashed
from runtime.database import Sessions, engine, sessions
from tests.api.given import PASSWORD, World, world


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Argon2 is slow on purpose: once for all accounts."""
    return asyncio.run(hashed(PASSWORD))


@pytest_asyncio.fixture
async def made(tmp_path: Path) -> AsyncIterator[Sessions]:
    """A fresh record in a file."""
    database = engine(f"sqlite+aiosqlite:///{tmp_path}/record.db")
    async with database.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    yield sessions(database)
    await database.dispose()


@pytest_asyncio.fixture
async def session(made: Sessions) -> AsyncIterator[AsyncSession]:
    async with made() as opened:
        yield opened


@pytest_asyncio.fixture
async def people(session: AsyncSession, password_hash: str) -> World:
    return await world(session, password_hash)
