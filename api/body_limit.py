"""Requests have a size. FastAPI's own limit answers in plain text, around all handlers; this one in our words."""

import re

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 1024 * 1024
"""Bytes: a report with long texts has some 50,000."""


OF_DOCUMENTS = re.compile(r"^(?:/api/v1)?/cases/[^/]+/steps/[^/]+/documents$")
"""The one address that takes a file."""


class BodyLimit:
    """Stops reading where a body grows beyond ``largest`` bytes, or announces that it will.

    ``of_documents``: bytes that a file may have besides, where one is taken. A file stays in memory while it is read:
    the parser would else put it on the disk, readable.
    """

    def __init__(self, app: ASGIApp, largest: int = LARGEST, of_documents: int = 0) -> None:
        self._app = app
        self._largest = largest
        self._of_documents = of_documents
        MultiPartParser.spool_max_size = largest + of_documents

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what is read of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        of_file = self._of_documents if scope["method"] == "POST" and OF_DOCUMENTS.match(scope["path"]) else 0
        largest = self._largest + of_file
        announced = Headers(scope=scope).get("content-length", "")
        read = int(announced) if announced.isdecimal() and int(announced) > largest else 0

        async def counted() -> Message:
            nonlocal read
            if read > largest:
                raise HTTPException(413)
            message = await receive()
            read += len(message.get("body", b""))
            if read > largest:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)
