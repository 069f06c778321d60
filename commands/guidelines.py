"""``guidelines``: check the folder, and print the timeline that a case between two countries would have."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import wrap
from typing import Annotated, Literal, NoReturn
from zoneinfo import ZoneInfo

import typer

from guidelines.citation import Citation
from guidelines.deadline import DatedTerm
from guidelines.freshness import stale
from guidelines.library import FOLDER, Library, load
from guidelines.plan import PlannedStep
from guidelines.plan import plan as plan_of
from guidelines.refusal import GuidelineRefused
from guidelines.resolve import resolve
from guidelines.walk import walk

app = typer.Typer(name="guidelines", help="The guidelines as data: check them, and see the timeline they give.")

Language = Literal["en", "es"]

_COLUMNS = (16, 26, 34, 18)
"""Widths that, with two blanks between, fill one hundred characters."""

_BASIS: dict[Language, dict[str, str]] = {
    "en": {"instrument": "instrument", "national_law": "national law", "design_default": "our default"},
    "es": {"instrument": "instrumento", "national_law": "ley nacional", "design_default": "valor nuestro"},
}
_HEAD: dict[Language, tuple[str, ...]] = {
    "en": ("Due", "Step", "Why that day", "Basis of the term"),
    "es": ("Vence", "Paso", "Por qué ese día", "Base del plazo"),
}


@app.command()
def check(
    on: Annotated[str, typer.Option(help="The day to judge freshness by; today if left out.")] = "",
    folder: Annotated[Path, typer.Option(help="Another folder of guidelines.")] = FOLDER,
) -> None:
    """Check every file against the schema and the others; count; list what nobody checked for a year."""
    found = loaded(folder)
    steps = sum(len(stage.steps) for stage in found.stages)
    typer.echo(f"{len(found.stages)} stages, {steps} steps, {len(found.safeguards)} safeguards, ", nl=False)
    typer.echo(f"{len(found.interruptions)} interruptions, {len(found.countries)} countries")
    bases = Counter(value.cite.basis for _, value in walk(DatedTerm, found))
    typer.echo("Terms: " + ", ".join(f"{count} {_BASIS['en'][basis]}" for basis, count in sorted(bases.items())))
    old = stale(found, day_of(on) if on else datetime.now(UTC).date())
    typer.echo(f"Last checked more than a year ago: {len(old) or 'none'}")
    for each in old:
        typer.echo(f"  {each.last_checked_on}  {each.cites}: {each.place}")


@app.command()
def plan(
    host: Annotated[str, typer.Option(help="The country where the child is, e.g. MX.")],
    origin: Annotated[str, typer.Option(help="The country the child comes from, e.g. GT.")],
    from_: Annotated[str, typer.Option("--from", help="The day the case would open, e.g. 2026-12-01.")],
    language: Annotated[Language, typer.Option(help="en or es.")] = "en",
) -> None:
    """Print when each step would be due, why, and on what basis, if each were finished on its due date."""
    day = day_of(from_)
    try:
        procedure = resolve(loaded(FOLDER), host, origin, day)
    except GuidelineRefused as refused:
        refuse(refused)
    typer.echo(f"Host {host}, origin {origin}, opened on {day}; edition {procedure.edition}")
    typer.echo(_row(*_HEAD[language]))
    stage = ""
    for planned in plan_of(procedure, day):
        if planned.stage != stage:
            stage = planned.stage
            typer.echo(f"\n{procedure.stage(stage).title.in_(language)}")
        origin_side = planned.side == "origin"
        zone = ZoneInfo(procedure.zones[origin if origin_side else host])
        typer.echo(_planned_row(planned, zone, language))


def _planned_row(planned: PlannedStep, zone: ZoneInfo, language: Language) -> str:
    local = planned.finished_at if planned.due is None else planned.due.at
    holder = f" ({planned.holder.in_(language)})" if planned.holder else ""
    why = [planned.due.because.sentence(language)] if planned.due else []
    why += [planned.note.in_(language)] if planned.note else []
    return _row(
        f"{local.astimezone(zone):%Y-%m-%d %H:%M}",
        f"{planned.title.in_(language)}{holder}",
        ". ".join(each.rstrip(".") for each in why),
        _basis(planned.cite, language),
    )


def _basis(cite: Citation, language: Language) -> str:
    words = _BASIS[language][cite.basis]
    return f"{words}: {cite.instrument}, {cite.provision}" if cite.instrument else words


def _row(*cells: str) -> str:
    columns = [wrap(cell, width) or [""] for cell, width in zip(cells, _COLUMNS, strict=True)]
    return "\n".join(_lines(columns))


def _lines(columns: list[list[str]]) -> Iterator[str]:
    for number in range(max(len(column) for column in columns)):
        cells = (column[number] if number < len(column) else "" for column in columns)
        yield "  ".join(cell.ljust(width) for cell, width in zip(cells, _COLUMNS, strict=True)).rstrip()


def day_of(text: str) -> date:
    """The day that was typed. Raises BadParameter."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"`{text}` is not a date: write year-month-day, e.g. 2026-12-01") from None


def loaded(folder: Path) -> Library:
    """The library of a folder; or its problems on standard error, and the end."""
    try:
        return load(folder)
    except GuidelineRefused as refused:
        refuse(refused)


@contextmanager
def refusing() -> Iterator[None]:
    """A refusal of the guidelines ends the command with its sentences."""
    try:
        yield
    except GuidelineRefused as refused:
        refuse(refused)


def refuse(refused: GuidelineRefused) -> NoReturn:
    """Every problem on standard error, and the end."""
    for problem in refused.problems:
        typer.echo(str(problem), err=True)
    raise typer.Exit(1)
