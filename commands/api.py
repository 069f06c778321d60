"""``api``: the pages and the JSON API, until it is told to stop."""

import asyncio

import uvloop

from runtime.logs import configure
from runtime.settings import settings


def api() -> None:
    """Serve the pages and the API (RESGUARDO_API_HOST, RESGUARDO_API_PORT)."""
    from commands.serving import serve  # loads every page and route: only where they are served

    configure()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(settings()))
