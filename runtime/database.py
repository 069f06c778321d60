"""The database engine, and the pragmas that make SQLite keep its promises."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

Sessions = async_sessionmaker[AsyncSession]

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000")
"""FULL: an act that was acknowledged survives a power cut."""


def engine(url: str) -> AsyncEngine:
    """An engine for ``url`` (``sqlite+aiosqlite`` or ``postgresql+asyncpg``). Its errors never show what was stored."""
    if not url.startswith("sqlite"):
        return create_async_engine(url, pool_pre_ping=True, hide_parameters=True)
    made = create_async_engine(url, hide_parameters=True)

    @event.listens_for(made.sync_engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return made


def sessions(made: AsyncEngine) -> Sessions:
    """A maker of sessions on ``made``; objects stay readable after a commit."""
    return async_sessionmaker(made, class_=AsyncSession, expire_on_commit=False)
