"""A key service: a server that speaks as much Transit as is asked of one. It wraps and unwraps for real."""

import base64
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from runtime.keys.cipher import new_key

TOKEN = "s.a-token-that-may"
KEY = "resguardo"


@dataclass
class Vault:
    """What the service holds.

    ``fault``: what is wrong with it; ``silent``: seconds before it answers. ``refusing``: how often it is not ready,
    once it has answered ``answering`` times more. ``gives``: what it says was wrapped, whatever it was.
    """

    address: str = ""
    versions: dict[int, bytes] = field(default_factory=lambda: {1: new_key()})
    oldest: int = 1
    fault: str = ""
    silent: float = 0
    refusing: int = 0
    answering: int = 0
    gives: str | None = None
    tokens: set[str] = field(default_factory=lambda: {TOKEN})
    asked: list[str] = field(default_factory=list)

    @property
    def newest(self) -> int:
        """The version that wraps."""
        return max(self.versions)

    def rotate(self) -> None:
        """A new version."""
        self.versions[self.newest + 1] = new_key()

    def encrypt(self, body: dict[str, str]) -> dict[str, Any]:
        """As the service says it."""
        nonce = os.urandom(12)
        sealed = AESGCM(self.versions[self.newest]).encrypt(
            nonce, base64.b64decode(body["plaintext"]), base64.b64decode(body["associated_data"])
        )
        return {"ciphertext": f"vault:v{self.newest}:{base64.b64encode(nonce + sealed).decode()}"}

    def decrypt(self, body: dict[str, str]) -> dict[str, Any]:
        """Raises ValueError in the service's words."""
        _, version, text = body["ciphertext"].split(":")
        if int(version[1:]) < self.oldest:
            raise ValueError("ciphertext or signature version is disallowed by policy (too old)")
        sealed = base64.b64decode(text)
        key = AESGCM(self.versions[int(version[1:])])
        try:
            plain = key.decrypt(sealed[:12], sealed[12:], base64.b64decode(body["associated_data"]))
        except InvalidTag:
            raise ValueError("cipher: message authentication failed") from None
        return {"plaintext": base64.b64encode(plain).decode() if self.gives is None else self.gives}


class Answering(BaseHTTPRequestHandler):
    """One request."""

    vault: Vault

    def do_GET(self) -> None:  # as the base class finds it
        self._answer({})

    def do_POST(self) -> None:  # as the base class finds it
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"] or 0)) or b"{}"))

    def log_message(self, format: str, *args: object) -> None:  # as the base class names it
        """Nothing."""

    def _answer(self, body: dict[str, str]) -> None:
        vault, what = self.vault, self.path.removeprefix("/v1/transit/")
        vault.asked.append(what)
        time.sleep(vault.silent)
        if vault.fault == "elsewhere":
            self.send_response(307)
            self.send_header("Location", f"{vault.address}/v1/transit/{what}?again")
            self.end_headers()
            return
        if self._not_ready():
            self._say(503, b'{"errors": []}')
        elif vault.fault == "not JSON":
            self._say(200, b"<html>")
        elif vault.fault == "a list":
            self._say(200, b"[]")
        elif vault.fault == "nothing":
            self._say(200, b'{"data": {}}')
        elif vault.fault == "slowly":
            self._say(200, b"{", length=10)
            for _ in range(9):
                time.sleep(0.1)
                with suppress(OSError):  # nobody waits for the end
                    self.wfile.write(b" ")
        elif vault.fault == "no end":
            self._say(200, b" " * (2 << 20) + b"{}")
        elif vault.fault:
            self._say(int(vault.fault), b'{"errors": []}')
        elif self.headers.get("X-Vault-Token") not in vault.tokens:
            self._say(403, b'{"errors": ["permission denied"]}')
        else:
            self._speak(what, body)

    def _not_ready(self) -> bool:
        vault = self.vault
        if vault.answering or not vault.refusing:
            vault.answering = max(0, vault.answering - 1)
            return False
        vault.refusing -= 1
        return True

    def _speak(self, what: str, body: dict[str, str]) -> None:
        vault = self.vault
        acts = {f"encrypt/{KEY}": vault.encrypt, f"decrypt/{KEY}": vault.decrypt}
        try:
            if what == f"keys/{KEY}/rotate":
                vault.rotate()
                self._say(204, b"")
            elif what == f"keys/{KEY}":
                said = {"latest_version": vault.newest, "min_decryption_version": vault.oldest}
                self._say(200, json.dumps({"data": said}).encode())
            elif what in acts:
                self._say(200, json.dumps({"data": acts[what](body)}).encode())
            else:
                self._say(404, b'{"errors": []}')
        except ValueError as why:
            self._say(400, json.dumps({"errors": [str(why)]}).encode())

    def _say(self, status: int, content: bytes, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length or len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def key_service() -> Iterator[Vault]:
    """A running service."""
    vault = Vault()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Answering,), {"vault": vault}))
    vault.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield vault
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
