"""Signing in and out, leaving quickly, and the language switch."""

from datetime import timedelta
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from api.csrf import demand_own_origin
from api.dependencies import LANGUAGE_COOKIE, Database, Now, cookie_name, settings_of
from api.pages.language import LANGUAGES
from api.pages.navigation import home
from api.pages.reader import Reader, Stranger
from api.pages.rendering import page
from api.pages.route import pages
from cases.errors import SignInRefused
from cases.repository import signing_in

router = pages()

KEPT = "kept."
"""Before the names of what was typed when the session was over: it goes on after signing in."""

A_YEAR = 365 * 24 * 3600


@router.get("/sign-in")
async def ask(request: Request, _language: Stranger, next: str = "") -> Response:
    """The form."""
    return page(request, "sign_in.html", next=inside(next), email="", refused=False, kept=[])


@router.post("/sign-in")
async def sign_in(
    request: Request,
    session: Database,
    at: Now,
    _language: Stranger,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "",
) -> Response:
    """Open a session, and go on with what was being done."""
    demand_own_origin(request)
    form = await request.form()
    kept = [(name.removeprefix(KEPT), str(text)) for name, text in form.multi_items() if name.startswith(KEPT)]
    settings = settings_of(request)
    try:
        who = await signing_in.sign_in(session, email, password, at, timedelta(hours=settings.session_hours))
    except SignInRefused:
        return page(request, "sign_in.html", 401, next=inside(next), email=email, refused=True, kept=kept)
    answer: Response
    if kept:
        request.state.who = who
        answer = page(request, "go_on.html", kept=kept, address=inside(next) or home(who.actor.role))
    else:
        answer = RedirectResponse(inside(next) or home(who.actor.role), status_code=303)
    answer.set_cookie(
        cookie_name(settings),
        who.token,
        expires=who.expires_at,
        httponly=True,
        secure=settings.secure_cookies,
        samesite="lax",
    )
    return answer


@router.post("/sign-out")
async def sign_out(request: Request, who: Reader, session: Database) -> Response:
    """End the session."""
    await signing_in.sign_out(session, who.token)
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(cookie_name(settings_of(request)), secure=settings_of(request).secure_cookies, httponly=True)
    return answer


@router.get("/leave")
async def leave(request: Request, session: Database, _language: Stranger) -> Response:
    """Away, at once: the session ends, and what is shown says nothing. (Another site that sends somebody here only
    signs them out.)"""
    token = request.cookies.get(cookie_name(settings_of(request)))
    if token:
        await signing_in.sign_out(session, token)
    answer = page(request, "leave.html")
    answer.delete_cookie(cookie_name(settings_of(request)), secure=settings_of(request).secure_cookies, httponly=True)
    return answer


@router.post("/language")
async def switch(
    request: Request,
    session: Database,
    at: Now,
    language: Annotated[str, Form()],
    back: Annotated[str, Form()] = "/",
) -> Response:
    """The other language: kept in a cookie, and in the account of who is signed in."""
    demand_own_origin(request)
    answer = RedirectResponse(inside(back) or "/", status_code=303)
    if language not in LANGUAGES:
        return answer
    token = request.cookies.get(cookie_name(settings_of(request)), "")
    who = await signing_in.signed_in(session, token, at) if token else None
    if who is not None:
        country = who.user.locale.partition("_")[2]
        who.user.locale = f"{language}_{country}" if country else language
        session.add(who.user)
        await session.commit()
    secure = settings_of(request).secure_cookies
    answer.set_cookie(LANGUAGE_COOKIE, language, max_age=A_YEAR, httponly=True, secure=secure, samesite="lax")
    return answer


def inside(address: str) -> str:
    """``address`` if it is a path of ours; empty for another site's, however it is disguised."""
    plain = address.strip()
    ours = plain.startswith("/") and not plain.startswith(("//", "/\\")) and plain.isprintable() and "\\" not in plain
    return plain if ours else ""
