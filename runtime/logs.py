"""What processes write about themselves: one JSON object a line, of a few known keys. Nothing about a child."""

import json
import logging
import sys
from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any

import structlog

KEYS = frozenset(
    {
        *("event", "level", "timestamp", "logger", "error", "code", "count", "seconds", "case", "step", "user"),
        *("way", "origin", "route"),
        *("looked_at", "needed", "erased", "unnamed", "young", "foreign", "left", "objects", "asked", "finished"),
    }
)
"""What may be written. A key that is not here is dropped: whoever adds one asks first what it could tell."""


def known_keys(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep what may be written."""
    return {key: value for key, value in event.items() if key in KEYS}


class OneLine(logging.Formatter):
    """What a library says, as ours is written: one object a line, in UTC. A line break in it begins no other line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "event": record.getMessage(),
            "logger": record.name,
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line)


def configure() -> None:
    """Set up this process's logs: ours, and those of libraries from warnings on, all on standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            known_keys,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
