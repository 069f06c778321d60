"""How Alembic reaches the database: the settings' URL, our engine (its pragmas too), our column types spelled out."""

import asyncio
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, text
from sqlmodel import AutoString, SQLModel

import cases.tables  # noqa: F401  (every table announces itself to the metadata)
from cases.tables.columns import UTCDateTime
from runtime.database import engine
from runtime.settings import settings

LOCK_TIMEOUT = "SET lock_timeout = '10s'"
"""A migration that cannot have its lock gives up, rather than making every caseworker wait behind it."""


def spelled(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our types as plain SQLAlchemy ones: a migration must not change when our code does."""
    if kind != "type":
        return False
    if isinstance(thing, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(thing, AutoString):
        return "sa.String()" if thing.length is None else f"sa.String(length={thing.length})"
    return False


def migrate(connection: Connection) -> None:
    """Run the migrations that were asked for, on this connection."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(LOCK_TIMEOUT))
        connection.commit()
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=spelled,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def online() -> None:
    """Connect as every other process of ours does, and migrate."""
    made = engine(context.config.attributes.get("url") or settings().database_url)
    try:
        async with made.connect() as connection:
            await connection.run_sync(migrate)
            await connection.commit()
    finally:
        await made.dispose()


if context.is_offline_mode():
    raise SystemExit("Migrations run on a database: set RESGUARDO_DATABASE_URL. SQL alone is not written.")
asyncio.run(online())
