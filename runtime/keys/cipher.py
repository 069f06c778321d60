"""AES-256-GCM over one value, bound to what it is about: a value put in another's place does not open."""

import base64
import os
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MARK = "rg1."
"""What an enciphered text begins with: this form, its first version."""

NONCE = 12
"""Bytes, random for each value (NIST SP 800-38D, 8.2.2): one key would serve 2 ** 32 of them, a case has thousands."""

LONG = 512
"""Bytes from which a value is packed first: the state of a case says the same words many times."""

AS_IT_IS, PACKED = b"\0", b"\1"


class Undecipherable(Exception):
    """This value was not enciphered with this key, for this place; or a byte of it was changed."""

    def __init__(self, about: str) -> None:
        super().__init__(f"what stands in {about} was not written there with this key")


def new_key() -> bytes:
    """256 random bits."""
    return AESGCM.generate_key(bit_length=256)


def encipher(key: bytes, plain: bytes, about: str) -> bytes:
    """``plain`` under ``key``; it opens only for the same ``about``."""
    packed = PACKED + zlib.compress(plain, 1) if len(plain) >= LONG else AS_IT_IS + plain
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, packed, about.encode())


def decipher(key: bytes, ciphered: bytes, about: str) -> bytes:
    """What was enciphered. Raises Undecipherable."""
    try:
        opened = AESGCM(key).decrypt(ciphered[:NONCE], ciphered[NONCE:], about.encode())
    except (InvalidTag, ValueError):
        raise Undecipherable(about) from None
    return zlib.decompress(opened[1:]) if opened[:1] == PACKED else opened[1:]


def is_text(value: object) -> bool:
    """Whether ``value`` is an enciphered text: what stood there before is read as it is."""
    return isinstance(value, str) and value.startswith(MARK)


def as_text(ciphered: bytes) -> str:
    """For a column of text or of JSON."""
    return MARK + base64.urlsafe_b64encode(ciphered).decode()


def of_text(text: str, about: str) -> bytes:
    """Back from such a column. Raises Undecipherable."""
    try:
        return base64.urlsafe_b64decode(text[len(MARK) :])
    except ValueError:
        raise Undecipherable(about) from None
