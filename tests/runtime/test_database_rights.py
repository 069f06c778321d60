"""The account of the pages and the workers writes rows, and cannot touch what guards them."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from commands.migrate import upgrade
from runtime.database import engine
from runtime.database_rights import grant
from tests.architecture.tree import ROOT
from tests.runtime.postgres import postgres

ROLE = "resguardo_service"


async def done(url: str, statement: str) -> None:
    made = engine(url)
    try:
        async with made.begin() as connection:
            await connection.execute(text(statement))
    finally:
        await made.dispose()


async def test_rows_and_nothing_else() -> None:
    with postgres() as owner:
        theirs = owner.replace("postgres@", f"{ROLE}@")
        await done(owner, f"CREATE ROLE {ROLE} LOGIN")
        await asyncio.to_thread(upgrade, owner)
        await grant(owner, ROLE)
        await done(
            theirs,
            "INSERT INTO agency (id, name, country, function, by_right, active) "
            "VALUES ('a', 'A', 'MX', 'protection', true, true)",
        )
        await done(theirs, "UPDATE agency SET name = 'B'")
        await done(theirs, "INSERT INTO object_unneeded (name, seen_at) VALUES ('o', now())")
        await done(theirs, "DELETE FROM object_unneeded")
        for statement in (
            "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
            "DROP TRIGGER ledger_entry_change ON ledger_entry",
            "TRUNCATE agency CASCADE",
            "DROP TABLE agency",
            "CREATE TABLE another (id int)",
            "CREATE ROLE another",
            "SET session_replication_role = replica",
        ):
            with pytest.raises(DBAPIError, match=r"must be owner|permission denied"):
                await done(theirs, statement)


def test_the_script_makes_that_account() -> None:
    """The one that docker-compose.yml names."""
    told = (ROOT / "deploy" / "record-account.sh").read_text(encoding="utf-8")
    assert f"CREATE ROLE {ROLE} LOGIN PASSWORD :'password';" in told
    assert f"//{ROLE}:" in (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
