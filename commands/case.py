"""``case``: erase a closed case for good, or forbid that it is erased."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, TypeVar

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.numbers import normalise
from cases.repository.erasing import CannotErase, standing_hold
from cases.repository.erasing import erase as erase_case
from cases.repository.erasing import hold as hold_case
from cases.repository.erasing import release as release_case
from cases.repository.operator_acts import To, What
from cases.repository.retention import Due, asked_of, due_cases
from cases.repository.retention import keep as keep_case
from cases.tables import Case, RetentionAsked
from commands.asking import in_the_record
from commands.keyring import keys
from commands.leaving import CannotRun
from commands.operator import noted
from guidelines.library import library
from runtime.keys.ring import AT_HAND
from runtime.settings import settings

R = TypeVar("R")

app = typer.Typer(name="case", help="One case: erase it, or forbid that.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="The case's number, e.g. K7QM-4RTX-5.")]
By = Annotated[str, typer.Option(prompt=True, help="Who orders this: an authority and its act, no child's name.")]
Reason = Annotated[str, typer.Option(prompt=True, help="Why: the rule or the order. No name: this stays readable.")]


@app.command("erase")
def erase(
    case: Number,
    by: By,
    reason: Reason,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
) -> None:
    """Destroy the key of a closed case: what it enciphered is gone, in every copy. This cannot be taken back."""
    number = _number(case)
    if not yes:
        typer.confirm(f"Erase {number} for good, in the record, in Temporal and in every backup?", abort=True)

    async def erased(session: AsyncSession) -> datetime:
        now = datetime.now(UTC)
        await _noted(session, "case_erased", number, now)
        done = await erase_case(session, number, by, reason, now)
        await session.commit()
        return done.at

    at = _done(erased)
    typer.echo(f"Case {number} is erased (on record since {at:%Y-%m-%d %H:%M} UTC). Its dates and counts stay.")
    typer.echo(f"Processes that had its key at hand forget it within {AT_HAND:.0f} seconds.")
    typer.echo(
        "Its papers' bytes, which nobody can open, are taken away by the daily look once they have been needless for "
        f"{library().retention.objects.days} days."
    )
    typer.echo("Copies of the key folder made before still hold the key: destroy them, or retire their key (docs).")


@app.command("hold")
def hold(case: Number, by: By, reason: Reason) -> None:
    """Forbid that a case is erased: a court or an authority needs what it holds."""
    number = _number(case)

    async def held(session: AsyncSession) -> None:
        now = datetime.now(UTC)
        await _noted(session, "case_held", number, now)
        await hold_case(session, number, by, reason, now)

    _done(held)
    typer.echo(f"Case {number} is under legal hold: it cannot be erased until `resguardo case release {number}`.")


@app.command("release")
def release(case: Number, by: By) -> None:
    """Lift the legal holds on a case."""
    number = _number(case)

    async def released(session: AsyncSession) -> int:
        if await standing_hold(session, number) is None:
            raise CannotRun(f"There is no legal hold on case {number}.")
        now = datetime.now(UTC)
        await _noted(session, "case_released", number, now)
        return await release_case(session, number, by, now)

    lifted = _done(released)
    typer.echo(f"Lifted: {lifted}. Case {number} may be erased once it is closed.")


@app.command("due")
def due() -> None:
    """List the closed cases that were kept as long as they are to be kept, and what was said of them."""

    async def found(session: AsyncSession) -> tuple[list[Due], list[RetentionAsked]]:
        now = datetime.now(UTC)
        return await due_cases(session, library().retention, now), list(await asked_of(session))

    waiting, asked = _done(found)
    for each in waiting:
        typer.echo(
            f"{each.case.number}  closed {each.case.closed_at:%Y-%m-%d}, its term was over on {each.at:%Y-%m-%d}"
        )
    kept = [each for each in asked if each.kept_until is not None]
    for said in kept:
        typer.echo(f"{said.case_number}  kept until {said.kept_until:%Y-%m-%d}, by {said.kept_by}: {said.reason}")
    if not waiting and not kept:
        typer.echo("No closed case has been kept for longer than its term.")
    elif waiting:
        typer.echo("Erase one with `resguardo case erase`, or say until when it is needed: `resguardo case keep`.")


@app.command("keep")
def keep(
    case: Number,
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], prompt=True, help="It is needed until this day.")],
    by: By,
    reason: Reason,
) -> None:
    """Say that a closed case whose term is over is still needed: nobody is asked again before that day."""
    number, day = _number(case), until.replace(tzinfo=UTC)
    if day <= datetime.now(UTC):
        raise CannotRun("Name a day to come.")

    async def kept(session: AsyncSession) -> None:
        now = datetime.now(UTC)
        await _noted(session, "case_kept", number, now, f"{day:%Y-%m-%d}")
        await keep_case(session, number, day, by, reason, now)

    _done(kept)
    typer.echo(f"Case {number} is kept until {day:%Y-%m-%d}.")


async def _noted(session: AsyncSession, what: What, number: str, now: datetime, detail: str = "") -> None:
    """Keep that it is done, with what is done: an act that is refused commits neither."""
    if await session.get(Case, number) is not None:  # of one that is not there the act itself says so
        await noted(session, what, To(case=number), now, detail)


def _number(typed: str) -> str:
    try:
        return normalise(typed)
    except ValueError as wrong:
        raise CannotRun(str(wrong)) from None


def _done(ask: Callable[[AsyncSession], Awaitable[R]]) -> R:
    try:
        return asyncio.run(in_the_record(ask, keys(settings())))
    except CannotErase as why:
        raise CannotRun(str(why)) from None
