"""A refusal as a page. What was typed is never lost: it can be sent again from there."""

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from api.csrf import FIELD, demand_own_origin
from api.dependencies import chosen_language
from api.errors import FormNotOurs
from api.pages.door import Going, door
from api.pages.language import speak, spoken
from api.pages.rendering import page
from api.refused import problem_of
from cases.errors import Refusal

DUTIES = frozenset({"second_factor_missing", "password_to_change"})
"""What is done on one's account before anything else."""

SENT_AGAIN = DUTIES | {"not_signed_in", "form_not_ours", "not_confirmed_yet", "no_room"}
"""Refusals after which the same form may be sent again as it is, with the same id: it is not done twice."""

SECRET = frozenset({FIELD, "password", "code"})
"""Never carried on."""


async def refused_page(request: Request, refusal: Refusal, status: int) -> Response:
    """The page of a refusal. Who is not signed in is led to signing in, with what they had typed."""
    who = getattr(request.state, "who", None)
    speak(chosen_language(request, who.user.locale if who else None))
    kept = await typed(request) if refusal.code in SENT_AGAIN else []
    if refusal.code == "not_signed_in" and not kept:
        return RedirectResponse(f"/sign-in?next={request.url.path}", status_code=303)
    if refusal.code == "not_signed_in":
        return door(request, Going(request.url.path, kept), status=status)
    if refusal.code in DUTIES and not kept:
        return RedirectResponse("/account", status_code=303)
    problem = problem_of(refusal, spoken())
    return page(request, "problem.html", status, problem=problem, kept=kept, back=_back(refusal, request.url.path))


async def typed(request: Request) -> list[tuple[str, str]]:
    """What a form of our own pages carried, without what is secret. Another site's form is not echoed."""
    if request.method != "POST":
        return []
    try:
        demand_own_origin(request)
    except FormNotOurs:
        return []
    form = await request.form()
    if "password" in form:  # without it the form would not be the same: it is typed again
        return []
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str) and name not in SECRET]


def _back(refusal: Refusal, path: str) -> str:
    """The page the act belongs to: of a case, the case; of a border, the border. Or where its hindrance ends."""
    if refusal.code in DUTIES:
        return "/account"
    parts = path.split("/")
    return "/".join(parts[:3]) if len(parts) > 3 and parts[1] in ("cases", "borders") else "/"
