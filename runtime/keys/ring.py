"""The key of each case: made once, at hand for a moment, destroyed when the case is erased."""

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from runtime.keys.cipher import as_text, decipher, encipher, new_key, of_text
from runtime.keys.store import Store
from runtime.keys.wrapping import NoKey, Wrapped, Wrapping

AT_HAND = 30.0
"""Seconds for which a process may go on with a key that it has read: so long an erasure takes everywhere."""

MOST_AT_HAND = 1000
"""Keys in memory from which those that are past their time are put away."""

REGION = "region"
"""The key of what belongs to no case: a region-wide hold. It names nobody."""

ACCOUNTS = "accounts"
"""The key of what accounts keep secret."""

_INDEX = "index"
"""The key under which names are hashed to be searched for."""

NAME = re.compile(r"[A-Za-z0-9-]+")


class Erased(Exception):
    """The key was destroyed: what it enciphered cannot be read any more, by anybody."""

    def __init__(self, name: str, at: datetime) -> None:
        super().__init__(f"{name} was erased")
        self.name, self.at = name, at


class KeyLost(Exception):
    """There is no key of that name, where something enciphered with it is to be read."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the key of {name} is not among the keys: is this the right place for them?")


class Keys:
    """Data keys by name (a case's number, or one of the three above)."""

    def __init__(self, store: Store, wrapping: Wrapping, clock: Callable[[], float] = time.monotonic) -> None:
        self.store, self.wrapping, self._clock = store, wrapping, clock
        self._at_hand: dict[str, tuple[bytes, float]] = {}

    def encipher(self, name: str, plain: bytes, about: str) -> bytes:
        """``plain``, for the place ``about``. The key is made where there is none. Raises Erased."""
        return encipher(self._of(name, make=True), plain, f"{name}|{about}")

    def decipher(self, name: str, ciphered: bytes, about: str) -> bytes:
        """Raises Erased, KeyLost, and Undecipherable for what was not enciphered for ``about``."""
        return decipher(self._of(name), ciphered, f"{name}|{about}")

    def text(self, name: str, plain: str, about: str) -> str:
        """As ``encipher``, for a column of text or of JSON."""
        return as_text(self.encipher(name, plain.encode(), about))

    def plain(self, name: str, text: str, about: str) -> str:
        """As ``decipher``, from such a column."""
        return self.decipher(name, of_text(text, about), about).decode()

    def blind(self, purpose: str, word: str, name: str = _INDEX) -> str:
        """A word as it is searched for, which says nothing of it to who does not have the key: 80 bits, in hex.

        ``name``: by another key than that of the index, which can be destroyed. Raises Erased.
        """
        key = self._of(name, make=True)
        return hmac.new(key, f"{purpose}|{word}".encode(), hashlib.sha256).hexdigest()[:20]

    def destroy(self, name: str, now: datetime) -> bool:
        """Destroy a key for good. False where it had been destroyed before, or never was.

        What says so stays in its place, also of one that never was: nobody makes a key under that name anew.
        """
        gone, was = json.dumps({"destroyed": now.isoformat()}), False
        while (text := self._text(name)) is None or "key" in json.loads(text):
            if text is None:
                self.store.add(name, gone)
            else:
                was = self.store.swap(name, text, gone)  # False: it was wrapped anew in this instant
        self._at_hand.pop(name, None)
        return was

    def is_erased(self, name: str) -> bool:
        """Whether the key was destroyed."""
        kept = self._kept(name)
        return kept is not None and "key" not in kept

    def rewrap(self, name: str) -> bool:
        """Wrap a data key by the key-encryption key of now. False where it is already, or was destroyed: also by
        another process in this very instant, for what is destroyed is never put back."""
        text = self._text(name)
        kept = json.loads(text) if text is not None else {}
        if "key" not in kept or kept["by"] == self.wrapping.current():
            return False
        key = self._unwrapped(name, kept)
        entry = self._entry(name, key)
        if self._unwrapped(name, json.loads(entry)) != key:
            raise NoKey(f"what wraps now does not open again what it wrapped: the key of {name} stays as it was")
        return self.store.swap(name, str(text), entry)

    def wrapped_by(self) -> dict[str, int]:
        """How many data keys each key-encryption key wraps."""
        found: dict[str, int] = {}
        for name in self.store.names():
            kept = self._kept(name)
            if kept is not None and "key" in kept:
                found[kept["by"]] = found.get(kept["by"], 0) + 1
        return found

    def _of(self, name: str, *, make: bool = False) -> bytes:
        key, until = self._at_hand.get(name, (b"", 0.0))
        now = self._clock()
        if until <= now:
            key = self._read(name, make)
            if len(self._at_hand) >= MOST_AT_HAND:
                self._at_hand = {each: held for each, held in self._at_hand.items() if held[1] > now}
            self._at_hand[name] = (key, now + AT_HAND)
        return key

    def _read(self, name: str, make: bool) -> bytes:
        kept = self._kept(name)
        if kept is None and make:
            self.store.add(name, self._entry(name, new_key()))
            kept = self._kept(name)  # another process may have been first
        if kept is None:
            raise KeyLost(name)
        return self._unwrapped(name, kept)

    def _unwrapped(self, name: str, kept: dict[str, Any]) -> bytes:
        if "key" not in kept:
            raise Erased(name, datetime.fromisoformat(kept["destroyed"]))
        return self.wrapping.unwrap(Wrapped(kept["by"], base64.b64decode(kept["key"])), name)

    def _kept(self, name: str) -> dict[str, Any] | None:
        text = self._text(name)
        kept: dict[str, Any] | None = json.loads(text) if text is not None else None
        return kept

    def _text(self, name: str) -> str | None:
        if not NAME.fullmatch(name):
            raise ValueError("a key's name is letters, digits and hyphens")
        return self.store.get(name)

    def _entry(self, name: str, key: bytes) -> str:
        wrapped = self.wrapping.wrap(key, name)
        return json.dumps({"by": wrapped.by, "key": base64.b64encode(wrapped.key).decode()})
