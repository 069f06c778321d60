"""``guidelines diff``, ``rehearse`` and ``adopt``: how a rule is changed while cases run."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from api.explain.difference_words import ADOPTED, NOTHING_DIFFERS
from api.explain.differences import sentences
from api.explain.effects import effect_lines, summary
from api.pages.language import gettext, speak
from cases.repository.rehearsing import Rehearsal
from cases.repository.rehearsing import rehearse as rehearsal_of
from commands.asking import in_the_record
from commands.guidelines import Language, day_of, loaded, refusing
from commands.keyring import keys
from guidelines.adopting import adopt as adopt_file
from guidelines.adopting import read
from guidelines.difference import difference
from guidelines.enacted import as_adopted
from guidelines.library import FOLDER
from guidelines.resolve import region_alone, resolve
from runtime.settings import settings

R = TypeVar("R")

File = Annotated[str, typer.Argument(help="A proposal's file, or the id of one in guidelines/proposals.")]
Folder = Annotated[Path, typer.Option(help="Another folder of guidelines.")]
Spoken = Annotated[Language, typer.Option(help="en or es.")]


def diff(
    host: Annotated[str, typer.Option(help="The country where the child is, e.g. MX.")] = "",
    origin: Annotated[str, typer.Option(help="The country the child comes from, e.g. GT.")] = "",
    from_: Annotated[str, typer.Option("--from", help="The day of the older edition.")] = "",
    to: Annotated[str, typer.Option(help="The day of the newer edition.")] = "",
    proposal: Annotated[str, typer.Option(help="A proposal's file or id: what it would change.")] = "",
    language: Spoken = "en",
    folder: Folder = FOLDER,
) -> None:
    """Say what differs between two editions: of two days, or without and with a proposal.

    Without countries a proposal is held against the region's own rules.
    """
    speak(language)
    library = loaded(folder)
    with refusing():
        if proposal:
            proposed = read(_file(proposal, folder), library)
            day, after = proposed.applies_from, as_adopted(library, proposed)
            if host and origin:
                old, new = resolve(library, host, origin, day), resolve(after, host, origin, day)
            else:
                old, new = region_alone(library, day), region_alone(after, day)
        elif host and origin and from_ and to:
            old, new = resolve(library, host, origin, day_of(from_)), resolve(library, host, origin, day_of(to))
        else:
            raise typer.BadParameter("Give --host, --origin, --from and --to; or --proposal.")
    typer.echo(f"{old.edition} ({old.on}) -> {new.edition} ({new.on})")
    told = sentences(difference(old, new), library, old, new)
    for _, sentence in told:
        typer.echo(f"- {sentence}")
    if not told:
        typer.echo(gettext(NOTHING_DIFFERS))


def rehearse(file: File, language: Spoken = "en", folder: Folder = FOLDER) -> None:
    """Try a proposal on every case of the record, open and closed, and say what it would change. Changes nothing."""
    speak(language)
    library = loaded(folder)
    with refusing():
        proposal = read(_file(file, folder), library)

    async def tried(session: AsyncSession) -> Rehearsal:
        return await rehearsal_of(session, library, proposal, datetime.now(UTC))

    found = asyncio.run(in_the_record(tried, keys(settings())))
    typer.echo(f"{proposal.id}: {proposal.title.in_(language)}")
    for line in summary(found):
        typer.echo(line)
    for problem in found.refused:
        typer.echo(problem, err=True)
    for effect in found.effects:
        typer.echo(f"\n{effect.number} ({effect.host} -> {effect.origin})")
        zone = ZoneInfo(library.countries[effect.host].time_zone)
        for line in effect_lines(effect, found.rules[effect.number], zone):
            typer.echo(f"  {line}")


def adopt(
    file: File,
    by: Annotated[str, typer.Option(help="Who adopts it: the body or the person, as it shall stand in the file.")],
    from_: Annotated[str, typer.Option("--from", help="Another first day than the file names.")] = "",
    language: Spoken = "en",
    folder: Folder = FOLDER,
) -> None:
    """Mark a proposal as adopted: new cases follow it from its first day; running ones are offered it."""
    speak(language)
    library, today = loaded(folder), _today()
    with refusing():
        adopted = adopt_file(_file(file, folder), library, by, today, day_of(from_) if from_ else None, folder)
    for form in ADOPTED:
        typer.echo(gettext(form) % {"id": adopted.id, "day": adopted.applies_from})


def _today() -> date:
    """The earliest day it is now in any of the countries (they all lie west of Greenwich)."""
    return datetime.now(ZoneInfo("America/Los_Angeles")).date()


def _file(named: str, folder: Path) -> Path:
    path = Path(named)
    return path if path.suffix else folder / "proposals" / f"{named}.yaml"
