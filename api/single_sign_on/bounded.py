"""Asking the provider: within a time and a size, following nobody elsewhere."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from ssl import SSLContext
from typing import Any

import httpx2

from cases.sign_in_errors import ProviderUnreachable

LARGEST = 256 * 1024
"""Bytes of an answer. A discovery document is about 5 KB, a set of keys 10, an ID token 2."""


@cache
def _trusted() -> SSLContext:
    """The authorities that we trust, read once: for each question anew it would keep everybody waiting for 30 ms."""
    return httpx2.create_ssl_context()


class Unfit(httpx2.TransportError):
    """An answer that is not read to its end."""


class Bounded(httpx2.AsyncBaseTransport):
    """Reads an answer whole, up to ``LARGEST``. One that leads elsewhere, or is packed, is not read at all."""

    def __init__(self) -> None:
        self._inner = httpx2.AsyncHTTPTransport(verify=_trusted())

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer. Raises Unfit."""
        request.headers["Accept-Encoding"] = "identity"
        answer = await self._inner.handle_async_request(request)
        try:
            if 300 <= answer.status_code < 400:
                raise Unfit("it leads elsewhere")
            if answer.headers.get("Content-Encoding", "identity") != "identity":
                raise Unfit("it is packed")
            body = bytearray()
            async for part in answer.stream:  # type: ignore[union-attr]  # of an asynchronous transport
                body += part
                if len(body) > LARGEST:
                    raise Unfit("it is too large")
        finally:
            await answer.aclose()
        return httpx2.Response(
            answer.status_code, headers={"Content-Type": answer.headers.get("Content-Type", "")}, content=bytes(body)
        )

    async def aclose(self) -> None:
        """Let go of the connections."""
        await self._inner.aclose()


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[None]:
    """What is asked of the provider meanwhile is answered in time, or refused. Raises ProviderUnreachable."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise ProviderUnreachable(why="timeout") from None
    except (httpx2.HTTPError, httpx2.InvalidURL) as fault:
        raise ProviderUnreachable(why=type(fault).__name__) from None


async def document(address: str, seconds: float) -> dict[str, Any]:
    """A JSON object of the provider's. Raises ProviderUnreachable."""
    async with within(seconds), httpx2.AsyncClient(transport=Bounded(), timeout=seconds) as client:
        answer = await client.get(address, headers={"Accept": "application/json"})
    if answer.status_code != 200:
        raise ProviderUnreachable(why="status")
    try:
        found = answer.json()
    except (ValueError, RecursionError):
        raise ProviderUnreachable(why="not JSON") from None
    if not isinstance(found, dict):
        raise ProviderUnreachable(why="not an object")
    return found
