"""The libraries as they are locked: requirements/*.txt, read without asking anybody."""

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

from tests.architecture.tree import ROOT

RUNTIME, TEST = ROOT / "requirements" / "runtime.txt", ROOT / "requirements" / "test.txt"

PINNED = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\]+?))?"
    r"(?P<hashes>( \\\n +--hash=sha256:[0-9a-f]{64})+)$"
)


@dataclass(frozen=True)
class Library:
    """One line of a lock. ``here``: whether this Python and machine install it."""

    name: str
    version: str
    hashes: int
    here: bool


def lines(lock: Path) -> list[str]:
    """Each requirement with its hashes; comments left out."""
    text = re.sub(r"^ *#.*\n", "", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [line for line in re.split(r"\n(?! )", text) if line.strip()]


def libraries(lock: Path) -> list[Library]:
    """What a lock names. Raises ValueError for a line that pins nothing, or bears no hash."""
    found = []
    for line in lines(lock):
        pinned = PINNED.match(line)
        if pinned is None:
            raise ValueError(f"{lock.name}: neither pinned nor hashed: {line.splitlines()[0]}")
        marker = pinned["marker"]
        here = marker is None or Marker(marker).evaluate()
        found.append(Library(pinned["name"], pinned["version"], pinned["hashes"].count("--hash"), here))
    return found
