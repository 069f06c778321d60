"""The way into a case in an emergency, for somebody who has no part in it."""

from fastapi import Request, Response

from api.acts.emergency import enter
from api.explain.law import cited
from api.pages.language import spoken
from api.pages.rendering import page
from api.pages.route import Doing, Posted, nonce, onward, pages
from api.pages.step_acts import demanded
from cases.access import may_read_in_an_emergency
from cases.errors import NotAllowed
from guidelines.library import library

router = pages()


@router.get("/emergency")
async def ask(request: Request, acting: Doing) -> Response:
    """What it means, and the form."""
    if not may_read_in_an_emergency(acting.actor):
        raise NotAllowed(act="read", whose="host")
    rule = library().oversight.emergency
    cite = cited(rule.cite, library(), spoken())
    return page(request, "emergency.html", hours=rule.hours, cited=cite, nonce=nonce())


@router.post("/emergency")
async def send(acting: Doing, form: Posted) -> Response:
    """The reason is kept, others are told, and the case is shown."""
    number, _ = await enter(acting, demanded(form, "case"), demanded(form, "reason"))
    return onward(f"/cases/{number}", "entered")
