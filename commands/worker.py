"""``worker``: carries the cases forward, until it is told to stop."""

import asyncio
from typing import Annotated

import typer

from runtime.logs import configure
from runtime.settings import settings

Countries = Annotated[
    list[str] | None, typer.Option("--country", help="Serve this country's cases only; may be given several times.")
]


def worker(country: Countries = None) -> None:
    """Run the workflows and activities of the cases. Start as many of these as the work needs."""
    from commands.working import countries, work  # loads the workflows: only where they run

    configure()
    asyncio.run(work(settings(), countries(country)))
