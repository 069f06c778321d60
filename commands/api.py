"""``api``: the pages and the JSON API, until it is told to stop."""

import uvicorn

from runtime.settings import settings

STOP_WITHIN = 10
"""Seconds for answers under way."""


def api() -> None:
    """Serve the pages and the API (RESGUARDO_API_HOST, RESGUARDO_API_PORT)."""
    ours = settings()
    uvicorn.run(
        "api.app:create_app",
        factory=True,
        host=ours.api_host,
        port=ours.api_port,
        loop="uvloop",
        http="httptools",
        access_log=False,  # an address can say who looked at which child's case
        server_header=False,
        timeout_graceful_shutdown=STOP_WITHIN,
    )
