"""``ledger``: whether the record of who did what is still what was written, and marks of it to keep elsewhere."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import BaseModel, ValidationError
from sqlmodel import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.sealing import breaks, heads, missing_from
from cases.seals import Break, Fault
from cases.tables import LedgerEntry
from commands.asking import in_the_record
from commands.leaving import CannotRun

R = TypeVar("R")

FAULTS: dict[Fault, str] = {
    "changed": "is not what was written: it was changed, put in or moved",
    "changed_or_before": "or one before it, is not what was written",
    "missing": "is missing",
    "no_seal": "has lost its seal",
    "not_known": "is not the one that was anchored: the ledger was written anew up to it, or cut off",
}

app = typer.Typer(name="ledger", help="Whether the ledger is still what was written.", no_args_is_help=True)


class Anchor(BaseModel):
    """The newest seal of every case at one moment, UTC. Kept where who writes to the database cannot reach."""

    made: datetime
    heads: dict[str, tuple[int, str]]


@app.command()
def verify(
    case: Annotated[str, typer.Option(help="One case's number; all of them, if none is given.")] = "",
    anchor: Annotated[Path | None, typer.Option(help="A file that `ledger anchor` made, kept elsewhere.")] = None,
) -> None:
    """Name, for each case, the first line that was changed, removed, put in or moved. Ends with 1 if there is any."""
    anchored = _anchor(anchor) if anchor else None

    async def look(session: AsyncSession) -> tuple[list[Break], int]:
        found = [each async for each in breaks(session, case or None)]
        found += await missing_from(session, anchored.heads) if anchored else []
        of_it = [LedgerEntry.case_number == case] if case else []
        lines = (await session.exec(select(func.count()).select_from(LedgerEntry).where(*of_it))).one()
        return found, lines

    found, lines = asyncio.run(in_the_record(look))
    for each in found:
        typer.echo(f"Case {each.case}, line {each.sequence} {FAULTS[each.fault]}.")
    if found:
        raise typer.Exit(1)
    if case and not lines:
        raise CannotRun(f"There is no case {case}, and no trace of one: is the number right?")
    typer.echo(f"The ledger is what was written: {lines} lines.")


@app.command()
def anchor() -> None:
    """Print the newest seal of every case, to be kept elsewhere: whoever writes the ledger anew cannot write that."""
    made = Anchor(made=datetime.now(UTC), heads=asyncio.run(in_the_record(heads)))
    typer.echo(json.dumps(made.model_dump(mode="json"), sort_keys=True))


def _anchor(path: Path) -> Anchor:
    try:
        return Anchor.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as missing:
        raise CannotRun(f"{path} cannot be read: {missing.strerror}.") from None
    except ValidationError:
        raise CannotRun(f"{path} is no anchor: it has to be what `resguardo ledger anchor` printed.") from None
