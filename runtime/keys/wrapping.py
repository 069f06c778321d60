"""The keys that keep keys: each data key lies wrapped by one of them. An HSM or a KMS can take the file's place."""

import base64
import binascii
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from runtime.keys.cipher import decipher, encipher, new_key
from runtime.keys.store import sync_folder

BYTES = 32


class NoKey(Exception):
    """A key-encryption key that is needed is not to be had. The message is for who runs the installation."""


@dataclass(frozen=True)
class Wrapped:
    """A data key as it may lie on a disk. ``by``: the name of the key-encryption key."""

    by: str
    key: bytes


class Wrapping(Protocol):
    """Wraps and unwraps data keys, and never gives its own keys away."""

    def current(self) -> str:
        """The name of the key that wraps from now on. Raises NoKey."""

    def wrap(self, key: bytes, name: str) -> Wrapped:
        """A data key, bound to its ``name``. Raises NoKey."""

    def unwrap(self, wrapped: Wrapped, name: str) -> bytes:
        """The data key. Raises NoKey, and cipher.Undecipherable."""


class KeysGiven:
    """Key-encryption keys by name, the newest last."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        self._keys = keys

    def current(self) -> str:
        """The last one."""
        if not self._keys:
            raise NoKey("there is no key-encryption key")
        return next(reversed(self._keys))

    def names(self) -> list[str]:
        """All, the newest last."""
        return list(self._keys)

    def wrap(self, key: bytes, name: str) -> Wrapped:
        """With the newest."""
        by = self.current()
        return Wrapped(by, encipher(self._keys[by], key, f"key:{name}"))

    def unwrap(self, wrapped: Wrapped, name: str) -> bytes:
        """With the one that wrapped it."""
        if wrapped.by not in self._keys:
            raise NoKey(f"the key-encryption key {wrapped.by} is missing, with which the key of {name} was wrapped")
        return decipher(self._keys[wrapped.by], wrapped.key, f"key:{name}")


class KeyFile:
    """Key-encryption keys in a file that only its owner may read, one a line (``name base64``), the newest last.

    A running process sees the file anew once it has changed: a rotation needs no restart.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int] | None = None
        self._given = KeysGiven({})

    def current(self) -> str:
        """The last line's."""
        return self._read().current()

    def names(self) -> list[str]:
        """All, the newest last."""
        return self._read().names()

    def wrap(self, key: bytes, name: str) -> Wrapped:
        """With the newest."""
        return self._read().wrap(key, name)

    def unwrap(self, wrapped: Wrapped, name: str) -> bytes:
        """With the one that wrapped it."""
        return self._read().unwrap(wrapped, name)

    def add(self, now: datetime) -> str:
        """A new key, from now on the one that wraps; its name. The file is made where there is none."""
        line = drawn(now)
        with self._alone():
            lines = self.path.read_text(encoding="ascii") if self.path.exists() else ""
            self._write(f"{lines}{line}\n")
        return line.split()[0]

    def remove(self, name: str, last: bool = False) -> None:
        """Forget a key for good: what it still wraps is lost. ``last``: nothing here wraps any more.

        Raises NoKey for the one that wraps now.
        """
        with self._alone():
            if name == self.current() and not last:
                raise NoKey(f"{name} is the key that wraps now: make another first")
            lines = self.path.read_text(encoding="ascii").splitlines(keepends=True)
            self._write("".join(line for line in lines if line.split()[:1] != [name]))

    def _read(self) -> KeysGiven:
        try:
            found = self.path.stat()
            if self._seen != (found.st_mtime_ns, found.st_ino):
                self._given = given(self.path.read_text(encoding="ascii").splitlines())
                self._seen = (found.st_mtime_ns, found.st_ino)
        except OSError as why:
            raise NoKey(f"the key-encryption keys cannot be read: {why.strerror} ({self.path})") from why
        return self._given

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two who change the file at once: a line that one of them lost would take every case with it."""
        with self.path.with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, text: str) -> None:
        """It lies there, name and all, before anything is wrapped with what it says."""
        beside = self.path.with_suffix(".new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)
        sync_folder(self.path.parent)


def drawn(now: datetime) -> str:
    """A new key-encryption key, as a file or the environment gives it; kept nowhere."""
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)} {base64.b64encode(new_key()).decode()}"


def given(lines: list[str]) -> KeysGiven:
    """Keys as a file or the environment gives them: ``name base64``. Raises NoKey, which never shows a key."""
    keys: dict[str, bytes] = {}
    for number, line in enumerate(lines, 1):
        match line.split():
            case []:
                continue
            case [name, text]:
                keys[name] = _key(text, number)
            case _:
                raise NoKey(f"line {number} of the key-encryption keys is not a name and a key")
    return KeysGiven(keys)


def _key(text: str, line: int) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != BYTES:
        raise NoKey(f"line {line} of the key-encryption keys does not hold {BYTES} bytes in base64")
    return key
