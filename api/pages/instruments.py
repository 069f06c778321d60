"""The register of the texts that are cited: what each is, what of it was read, and what was not."""

from fastapi import Request, Response

from api.dependencies import Now
from api.pages.reader import Reader
from api.pages.rendering import page
from api.pages.route import pages
from guidelines.freshness import stale
from guidelines.library import library

router = pages()


@router.get("/guidelines/instruments")
async def instruments(request: Request, _who: Reader, now: Now) -> Response:
    """The register, and what nobody has compared with its source for a year."""
    found = library()
    return page(request, "instruments.html", instruments=found.instruments, stale=stale(found, now.date()))
