"""The forms in which a text may lie in a file and still be read by who looks for it."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from urllib.parse import quote

from cases.names import fold

DIGEST = 16
"""Digits of a hash that are looked for: as many as cases.names.mark keeps."""


def _base64(text: str) -> Iterator[bytes]:
    """The signs that are the text's alone, wherever in a longer one it begins; in both alphabets."""
    data = text.encode()
    for before in range(3):
        first, last = -(-before * 8 // 6), (before + len(data)) * 8 // 6
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            yield encode(bytes(before) + data + b"\0\0")[first:last]


def _escaped(text: str) -> Iterator[bytes]:
    plain = json.dumps(text)[1:-1]
    yield plain.encode()
    yield plain.replace("\\", "\\\\").encode()
    yield "".join(f"\\u{ord(each):04X}" if ord(each) > 127 else each for each in text).encode()


def _digits(text: str) -> Iterator[bytes]:
    yield text.encode().hex().encode()
    yield text.encode().hex().upper().encode()


FORMS: dict[str, Callable[[str], Iterator[bytes]]] = {
    "UTF-8": lambda text: iter([text.encode()]),
    "small letters": lambda text: iter([text.casefold().encode()]),
    "small letters without accents": lambda text: iter([fold(text).encode()]),
    "Latin-1": lambda text: iter([text.encode("latin-1")]),
    "UTF-16 LE": lambda text: iter([text.encode("utf-16-le")]),
    "UTF-16 BE": lambda text: iter([text.encode("utf-16-be")]),
    "base64": _base64,
    "hexadecimal": _digits,
    "escaped as JSON": _escaped,
    "quoted as in a URL": lambda text: iter([quote(text).encode(), quote(text).lower().encode()]),
    "backwards": lambda text: iter([text[::-1].encode()]),
}

HASHED = "hashed without a key"
"""No form to be read, but one in which a guess is confirmed: found by its digits."""


def digests(text: str) -> Iterator[bytes]:
    """How the SHA-256 of a text begins, as it is and as a registry without accents has it."""
    for each in (text, fold(text)):
        yield hashlib.sha256(each.encode()).hexdigest()[:DIGEST].encode()
