"""``documents``: what lies in the storage of documents and is none any more."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.clearing import Cleared
from cases.repository.clearing import clear as clear_away
from commands.asking import in_the_record
from commands.leaving import CannotRun
from guidelines.library import library
from runtime.documents.objects import Unreachable, objects
from runtime.settings import settings

app = typer.Typer(name="documents", help="The storage of documents.", no_args_is_help=True)


def now() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


@app.callback()
def storage() -> None:
    """Where the bytes of documents lie, enciphered (RESGUARDO_DOCUMENT_STORAGE)."""


@app.command("clear")
def clear(
    look: Annotated[bool, typer.Option("--look", help="Say what is there, and take nothing away.")] = False,
) -> None:
    """Take away, as the workers do each day, what for long enough only erased cases named, or no record."""
    ours, term = settings(), library().retention.objects

    async def cleared(session: AsyncSession) -> Cleared:
        return await clear_away(session, objects(ours.documents_in), term, now(), lambda _: None, only_look=look)

    try:
        done = asyncio.run(in_the_record(cleared))
    except Unreachable:
        raise CannotRun("The storage of documents does not answer (RESGUARDO_DOCUMENT_STORAGE).") from None
    typer.echo(f"Looked at: {done.looked_at}. Needed: {done.needed}.")
    taken = "To be taken" if look else "Taken"
    typer.echo(f"{taken} away: {done.erased} of erased cases, {done.unnamed} that no record names.")
    if done.young:
        typer.echo(f"Needless for less than {term.days} days, and left for now: {done.young}.")
    if done.foreign:
        typer.echo(f"Not ours, and left: {done.foreign}.")
    if done.left:
        typer.echo(f"Left: {done.left}, for this record names nothing there. Is it the right storage?")
