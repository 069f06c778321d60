"""``account acts``: what was done on the machine itself, and by whom."""

import asyncio

import typer

from cases.repository.operator_acts import all_acts
from commands.asking import in_the_record


def acts() -> None:
    """List the newest acts of whoever runs this installation: when (UTC), what, to whom, by whom. By ids, no names."""
    found = asyncio.run(in_the_record(all_acts))
    for each in found:
        act = each.act
        to = act.case_number or act.user_id or act.agency_id or "everybody"
        what = f"{act.what} ({act.detail})" if act.detail else act.what
        typer.echo(f"{act.at:%Y-%m-%d %H:%M}  {what}  {to}  by {act.by}")
    if not found:
        typer.echo("Nothing was done so far.")
