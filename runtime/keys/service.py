"""Key-encryption keys that nobody here ever has: a service wraps and unwraps (the Transit API of OpenBao and Vault).

It holds one key in versions. It is asked with a token that may encrypt, decrypt and read that key, and no more.
"""

import base64
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2

from runtime.keys.cipher import Undecipherable
from runtime.keys.wrapping import BYTES, NoKey, Wrapped

CIPHERTEXT = re.compile(r"[a-z]+:v(\d+):\S+")
"""What the service gives for what it wrapped: which version of the key did it stands before the value."""

VERSION_KNOWN = 30.0
"""Seconds for which the newest version is not asked for again: so long a rotation takes to be seen."""

LARGEST = 1 << 20
"""Bytes of an answer. One of these is some hundred."""

TOO_OLD = b"too old"
"""In the service's words where a version may not be used any more; whatever else it objects to is the value."""


NO_SERVICE = "what answers is no key service"


class ServiceAway(NoKey):
    """The key service does not answer, or is sealed. What needed it can be done once it is back."""


@dataclass(frozen=True)
class Address:
    """``url``: of the engine (https://keys.example:8200/v1/transit). ``token_file`` is read anew for each request."""

    url: str
    key: str
    token_file: Path
    namespace: str | None = None
    ca_file: Path | None = None
    seconds: float = 3


class KeyService:
    """Wraps with the newest version. It keeps no key and no token."""

    def __init__(self, at: Address, clock: Callable[[], float] = time.monotonic) -> None:
        self._at, self._clock = at, clock
        self._newest, self._known_until = 0, 0.0
        self._away_until = 0.0
        self._client = httpx2.Client(
            verify=str(at.ca_file) if at.ca_file else True, timeout=at.seconds, follow_redirects=False, trust_env=False
        )

    def current(self) -> str:
        """The newest version. Raises NoKey."""
        if self._known_until <= self._clock():
            self._newest = _whole(self._key(), "latest_version")
            self._known_until = self._clock() + VERSION_KNOWN
        return self._named(self._newest)

    def names(self) -> list[str]:
        """The versions that the service still unwraps with, the newest last. Raises NoKey."""
        said = self._key()
        oldest, newest = max(1, _whole(said, "min_decryption_version")), _whole(said, "latest_version")
        return [self._named(version) for version in range(oldest, newest + 1)]

    def knows(self, name: str) -> bool:
        """Whether a key-encryption key of that name is one of this service's."""
        return name.startswith(f"{self._at.key}:v")

    def wrap(self, key: bytes, name: str) -> Wrapped:
        """A data key, bound to its name. Raises NoKey."""
        said = self._asked("POST", "encrypt", {"plaintext": _text(key), "associated_data": _bound(name)})
        found = CIPHERTEXT.fullmatch(str(said.get("ciphertext")))
        if not found:
            raise ServiceAway(NO_SERVICE)
        return Wrapped(self._named(int(found[1])), found[0].encode())

    def unwrap(self, wrapped: Wrapped, name: str) -> bytes:
        """Raises NoKey; Undecipherable for what was not wrapped there under that name."""
        if not self.knows(wrapped.by):
            raise NoKey(f"the key of {name} was wrapped with {wrapped.by}, which is not the key service's")
        body = {"ciphertext": wrapped.key.decode(), "associated_data": _bound(name)}
        said = self._asked("POST", "decrypt", body, f"key:{name}")
        try:
            key = base64.b64decode(str(said.get("plaintext")), validate=True)
        except ValueError:
            key = b""
        if len(key) != BYTES:
            raise ServiceAway(NO_SERVICE)
        return key

    def rotate(self) -> str:
        """A new version, from now on the one that wraps; its name. Raises NoKey where the token may not."""
        self._asked("POST", "keys", None, then="/rotate")
        self._known_until = 0.0
        return self.current()

    def _named(self, version: int) -> str:
        return f"{self._at.key}:v{version}"

    def _key(self) -> dict[str, Any]:
        return self._asked("GET", "keys", None)

    def _asked(
        self, method: str, what: str, body: dict[str, str] | None, about: str | None = None, then: str = ""
    ) -> dict[str, Any]:
        """What it says. After a silence it is left alone for as long as it was waited for: people wait meanwhile."""
        if self._away_until > self._clock():
            raise ServiceAway("the key service did not answer a moment ago")
        address = f"{self._at.url.rstrip('/')}/{what}/{quote(self._at.key, safe='')}{then}"
        try:
            with self._client.stream(method, address, json=body, headers=self._headers()) as answer:
                content = self._bounded(answer.iter_raw())
        except (httpx2.HTTPError, TimeoutError) as why:
            self._away_until = self._clock() + self._at.seconds
            raise ServiceAway(f"the key service cannot be reached ({type(why).__name__})") from None
        if answer.status_code == 400 and about and TOO_OLD not in content:
            raise Undecipherable(about)
        return _said(answer.status_code, content)

    def _bounded(self, pieces: Iterator[bytes]) -> bytes:
        """All of an answer that comes within its time, and is no longer than one of these. Raises TimeoutError."""
        until, content = time.monotonic() + self._at.seconds, b""
        for piece in pieces:
            content += piece
            if time.monotonic() > until:
                raise TimeoutError
            if len(content) > LARGEST:
                raise ServiceAway(NO_SERVICE)
        return content

    def _headers(self) -> dict[str, str]:
        try:
            token = self._at.token_file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as why:
            raise NoKey(f"the key service's token cannot be read: {self._at.token_file}") from why
        namespace = {"X-Vault-Namespace": self._at.namespace} if self._at.namespace else {}
        plain = {"Accept-Encoding": "identity"}  # packed, a small answer could be a large one
        return {"X-Vault-Token": token, "X-Vault-Request": "true"} | plain | namespace


def _said(status_code: int, content: bytes) -> dict[str, Any]:
    """What stands under ``data``; nothing that the service says is repeated, it may name what was sent."""
    match status_code:
        case 200 | 204:
            pass
        case 403:
            raise NoKey("the key service refuses the token: it has ended, or may not do this")
        case 404:
            raise NoKey("the key service has no such key: look at its address and the key's name")
        case status if status >= 500 or status in (412, 429, 472, 473):
            raise ServiceAway(f"the key service is not ready ({status}): sealed, standing by or overrun")
        case status:
            raise NoKey(f"the key service refuses ({status})")
    try:
        said = json.loads(content or b"{}")
    except ValueError:
        raise ServiceAway(NO_SERVICE) from None
    data = said.get("data", {}) if isinstance(said, dict) else None
    if not isinstance(data, dict):
        raise ServiceAway(NO_SERVICE)
    return data


def _whole(said: dict[str, Any], name: str) -> int:
    """A version that the service says. Raises ServiceAway where it says none."""
    found = said.get(name)
    if not isinstance(found, int) or found < 0:
        raise ServiceAway(NO_SERVICE)
    return found


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _bound(name: str) -> str:
    """What the wrapped key is bound to, as with our own keys: of another case it does not open."""
    return _text(f"key:{name}".encode())
