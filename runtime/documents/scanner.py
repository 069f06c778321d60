"""Whether a file is known to do harm: asked of clamd, where there is one."""

import asyncio
import struct
from typing import Literal, Protocol
from urllib.parse import urlsplit

import structlog

Scan = Literal["clean", "infected", "not_scanned"]

CHUNK = 64 * 1024
"""Bytes sent at a time."""

WAIT = 60.0
"""Seconds until a scanner that says nothing is taken to be away."""

LONGEST_ANSWER = 1024
"""Bytes of the one line that it answers."""

log = structlog.get_logger(__name__)


class Scanner(Protocol):
    """Says of bytes whether they are harmless. It never raises: who cannot say has not scanned."""

    async def scan(self, content: bytes) -> Scan:
        """The verdict."""


class NoScanner:
    """Where none is set up."""

    async def scan(self, content: bytes) -> Scan:
        """Nobody looked."""
        return "not_scanned"


class Clamd:
    """ClamAV's daemon, over TCP or a socket of this machine (its INSTREAM command)."""

    def __init__(self, address: str, wait: float = WAIT) -> None:
        self.address, self.wait = address, wait

    async def scan(self, content: bytes) -> Scan:
        """Its verdict; not scanned where it is away, does not answer in time, or says that it could not."""
        try:
            answer = await asyncio.wait_for(self._ask(content), self.wait)
        except (OSError, TimeoutError) as why:
            log.warning("scanner_away", error=type(why).__name__)
            return "not_scanned"
        if answer.endswith(b" FOUND"):
            log.warning("document_infected")
            return "infected"
        if answer == b"stream: OK":
            return "clean"
        log.warning("scanner_could_not_say")
        return "not_scanned"

    async def _ask(self, content: bytes) -> bytes:
        reader, writer = await self._connected()
        try:
            writer.write(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                part = content[start : start + CHUNK]
                writer.write(struct.pack(">I", len(part)) + part)
                await writer.drain()
            writer.write(struct.pack(">I", 0))
            await writer.drain()
            return (await reader.read(LONGEST_ANSWER)).rstrip(b"\0\n")
        finally:
            writer.close()

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        asked = urlsplit(self.address)
        if asked.scheme == "unix":
            return await asyncio.open_unix_connection(asked.path)
        return await asyncio.open_connection(asked.hostname, asked.port)


def scanner(address: str | None) -> Scanner:
    """The scanner at ``tcp://host:port`` or ``unix:///path``; None: there is none."""
    return Clamd(address) if address else NoScanner()
