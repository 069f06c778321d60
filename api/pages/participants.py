"""Who takes part in a case: a supervisor lets another agency of the same country in, or ends its part."""

from datetime import UTC, datetime

from fastapi import Request, Response

from api.acts import letting_in
from api.explain.participants import participants_listed
from api.pages.forms.value import Unreadable, typed
from api.pages.instants import zone
from api.pages.rendering import page
from api.pages.route import Doing, Posted, nonce, onward, pages, text
from api.pages.step_acts import demanded
from cases.errors import EndNeeded

router = pages()


@router.get("/cases/{number}/participants")
async def participants(request: Request, number: str, acting: Doing) -> Response:
    """Since when, until when, let in by whom, and why."""
    found = await participants_listed(acting, number)
    asked = await acting.on_case(number)
    return page(
        request,
        "participants.html",
        case=asked.case,
        found=found,
        ours=asked.relation,
        latest=found.latest.astimezone(zone()).date(),
        nonce=nonce(),
    )


@router.post("/cases/{number}/participants")
async def let_in(number: str, acting: Doing, form: Posted) -> Response:
    """Another agency takes part, until the end of a day."""
    agency, reason = demanded(form, "agency"), demanded(form, "reason")
    await letting_in.let_in(acting, number, agency, _end(text(form, "until")), reason)
    return onward(f"/cases/{number}/participants", "let_in")


@router.post("/cases/{number}/participants/{agency}/end")
async def end_part(number: str, agency: str, acting: Doing, form: Posted) -> Response:
    """Its part is over at once."""
    await letting_in.end_part(acting, number, agency, demanded(form, "reason"))
    return onward(f"/cases/{number}/participants", "end_part")


def _end(day: str) -> datetime | None:
    """The last minute of the day that was chosen, on the reader's clock."""
    if not day:
        return None
    try:
        return datetime.fromisoformat(typed("instant", f"{day}T23:59", zone())).astimezone(UTC)
    except Unreadable:
        raise EndNeeded() from None
