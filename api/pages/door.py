"""The way in: its form, what somebody was about to do before it, and letting them go on with that."""

from dataclasses import dataclass, field
from datetime import timedelta
from math import ceil
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from api.dependencies import Database, cookie_name, now, settings_of
from api.errors import STATUS
from api.pages.device import device_of
from api.pages.navigation import home
from api.pages.rendering import page
from api.pages.route import text
from api.problems import PROBLEMS
from cases.asking_errors import TooMuchAsked
from cases.errors import Refusal
from cases.repository import open_sessions, signing_in
from cases.repository.signing_in import SignedIn
from cases.sign_in_errors import SignOnRefused, TooManyAttempts

KEPT = "kept."
"""Before the names of what was typed when the session was over: it goes on after signing in."""


@dataclass(frozen=True)
class Going:
    """Where somebody goes after signing in: a path of ours, or empty; and what they had typed there."""

    next: str = ""
    kept: list[tuple[str, str]] = field(default_factory=list)


def going_of(form: FormData) -> Going:
    """As the form of the way in carries it."""
    kept = [(name.removeprefix(KEPT), str(value)) for name, value in form.multi_items() if name.startswith(KEPT)]
    return Going(inside(text(form, "next")), kept)


def secret(form: FormData, name: str) -> str:
    """A password as it was typed, blanks and all."""
    value = form.get(name)
    return value if isinstance(value, str) and "\x00" not in value else ""


def door(
    request: Request,
    going: Going,
    email: str = "",
    refusal: Refusal | None = None,
    status: int = 200,
    over: bool = False,
) -> Response:
    """The form to sign in. After a refusal it says why; what was typed stays, but for the password. ``over``: too much
    time passed between the password and the code."""
    answer = page(
        request,
        "sign_in.html",
        STATUS[refusal.code] if refusal else status,
        going=going,
        email=email,
        refused=refusal.code if refusal else "",
        again=again(request, refusal),
        over=over,
        said=PROBLEMS[refusal.code] if isinstance(refusal, SignOnRefused) else None,
        sign_on=request.app.state.provider,
        sign_on_at=f"/sign-in/oidc?next={quote(going.next)}" if going.next else "/sign-in/oidc",
    )
    return waiting(answer, refusal)


def again(request: Request, refusal: Refusal | None) -> object:
    """When the next try is looked at: in whole minutes, never sooner than it is. None if nothing has to wait."""
    if not isinstance(refusal, TooManyAttempts):
        return None
    return now(request) + timedelta(minutes=ceil(refusal.details["seconds"] / 60))


def waiting(answer: Response, refusal: Refusal | None) -> Response:
    """The answer; where somebody has to wait it tells programs how long."""
    if isinstance(refusal, TooManyAttempts | TooMuchAsked):
        answer.headers["Retry-After"] = str(refusal.details["seconds"])
    return answer


async def let_in(request: Request, session: Database, going: Going, who: SignedIn) -> Response:
    """On to where they were going, with the session's cookie. The session that this browser had before ends."""
    settings = settings_of(request)
    if before := request.cookies.get(cookie_name(settings)):
        await signing_in.sign_out(session, before)
    if device := device_of(request.headers.get("user-agent", "")):
        async with request.app.state.sessions() as apart:  # where it fails nothing of the sign-in is undone
            await open_sessions.begun_by(apart, who.token, device)
    answer: Response
    if going.kept:
        request.state.who = who
        answer = page(request, "go_on.html", kept=going.kept, address=going.next or home(who.actor))
    else:
        answer = RedirectResponse(going.next or home(who.actor), status_code=303)
    answer.set_cookie(
        cookie_name(settings),
        who.token,
        expires=who.expires_at,
        httponly=True,
        secure=settings.secure_cookies,
        samesite="lax",
    )
    return answer


def inside(address: str) -> str:
    """``address`` if it is a path of ours; empty for another site's, however it is disguised."""
    plain = address.strip()
    ours = plain.startswith("/") and not plain.startswith(("//", "/\\")) and plain.isprintable() and "\\" not in plain
    return plain if ours else ""
