"""A device with a passkey, in software: what a browser sends after it was asked, and what an attacker would send."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url, encode_cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One key. ``count``: how often it has signed; 0 and ``counts`` off for one that never counts."""

    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    count: int = 0
    counts: bool = True

    @property
    def name(self) -> str:
        return bytes_to_base64url(self.id)

    def make(self, options: str, origin: str, *, fmt: str = "none", **otherwise: Any) -> str:
        """The answer to navigator.credentials.create(). ``otherwise``: challenge, rp, flags, public, ..."""
        asked = json.loads(options)
        client = client_data(otherwise.get("type", "webauthn.create"), asked, origin, otherwise)
        flags = otherwise.get("flags", PRESENT | VERIFIED) | ATTESTED
        public = otherwise.get("public", self.public())
        held = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + encode_cbor(public)
        data = self.data(otherwise.get("rp", asked["rp"]["id"]), flags) + held
        statement: dict[str, Any] = {}
        if fmt == "packed":
            statement = {"alg": -7, "sig": self.signature(data, client)}
        statement = otherwise.get("statement", statement)
        attestation = encode_cbor({"fmt": fmt, "attStmt": statement, "authData": data})
        return self.answer(clientDataJSON=client, attestationObject=attestation)

    def sign(self, options: str, origin: str, **otherwise: Any) -> str:
        """The answer to navigator.credentials.get(). ``otherwise``: challenge, rp, type, flags, handle."""
        asked = json.loads(options)
        self.count += self.counts
        client = client_data(otherwise.get("type", "webauthn.get"), asked, origin, otherwise)
        data = self.data(otherwise.get("rp", asked["rpId"]), otherwise.get("flags", PRESENT | VERIFIED))
        parts = {"clientDataJSON": client, "authenticatorData": data, "signature": self.signature(data, client)}
        if "handle" in otherwise:
            parts["userHandle"] = otherwise["handle"]
        return self.answer(**parts)

    def public(self) -> dict[int, Any]:
        """The public key, as COSE writes it (ES256)."""
        numbers = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}

    def data(self, rp: str, flags: int) -> bytes:
        return hashlib.sha256(rp.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def signature(self, data: bytes, client: bytes) -> bytes:
        return self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))

    def answer(self, **parts: bytes) -> str:
        response = {name: bytes_to_base64url(each) for name, each in parts.items()}
        return json.dumps({"id": self.name, "rawId": self.name, "type": "public-key", "response": response})


def client_data(kind: str, asked: dict[str, Any], origin: str, otherwise: dict[str, Any]) -> bytes:
    """What the browser says it was asked, and by whom."""
    challenge = otherwise.get("challenge", asked["challenge"])
    said = {"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}
    return json.dumps(said).encode()
