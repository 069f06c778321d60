"""How many cases the country has: the analyst's page, and their only one."""

from fastapi import Request, Response

from api.acts.counting import counts
from api.pages.rendering import page
from api.pages.route import Doing, pages

router = pages()


@router.get("/statistics")
async def statistics(request: Request, acting: Doing) -> Response:
    """The tables."""
    return page(request, "statistics.html", counted=await counts(acting))
