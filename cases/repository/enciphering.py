"""What was written before there were keys is enciphered, once, while nothing else writes.

The ledger's seals cover what is stored: a whole ledger is sealed anew over the same lines. A broken one is left alone.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, or_
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel, col, inspect, select, text, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.blind import born_key, name_key, paper_key
from cases.repository.sealing import breaks
from cases.seals import seal_of
from cases.tables import Child, LedgerEntry, LedgerSeal
from cases.tables.ciphering import enciphered, is_json, keys_of
from cases.tables.confidential import CONFIDENTIAL
from runtime.keys.cipher import MARK, is_text
from runtime.keys.ring import Keys

GUARDED = ("filed_report", "ledger_entry", "ledger_seal", "state_kept", "step_kept")
"""Tables whose triggers refuse a change."""


class BrokenLedger(Exception):
    """A ledger is not what was written: what it says must be looked into before its seals are made anew."""


async def any_old(session: AsyncSession) -> bool:
    """Whether there is anything to encipher."""
    for table in CONFIDENTIAL:
        if await _old_rows(session, table, 1):
            return True
    return False


async def encipher_old(session: AsyncSession) -> int:
    """Encipher every confidential column that is not; how many rows that were. Commits.

    Raises BrokenLedger, and then nothing is changed.
    """
    old = {table: await _old_rows(session, table) for table in CONFIDENTIAL}
    if not any(old.values()):
        return 0
    resealed = sorted({row["case_number"] for row in old[LedgerEntry]})
    for number in resealed:
        async for broken in breaks(session, number):
            raise BrokenLedger(f"case {broken.case}, line {broken.sequence}")
    await session.rollback()
    async with _unguarded(await session.connection()) as connection:
        for table, rows in old.items():
            for row in rows:
                await _write(connection, keys_of(session), table, row)
        session.expunge_all()
        for number in resealed:
            await _reseal(session, connection, number)
    await session.commit()
    return sum(map(len, old.values()))


async def _old_rows(session: AsyncSession, table: type[SQLModel], limit: int | None = None) -> list[dict[str, Any]]:
    columns = inspect(table).columns
    begins = {name: f'"{MARK}%' if is_json(table, name) else f"{MARK}%" for name in CONFIDENTIAL[table].columns}
    plain: list[ColumnElement[bool]] = [cast(columns[name], Text).not_like(words) for name, words in begins.items()]
    found = await (await session.connection()).execute(select(*columns).where(or_(*plain)).limit(limit))
    return [dict(row) for row in found.mappings()]


async def _write(connection: AsyncConnection, keys: Keys, table: type[SQLModel], row: dict[str, Any]) -> None:
    values = enciphered(keys, table, _searched_anew(keys, row) if table is Child else row)
    this = [column == row[column.name] for column in inspect(table).primary_key]
    changed = {name: value for name, value in values.items() if value != row[name] and not is_text(row[name])}
    await connection.execute(update(table).where(*this).values(changed))


def _searched_anew(keys: Keys, row: dict[str, Any]) -> dict[str, Any]:
    said = row["said"]
    if row["kind"] == "paper":
        return row | {"key": paper_key(keys, said["number"])}
    return row | {"key": name_key(keys, said["name"]), "born": born_key(keys, said["birth_date"])}


async def _reseal(session: AsyncSession, connection: AsyncConnection, number: str) -> None:
    lines = select(LedgerEntry).where(LedgerEntry.case_number == number).order_by(col(LedgerEntry.sequence))
    seal = ""
    for line in (await session.exec(lines)).all():
        seal = seal_of(seal, line)
        this = (col(LedgerSeal.case_number) == number, col(LedgerSeal.sequence) == line.sequence)
        await connection.execute(update(LedgerSeal).where(*this).values(seal=seal))


@asynccontextmanager
async def _unguarded(connection: AsyncConnection) -> AsyncIterator[AsyncConnection]:
    """In one transaction: the triggers are away, and are there again at its end, or it never was."""
    if connection.dialect.name == "postgresql":
        for table in GUARDED:
            await connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        yield connection
        for table in GUARDED:
            await connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
        return
    await connection.exec_driver_sql("BEGIN IMMEDIATE")
    kept = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = [(name, sql) for name, sql in (await connection.execute(kept)).all()]
    for name, _ in triggers:
        await connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield connection
    for _, sql in triggers:
        await connection.exec_driver_sql(sql)
