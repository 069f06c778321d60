"""What this installation signs: anybody with the public key can tell that it was signed here, and not changed since."""

import base64
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)


class NoSigningKey(Exception):
    """The signing key cannot be read. The message says why."""


class Signer:
    """Signs with an Ed25519 key that lies in a file of its owner's."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @property
    def public(self) -> str:
        """The public key, in base64: to be kept elsewhere, by who will verify."""
        return base64.b64encode(self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()

    def sign(self, said: bytes) -> str:
        """The signature, in base64."""
        return base64.b64encode(self._key.sign(said)).decode()


def signer(path: Path) -> Signer:
    """The signer of a file. Raises NoSigningKey."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError) as why:
        raise NoSigningKey(f"{path} holds no signing key that can be read") from why
    if not isinstance(key, Ed25519PrivateKey):
        raise NoSigningKey(f"{path} holds another kind of key")
    return Signer(key)


def make(path: Path) -> Signer:
    """A new key in a new file, for its owner's eyes only. Raises FileExistsError."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    return Signer(key)


def is_signed(public: str, said: bytes, signature: str) -> bool:
    """Whether ``said`` was signed by the owner of that public key."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public)).verify(base64.b64decode(signature), said)
    except (InvalidSignature, ValueError):
        return False
    return True
