"""Requests have a size. FastAPI's own limit answers in plain text, around all handlers; this one in our words."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 1024 * 1024
"""Bytes: a report with long texts has some 50,000."""


class BodyLimit:
    """Stops reading where a body grows beyond ``largest`` bytes, or announces that it will."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what is read of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        read = int(announced) if announced.isdecimal() and int(announced) > self._largest else 0

        async def counted() -> Message:
            nonlocal read
            if read > self._largest:
                raise HTTPException(413)
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._largest:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)
