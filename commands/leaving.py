"""How a command ends: with a sentence where it could not do its work, and without Python's own clearing away."""

import logging
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from pydantic import ValidationError

from runtime.temporal_server import TemporalServerError


class CannotRun(Exception):
    """A command cannot do what it was asked. ``str()`` says why and what to do, in one or two sentences."""


def leave(code: int) -> NoReturn:
    """End this process now. Python's own clearing away aborts now and then after a Temporal worker has closed."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def ending(command: Callable[[], object]) -> NoReturn:
    """Run a command to its end, and leave with its exit code: 0, or 1 after a sentence on standard error."""
    try:
        command()
    except SystemExit as asked:
        leave(_code(asked))
    except KeyboardInterrupt:
        leave(130)
    except ValidationError as faults:
        _say(settings_sentence(faults))
    except (CannotRun, TemporalServerError) as refusal:
        _say(str(refusal))
    leave(0)


def settings_sentence(faults: ValidationError) -> str:
    """What is wrong with the settings, a line each, never with the value (it may be a secret)."""
    lines = []
    for fault in faults.errors(include_input=False, include_url=False):
        name = "_".join(str(part) for part in fault["loc"])
        place = f"RESGUARDO_{name.upper()}: " if name else ""
        lines.append(place + fault["msg"].removeprefix("Value error, "))
    return "\n".join(lines)


def _say(sentence: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    leave(1)


def _code(asked: SystemExit) -> int:
    if asked.code is None or isinstance(asked.code, int):
        return asked.code or 0
    sys.stderr.write(f"{asked.code}\n")
    return 1
