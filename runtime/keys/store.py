"""Where wrapped data keys lie: away from the record, so that a backup of the record holds none of them."""

import errno
import fcntl
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from runtime.room import NoRoom


class Store(Protocol):
    """A text by its name. What it has told to have kept survives a power cut. On a full disk: NoRoom."""

    def get(self, name: str) -> str | None:
        """What is kept under ``name``."""

    def add(self, name: str, text: str) -> bool:
        """Keep it, unless something is kept there already: then nothing is done, and the answer is False."""

    def swap(self, name: str, before: str, text: str) -> bool:
        """Keep it in the place of ``before``. Where another text is kept now nothing is done, and the answer is False:
        whoever changes what they have read would else put back what another has destroyed in the same instant."""

    def names(self) -> Iterator[str]:
        """All names."""


class Folder:
    """A file a name, in a folder that only its owner may read. Processes that share the cases share the folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, name: str) -> str | None:
        """Read the file, where there is one."""
        try:
            return (self.path / name).read_text(encoding="ascii")
        except FileNotFoundError:
            return None

    def add(self, name: str, text: str) -> bool:
        """Of two processes that add at the same instant, one does."""
        beside = self._beside(text)
        try:
            os.link(beside, self.path / name)
        except FileExistsError:
            return False
        finally:
            beside.unlink()
        sync_folder(self.path)
        return True

    def swap(self, name: str, before: str, text: str) -> bool:
        """Whoever reads at the same instant reads the old or the new, whole; one process changes at a time."""
        if not self.path.exists():
            return False
        with self._alone():
            if self.get(name) != before:
                return False
            self._beside(text).replace(self.path / name)
            sync_folder(self.path)
        return True

    def names(self) -> Iterator[str]:
        """In no order. A file half written when the power went is none."""
        if self.path.exists():
            yield from (each.name for each in self.path.iterdir() if not each.name.startswith("."))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other process, and no other thread, is in here. A lock dies with its process."""
        with (self.path / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _beside(self, text: str) -> Path:
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self.path / f".{secrets.token_hex(8)}"
        try:
            self._write(beside, text)
        except OSError as why:
            beside.unlink(missing_ok=True)
            raise NoRoom() if why.errno == errno.ENOSPC else why from None
        return beside

    def _write(self, beside: Path, text: str) -> None:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """What was named in this folder keeps its name through a power cut."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class Memory:
    """For tests and measurements: gone with its process."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}
        self._lock = threading.Lock()

    def get(self, name: str) -> str | None:
        """What is kept under ``name``."""
        return self._kept.get(name)

    def add(self, name: str, text: str) -> bool:
        """Keep what is not there yet."""
        return self._kept.setdefault(name, text) is text

    def swap(self, name: str, before: str, text: str) -> bool:
        """Keep it in the place of ``before``."""
        with self._lock:
            if self._kept.get(name) != before:
                return False
            self._kept[name] = text
        return True

    def names(self) -> Iterator[str]:
        """All names."""
        return iter(tuple(self._kept))
