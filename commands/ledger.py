"""``ledger``: whether the record of who did what is still what was written, and marks of it to keep elsewhere."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import ValidationError
from sqlmodel import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.anchoring import anchors_in
from cases.anchors import Anchor, signed, wrong
from cases.anchors import Fault as Astray
from cases.repository.sealing import breaks, heads, missing_from
from cases.seals import Break, Fault
from cases.tables import LedgerEntry
from commands.asking import in_the_record
from commands.leaving import CannotRun
from runtime.keys.signing import NoSigningKey, Signer, make, signer
from runtime.settings import settings

R = TypeVar("R")

FAULTS: dict[Fault, str] = {
    "changed": "is not what was written: it was changed, put in or moved",
    "changed_or_before": "or one before it, is not what was written",
    "missing": "is missing",
    "no_seal": "has lost its seal",
    "not_known": "is not the one that was anchored: the ledger was written anew up to it, or cut off",
}

ASTRAY: dict[Astray, str] = {
    "not_signed": "was not signed with this key, or was changed since",
    "not_in_line": "does not follow the one before it: one is missing, or is another",
}

app = typer.Typer(name="ledger", help="Whether the ledger is still what was written.", no_args_is_help=True)


@app.command()
def verify(
    case: Annotated[str, typer.Option(help="One case's number; all of them, if none is given.")] = "",
    anchor: Annotated[Path | None, typer.Option(help="A file that `ledger anchor` made, kept elsewhere.")] = None,
    anchors: Annotated[Path | None, typer.Option(help="The folder of daily anchors, or a copy of it.")] = None,
    public_key: Annotated[
        str, typer.Option(help="What they are signed with; this machine's own, if none is given.")
    ] = "",
) -> None:
    """Name, for each case, the first line that was changed, removed, put in or moved. Ends with 1 if there is any.

    With a folder of daily anchors, each of them is held against its signature, the one before it, and the ledger.
    """
    anchored = [_anchor(anchor)] if anchor else []
    daily = _daily(anchors) if anchors else []
    astray = wrong(daily, public_key or _signer().public) if daily else []
    anchored += daily

    async def look(session: AsyncSession) -> tuple[list[Break], int]:
        found = [each async for each in breaks(session, case or None)]
        for each in anchored:
            found.extend(at for at in await missing_from(session, each.heads) if at not in found)
        of_it = [LedgerEntry.case_number == case] if case else []
        lines = (await session.exec(select(func.count()).select_from(LedgerEntry).where(*of_it))).one()
        return found, lines

    found, lines = asyncio.run(in_the_record(look))
    for each in found:
        typer.echo(f"Case {each.case}, line {each.sequence} {FAULTS[each.fault]}.")
    for bad in astray:
        typer.echo(f"The anchor of {bad.made:%Y-%m-%d %H:%M} {ASTRAY[bad.fault]}.")
    if found or astray:
        raise typer.Exit(1)
    if case and not lines:
        raise CannotRun(f"There is no case {case}, and no trace of one: is the number right?")
    typer.echo(f"The ledger is what was written: {lines} lines.")
    if daily:
        typer.echo(
            f"It holds against every daily anchor: {len(daily)}, the newest of {daily[-1].made:%Y-%m-%d %H:%M} UTC."
        )


@app.command()
def anchor() -> None:
    """Print the newest seal of every case, signed where there is a signing key, to be kept elsewhere: whoever writes
    the ledger anew cannot write that.
    """
    newest, now = asyncio.run(in_the_record(heads)), datetime.now(UTC)
    has_key = settings().signing_key_at.exists()
    made = signed(newest, None, _signer(), now) if has_key else Anchor(made=now, heads=newest)
    typer.echo(made.text, nl=False)


@app.command("signing-key")
def signing_key() -> None:
    """Make the key that daily anchors are signed with, once, and print its public half: keep that elsewhere."""
    file = settings().signing_key_at
    if not file.exists():
        make(file)
    typer.echo(_signer().public)


def _signer() -> Signer:
    try:
        return signer(settings().signing_key_at)
    except NoSigningKey as why:
        raise CannotRun(f"{why} (RESGUARDO_SIGNING_KEY_FILE): `resguardo ledger signing-key` makes one.") from None


def _daily(folder: Path) -> list[Anchor]:
    try:
        found = anchors_in(folder)
    except OSError as why:
        raise CannotRun(f"{folder} cannot be read: {why.strerror}.") from None
    except ValidationError:
        raise CannotRun(f"In {folder} lies a file that is no anchor.") from None
    if not found:
        raise CannotRun(f"There is no anchor in {folder}.")
    return found


def _anchor(path: Path) -> Anchor:
    try:
        return Anchor.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as missing:
        raise CannotRun(f"{path} cannot be read: {missing.strerror}.") from None
    except ValidationError:
        raise CannotRun(f"{path} is no anchor: it has to be what `resguardo ledger anchor` printed.") from None
