"""``make audit``: known faults of the locked libraries, by pip-audit; and never a good word where nobody looked.

pip-audit ends with 0 where its source knows nothing of a library, or of any. So each must have been looked at, and an
old library that is known to be faulty is asked about too: a source that does not know of it answers for nothing.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.dependencies.locked import RUNTIME, libraries

CANARY = ("jinja2", "2.4.1")
"""Of 2010, with several faults that every such list has."""

WAIT = 600
"""Seconds."""


def asked(requirements: Path) -> list[dict[str, Any]]:
    """What pip-audit says of these. Raises OSError where it is not there, ValueError where it says nothing readable."""
    command = ["pip-audit", "--requirement", str(requirements), "--require-hashes", "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=WAIT, check=False)
    said: list[dict[str, Any]] = json.loads(run.stdout)["dependencies"]
    return said


def verdict(wanted: set[str], looked: Iterable[dict[str, Any]], canary: Iterable[dict[str, Any]]) -> str | None:
    """What is wrong, in a sentence or a line for each fault; None where all were looked at and nothing is known."""
    if not any(each.get("vulns") for each in canary):
        return f"The source does not even know of the faults of {' '.join(CANARY)}: it answers for nothing."
    told = {each["name"]: each for each in looked if "skip_reason" not in each}
    if missing := sorted(wanted - set(told)):
        return f"These were not looked at: {', '.join(missing)}."
    faults = [
        f"{name} {each['version']}: {fault['id']} (mended in {', '.join(fault['fix_versions']) or 'no version'})"
        for name, each in sorted(told.items())
        for fault in each["vulns"]
    ]
    return "\n".join(faults) or None


def main() -> int:
    """Look, and say. 0: all were looked at, and nothing is known. 1: a fault. 2: nobody could look."""
    wanted = {each.name for each in libraries(RUNTIME) if each.here}
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / "canary.txt"
        old.write_text(f"{'=='.join(CANARY)} --hash=sha256:{'0' * 64}\n", encoding="ascii")
        try:
            canary, looked = asked(old), asked(RUNTIME)
        except FileNotFoundError:
            return said("make audit needs pip-audit on the path, on a machine that reaches its source.", 2)
        except (ValueError, KeyError, subprocess.TimeoutExpired):
            return said("pip-audit could not ask its source. Nothing is known of any library: this is no good word.", 2)
    found = verdict(wanted, looked, canary)
    if found is None:
        return said(f"{len(wanted)} libraries looked at; no fault is known of any today.", 0)
    return said(found, 1 if "(mended in" in found else 2)


def said(sentence: str, code: int) -> int:
    """Say it on the terminal."""
    sys.stdout.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
