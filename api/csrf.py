"""Forms and scripts that change something come from our own pages: the session's token, and where the request began."""

import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

from api.errors import FormNotOurs

FIELD = "csrf"
"""The hidden field of every form."""

HEADER = "X-CSRF-Token"
"""The same for requests of scripts."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def demand_own_origin(request: Request) -> None:
    """Refuse what another site's page sends. A request that says neither where it is from is no browser's.

    Raises FormNotOurs. ``same-site`` is not enough: a neighbour on the same domain is still another site.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        raise FormNotOurs()
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise FormNotOurs()


async def demand_token(request: Request, csrf: str) -> None:
    """Refuse a change whose form (or header) does not carry the session's token. Raises FormNotOurs."""
    sent = request.headers.get(HEADER)
    if sent is None and request.headers.get("content-type", "").split(";")[0].strip().lower() in FORMS:
        value = (await request.form()).get(FIELD)
        sent = value if isinstance(value, str) else None
    if sent is None or not hmac.compare_digest(sent.encode(), csrf.encode()):
        raise FormNotOurs()
