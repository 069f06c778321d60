"""The edition in force, offered to the supervisor in charge of a case: first what it would change, then the act."""

from zoneinfo import ZoneInfo

from fastapi import Request, Response

from api.acts import on_editions
from api.explain import editions as shown
from api.pages.rendering import page
from api.pages.route import Doing, Posted, nonce, onward, pages, text

router = pages()


@router.get("/cases/{number}/edition")
async def edition(request: Request, number: str, acting: Doing) -> Response:
    """What adopting it would change in this case now."""
    asked, found = await on_editions.offered(acting, number)
    offer = shown.offer_shown(asked.case, asked.relation, found, ZoneInfo(acting.who.user.time_zone))
    return page(request, "case_edition.html", case=asked.case, offer=offer, nonce=nonce())


@router.post("/cases/{number}/edition")
async def adopt(number: str, acting: Doing, form: Posted) -> Response:
    """The edition that was shown is adopted."""
    await on_editions.adopt(acting, number, text(form, "edition"))
    return onward(f"/cases/{number}", "adopt_edition")
