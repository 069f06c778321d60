"""``export``: whose a file is that turned up where it does not belong."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.exports import Taken, export_known
from cases.seal_of_a_file import Read, read, typed
from cases.tables import CaseExport
from commands.asking import in_the_record
from commands.leaving import CannotRun

LARGEST = 256 * 2**20
"""Bytes: no case comes near."""

app = typer.Typer(name="export", help="Cases that were taken away as files.", no_args_is_help=True)


@app.callback()
def exports() -> None:
    """Cases that were taken away as files."""


@app.command()
def whose(
    file: Annotated[Path | None, typer.Argument(help="A file that turned up, as it was found.")] = None,
    sha256: Annotated[
        str,
        typer.Option(help="Its SHA-256, its seal, or the number that stands on each page: who has the file keeps it."),
    ] = "",
) -> None:
    """Name the line of the record: who took it, when, of which case, for what. Ends with 1 where it was changed since.

    It needs no key, and so it does not say what was typed: that stands on the case, under "Who looked".
    """
    said = _said(file, sha256.strip().lower())

    async def look(session: AsyncSession) -> Taken[CaseExport] | None:
        return await export_known(session, said)

    found = asyncio.run(in_the_record(look))
    if found is None:
        raise CannotRun("No export of this installation: neither its hash nor anything in it is on record.")
    kept = found.kept
    typer.echo(f"Export {kept.id} of case {kept.case_number} ({kept.form}), for: {kept.purpose}.")
    typer.echo(f"Taken by {found.name}, {found.agency}, on {kept.at:%Y-%m-%d %H:%M} UTC (account {kept.user_id}).")
    typer.echo("With" if kept.addresses else "Without", nl=False)
    typer.echo(' where the child sleeps and is. To whom it was meant to go stands on the case, under "Who looked".')
    if file is None and kept.id == said.export:
        typer.echo("By its number: whether what was found is what was given only its bytes say.")
        return
    if kept.sha256 == said.sha256 or (file is None and kept.seal == said.seal):
        typer.echo("It is what was given, byte by byte." if file else "The hash is that of what was given.")
        return
    typer.echo("It is NOT what was given: it was changed since, or only says that it is this one.")
    raise typer.Exit(1)


def _said(file: Path | None, digest: str) -> Read:
    if (file is None) == (not digest):
        raise CannotRun("Name a file, or give its hash with --sha256.")
    if file is None:
        if (found := typed(digest)) is None:
            raise CannotRun("A SHA-256 has 64 digits and letters from a to f, an export's number has 16.")
        return found
    try:
        if file.stat().st_size > LARGEST:
            raise CannotRun(f"{file} is larger than any export.")
        return read(file.read_bytes())
    except OSError as why:
        raise CannotRun(f"{file} cannot be read: {why.strerror}.") from None
