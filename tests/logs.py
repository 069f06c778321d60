"""Logs as a process of ours writes them, for as long as a test looks at them."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from runtime.logs import configure


@contextmanager
def written_as_by_a_process() -> Iterator[None]:
    """What is set up here is for the whole process, and would write of the tests that come after: it is taken back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure()
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.reset_defaults()
