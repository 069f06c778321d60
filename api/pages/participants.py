"""Who takes part in a case: a supervisor lets another agency of the same country in, or ends its part."""

from datetime import UTC, datetime, timedelta

from fastapi import Request, Response

from api.acts import letting_in, protecting
from api.explain.participants import participants_listed
from api.pages.forms.value import Unreadable, typed
from api.pages.instants import zone
from api.pages.rendering import page
from api.pages.route import Doing, Posted, nonce, onward, pages, text
from api.pages.step_acts import demanded
from cases.access_errors import EndNeeded, NoSuchPerson
from guidelines.library import library

router = pages()

ONE_DAY = timedelta(days=1)


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
    end, latest = _end(text(form, "until")), acting.now + library().need_to_know.let_in.longest
    await letting_in.let_in(acting, number, agency, _at_the_latest(end, latest), reason)
    return onward(f"/cases/{number}/participants", "let_in")


@router.post("/cases/{number}/participants/{agency}/end")
async def end_part(number: str, agency: str, acting: Doing, form: Posted) -> Response:
    """Its part is over at once."""
    await letting_in.end_part(acting, number, agency, demanded(form, "reason"))
    return onward(f"/cases/{number}/participants", "end_part")


@router.post("/cases/{number}/protection")
async def protect(number: str, acting: Doing, form: Posted) -> Response:
    """Only the people who were ticked may know of it; by a button of its own everybody again. Raises NoSuchPerson."""
    await acting.on_case(number, "protect")
    everybody = text(form, "everybody") == "yes"
    people = (
        [] if everybody else [each for each in form.getlist("person") if isinstance(each, str) and "\x00" not in each]
    )
    if not people and not everybody:
        raise NoSuchPerson()
    await protecting.protect(acting, number, people, demanded(form, "reason"))
    return onward(f"/cases/{number}/participants", "protect" if people else "unprotect")


def _at_the_latest(end: datetime | None, latest: datetime) -> datetime | None:
    """The last day that the form offers ends at the hour at which it was offered."""
    return latest if end is not None and latest < end <= latest + ONE_DAY else end


def _end(day: str) -> datetime | None:
    """The last minute of the day that was chosen, on the reader's clock."""
    if not day:
        return None
    try:
        return datetime.fromisoformat(typed("instant", f"{day}T23:59", zone())).astimezone(UTC)
    except Unreadable:
        raise EndNeeded() from None
