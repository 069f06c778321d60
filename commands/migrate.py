"""``migrate``: bring the database up to date."""

import asyncio
from pathlib import Path

import typer
from alembic import command
from alembic.config import Config

import migrations
from cases.repository.enciphering import BrokenLedger, any_old, encipher_old
from commands.asking import in_the_record
from commands.keyring import keys
from commands.leaving import CannotRun
from runtime.database_rights import grant
from runtime.settings import settings


def configuration(url: str | None = None) -> Config:
    """Alembic's configuration, wherever the program is installed. ``url``: another database than the settings'."""
    made = Config()
    made.set_main_option("script_location", str(Path(migrations.__file__).parent))
    if url is not None:
        made.attributes["url"] = url
    return made


def upgrade(url: str | None = None) -> None:
    """Apply every change that the database has not seen. Nothing to do is fine."""
    command.upgrade(configuration(url), "head")


def migrate() -> None:
    """Bring the database up to date (RESGUARDO_DATABASE_URL). Nothing to do is fine.

    Where RESGUARDO_DATABASE_ROLE names the account of the pages and the workers, it may then read and write rows.
    What was written before there were keys is enciphered; the anchors of its ledgers have to be made anew.
    """
    upgrade()
    ours = settings()
    if ours.database_role:
        asyncio.run(grant(ours.database_url, ours.database_role))
    if not asyncio.run(in_the_record(any_old)):
        return
    held = keys(ours)
    try:
        typer.echo(f"Enciphered: {asyncio.run(in_the_record(encipher_old, held))} rows from before. Anchor anew.")
    except BrokenLedger as where:
        raise CannotRun(f"The ledger is not what was written ({where}): see `resguardo ledger verify`.") from None
