"""The consents to share of a case with all that they rest on, what was taken back, and how each was reviewed."""

from fastapi import Request, Response

from api.explain import telling
from api.explain.consents import consents_shown
from api.explain.parts import events_possible
from api.pages.language import spoken
from api.pages.rendering import page
from api.pages.route import Doing, pages
from workflows.sharing import EVENTS

router = pages()


@router.get("/cases/{number}/consents")
async def consents(request: Request, number: str, acting: Doing) -> Response:
    """Who may have what for which purpose, on which basis, until when."""
    asked = await acting.on_case(number, "read_whole")
    told = await telling(acting.session, asked.reader(acting.actor), asked.relation, asked.case, acting.now, spoken())
    return page(
        request,
        "consents.html",
        case=asked.case,
        consents=await consents_shown(acting.session, told),
        offered=[each for each in events_possible(told) if each.kind in EVENTS],
    )
