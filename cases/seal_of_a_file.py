"""The seal of an exported file: a SHA-256 over all of it but the seal itself, which stands inside.

The seal is not a secret and proves nothing by itself: the record keeps it, and so a file is known again.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass

BLANK = b"0" * 64
"""What stands for the seal while it is computed."""

ID = re.compile(rb'"resguardo_export": "([0-9a-f]{16})"|<meta name="resguardo-export" content="([0-9a-f]{16})">')
SEAL = re.compile(rb'"resguardo_seal": "([0-9a-f]{64})"|<meta name="resguardo-seal" content="([0-9a-f]{64})">')
"""Where they stand in JSON and in HTML. Typed text cannot look so: its quotation marks are escaped in both."""


@dataclass(frozen=True)
class Sealed:
    """The bytes of a file, its seal, and the hash of the whole."""

    content: bytes
    seal: str

    @property
    def sha256(self) -> str:
        """What `sha256sum` prints of it."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Read:
    """What a file says of itself. ``whole``: its seal is that of its bytes."""

    export: str | None
    seal: str | None
    whole: bool
    sha256: str


TYPED = re.compile(r"^(?:([0-9a-f]{16})|([0-9a-f]{64}))$")


def typed(mark: str) -> Read | None:
    """What somebody typed of a file or a print that they have before them: the export's number, which stands on every
    page, the seal, or the SHA-256. None: it is none of these."""
    found = TYPED.match("".join(mark.split()).lower())
    if found is None:
        return None
    export, digest = found.groups()
    return Read(export=export, seal=digest, whole=False, sha256=digest or "")


def place() -> str:
    """A word that stands nowhere else, to be written where the seal will be."""
    return secrets.token_hex(32)


def sealed(text: str, at: str) -> Sealed:
    """The file: ``text`` with its seal wherever ``at`` stands in it."""
    content, mark = text.encode(), at.encode()
    seal = hashlib.sha256(content.replace(mark, BLANK)).hexdigest()
    return Sealed(content.replace(mark, seal.encode()), seal)


def read(content: bytes) -> Read:
    """What it says, and whether that is true of it."""
    export, seal = _in(ID, content), _in(SEAL, content)
    whole = seal is not None and hashlib.sha256(content.replace(seal.encode(), BLANK)).hexdigest() == seal
    return Read(export, seal, whole, hashlib.sha256(content).hexdigest())


def _in(pattern: re.Pattern[bytes], content: bytes) -> str | None:
    found = pattern.search(content)
    return next(each for each in found.groups() if each).decode() if found else None
