"""The database engine, and the pragmas that make SQLite keep its promises."""

import sqlite3
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from runtime.keys.ring import Keys
from runtime.room import NoRoom

Sessions = async_sessionmaker[AsyncSession]

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000")
"""FULL: an act that was acknowledged survives a power cut."""

FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})
"""SQLite's words for a full disk: a page, or the index of its log, could not be written."""

FULL_STATE = "53100"
"""PostgreSQL's (disk_full)."""


def engine(url: str) -> AsyncEngine:
    """An engine for ``url`` (``sqlite+aiosqlite`` or ``postgresql+asyncpg``). Its errors never show what was stored.

    Whatever writes with it may raise NoRoom.
    """
    if not url.startswith("sqlite"):
        return saying_no_room(create_async_engine(url, pool_pre_ping=True, hide_parameters=True))
    made = saying_no_room(create_async_engine(url, hide_parameters=True))

    @event.listens_for(made.sync_engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return made


def saying_no_room(made: AsyncEngine) -> AsyncEngine:
    """The engine, whose word for a full disk is NoRoom whichever database it is."""

    @event.listens_for(made.sync_engine, "handle_error")
    def _said(context: ExceptionContext) -> NoRoom | None:
        return NoRoom() if is_no_room(context.original_exception) else None

    return made


def is_no_room(error: BaseException) -> bool:
    """Whether a driver says that the disk is full."""
    return getattr(error, "sqlite_errorcode", None) in FULL or getattr(error, "sqlstate", None) == FULL_STATE


def sessions(made: AsyncEngine, keys: Keys | None = None) -> Sessions:
    """A maker of sessions on ``made``; objects stay readable after a commit.

    Without ``keys`` what is confidential is read as it stands there, enciphered, and cannot be written
    (cases.tables.ciphering.WithoutKeys).
    """
    return async_sessionmaker(made, class_=AsyncSession, expire_on_commit=False, info={"keys": keys})
