"""What processes write about themselves: one JSON object a line, of a few known keys. Nothing about a child."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

KEYS = frozenset({"event", "level", "timestamp", "logger", "error", "code", "count", "seconds", "case", "step", "user"})
"""What may be written. A key that is not here is dropped: whoever adds one asks first what it could tell."""


def known_keys(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep what may be written."""
    return {key: value for key, value in event.items() if key in KEYS}


def configure() -> None:
    """Set up this process's logs: ours as JSON, those of libraries from warnings on."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            known_keys,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
