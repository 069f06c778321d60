"""Headers that every answer carries: no foreign script, no frame, no copy left in a shared browser."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

DOCUMENTATION = ("/docs", "/redoc", "/static-offline-docs")
"""Practice only: its pages carry an inline script of their own."""

DOCUMENTATION_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'none'; base-uri 'none'"
)

FOR_ALL = {
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": with it a browser sends `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


OVER_TLS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
"""The browser comes over TLS only, for a year, here and to whatever is called by a name under ours."""


class SecurityHeaders:
    """Adds them. ``tls``: also those that say to come over TLS only."""

    def __init__(self, app: ASGIApp, tls: bool) -> None:
        self._app = app
        self._tls = tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete the headers of its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self._app(scope, receive, complete)

    def _add(self, headers: MutableHeaders, path: str) -> None:
        for name, value in FOR_ALL.items():
            headers.setdefault(name, value)
        policy = DOCUMENTATION_POLICY if path.startswith(DOCUMENTATION) else POLICY
        headers.setdefault("Content-Security-Policy", policy)
        if not path.startswith("/static/"):
            headers.setdefault("Cache-Control", "no-store")
        if headers.get("content-type") == "image/svg+xml":
            headers["content-type"] = "image/svg+xml; charset=utf-8"
        for name, value in OVER_TLS.items() if self._tls else ():
            headers.setdefault(name, value)
