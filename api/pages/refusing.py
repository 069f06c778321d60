"""A refusal as a page. What was typed is never lost: it can be sent again from there."""

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from api.csrf import FIELD, demand_own_origin
from api.dependencies import chosen_language, now
from api.errors import STATUS, FormNotOurs
from api.pages.door import Going, door, going_of, inside, waiting
from api.pages.language import speak, spoken
from api.pages.rendering import page
from api.pages.route import text
from api.pages.signing_code import code_asked
from api.refused import problem_of
from cases.asking_errors import TooMuchAsked
from cases.errors import Refusal

DUTIES = frozenset({"second_factor_missing", "password_to_change"})
"""What is done on one's account before anything else."""

SENT_AGAIN = DUTIES | {
    "not_signed_in",
    "form_not_ours",
    "not_confirmed_yet",
    "no_room",
    "keys_away",
    "too_much_asked",
}
"""Refusals after which the same form may be sent again as it is, with the same id: it is not done twice."""

SIGN_IN = "/sign-in"
"""And what lies under it."""

SECRET = frozenset({FIELD, "password", "code"})
"""Never carried on."""


async def refused_page(request: Request, refusal: Refusal, status: int) -> Response:
    """The page of a refusal. Who is not signed in is led to signing in, with what they had typed."""
    who = getattr(request.state, "who", None)
    speak(chosen_language(request, who.user.locale if who else None))
    if isinstance(refusal, TooMuchAsked) and who is None and request.url.path.startswith(SIGN_IN):
        return await _at_the_door(request, refusal)
    kept = await typed(request) if refusal.code in SENT_AGAIN else []
    if refusal.code == "not_signed_in" and not kept:
        return RedirectResponse(f"/sign-in?next={request.url.path}", status_code=303)
    if refusal.code == "not_signed_in":
        return door(request, Going(request.url.path, kept), status=status)
    if refusal.code in DUTIES and not kept:
        return RedirectResponse("/account", status_code=303)
    problem = problem_of(refusal, spoken())
    answer = page(request, "problem.html", status, problem=problem, kept=kept, back=_back(refusal, request.url.path))
    return waiting(answer, refusal)


async def _at_the_door(request: Request, refusal: Refusal) -> Response:
    """Whoever has to wait before signing in sees the form that they sent, with all but the password and the code."""
    request.state.here = SIGN_IN  # the others are opened by nobody, or serve once
    if request.method != "POST":
        return door(request, Going(inside(request.query_params.get("next", ""))), refusal=refusal)
    form = await request.form()
    if request.url.path == SIGN_IN:
        return door(request, going_of(form), text(form, "email"), refusal)
    async with request.app.state.sessions() as session:
        answer = await code_asked(request, session, going_of(form), text(form, "half"), now(request), refusal)
    answer.status_code = STATUS[refusal.code]  # also where the password is asked for again
    return waiting(answer, refusal)


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
    if refusal.code in DUTIES or path.startswith("/account"):
        return "/account"
    parts = path.split("/")
    return "/".join(parts[:3]) if len(parts) > 3 and parts[1] in ("cases", "borders") else "/"
