"""A small server that speaks clamd's INSTREAM, and three ways in which a scanner fails."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class Clamd:
    """Finds EICAR. ``hangs``: it takes everything and says nothing; ``errs``: it says that it could not."""

    def __init__(self) -> None:
        self.address = ""
        self.seen: list[bytes] = []
        self.hangs = self.errs = False

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
            content = b""
            while size := struct.unpack(">I", await reader.readexactly(4))[0]:
                content += await reader.readexactly(size)
            self.seen.append(content)
            if self.hangs:
                await reader.read()
                return
            found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
            writer.write(b"INSTREAM size limit exceeded. ERROR\0" if self.errs else found)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()


@asynccontextmanager
async def clamd() -> AsyncIterator[Clamd]:
    """One that listens on this machine."""
    made = Clamd()
    server = await asyncio.start_server(made.answer, "127.0.0.1", 0)
    made.address = f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()
