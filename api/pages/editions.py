"""How the guidelines change: what differs between two days, the proposals, what people say of them, a rehearsal."""

from datetime import date
from zoneinfo import ZoneInfo

from fastapi import Request, Response

from api.acts import on_proposals
from api.dependencies import Database
from api.errors import NoSuchGuideline
from api.explain import editions as shown
from api.pages.choosing import chosen
from api.pages.reader import Reader
from api.pages.rendering import page
from api.pages.route import Doing, Posted, nonce, onward, pages
from api.pages.step_acts import demanded
from api.routes.guideline import FIRST, LAST, resolved
from cases.access import SUPERVISORS, WORKERS
from cases.repository.reading import readable_numbers
from guidelines.library import library

router = pages()


@router.get("/guidelines/editions")
async def editions(request: Request, who: Reader) -> Response:
    """What differs between two days for the chosen countries, and every proposal."""
    choice = chosen(request, who.actor.country)
    since = _day(request.query_params.get("since", ""), choice.day.replace(year=choice.day.year - 1, day=1))
    differences, problems = None, list(choice.problems)
    if choice.procedure is not None:
        try:
            differences = shown.differences_shown(resolved(choice.host, choice.origin, since), choice.procedure)
        except NoSuchGuideline as none:
            problems += none.details["problems"]
    proposals = sorted(library().proposals, key=lambda each: (each.proposed_on, each.id), reverse=True)
    return page(
        request,
        "editions.html",
        choice=choice,
        since=since,
        found=differences,
        problems=problems,
        proposals=[shown.named(each) for each in proposals],
    )


@router.get("/guidelines/proposals/{name}")
async def proposal(request: Request, who: Reader, session: Database, name: str) -> Response:
    """A proposal: why, what it would change, what people say of it."""
    found = await shown.proposal_shown(session, on_proposals.proposal_of(name))
    return page(
        request,
        "proposal.html",
        proposal=found,
        may_comment=who.actor.role in WORKERS,
        may_rehearse=who.actor.role in SUPERVISORS and found.status != "rejected",
        nonce=nonce(),
    )


@router.post("/guidelines/proposals/{name}/comments")
async def comment(name: str, acting: Doing, form: Posted) -> Response:
    """Something is said of it."""
    await on_proposals.comment(acting, name, demanded(form, "text"))
    return onward(f"/guidelines/proposals/{name}", "comment")


@router.get("/guidelines/proposals/{name}/rehearsal")
async def rehearsal(request: Request, acting: Doing, name: str) -> Response:
    """What it would change in the cases, for supervisors. Nothing is changed."""
    found = await on_proposals.rehearse(acting, name)
    own = await readable_numbers(acting.session, acting.actor, acting.now)
    zone = ZoneInfo(acting.who.user.time_zone)
    named = shown.named(on_proposals.proposal_of(name))
    return page(request, "rehearsal.html", proposal=named, found=shown.rehearsal_shown(found, own, zone))


def _day(text: str, otherwise: date) -> date:
    try:
        return min(max(date.fromisoformat(text), FIRST), LAST)
    except ValueError:
        return max(otherwise, FIRST)
