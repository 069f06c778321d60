"""A foreign file on its way out: always something to be kept, never something for a browser to run."""

from urllib.parse import quote

from fastapi.responses import Response

from cases.tables import Document
from runtime.documents.kinds import KINDS

SEALED = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
}


def as_file(row: Document, content: bytes) -> Response:
    """Its bytes, under a name of letters and digits, and its own where the browser can read that."""
    ending = KINDS[row.media_type].ending
    named = f"attachment; filename=\"document.{ending}\"; filename*=UTF-8''{quote(row.file_name, safe='')}"
    return Response(content, media_type="application/octet-stream", headers=SEALED | {"Content-Disposition": named})


def as_picture(content: bytes) -> Response:
    """What we have drawn ourselves."""
    return Response(content, media_type="image/jpeg", headers=SEALED)
