"""Signing in and out, leaving quickly, and the language switch."""

from datetime import timedelta
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from api.csrf import demand_own_origin
from api.dependencies import Address, Database, Now, cookie_name, idle_of, language_cookie, settings_of
from api.pages.door import Going, door, going_of, inside, let_in, secret
from api.pages.language import LANGUAGES
from api.pages.reader import Newcomer, Stranger
from api.pages.rendering import page
from api.pages.route import Posted, pages, text
from api.pages.signing_code import code_asked
from cases.repository import half_way, second_factor, signing_in
from cases.sign_in_errors import SignInRefused, TooManyAttempts

router = pages()

A_YEAR = 365 * 24 * 3600


@router.get("/sign-in")
async def ask(request: Request, _language: Stranger, next: str = "") -> Response:
    """The form."""
    return door(request, Going(inside(next)))


@router.post("/sign-in")
async def sign_in(
    request: Request,
    session: Database,
    at: Now,
    form: Posted,
    address: Address,
    _language: Stranger,
) -> Response:
    """Open a session, and go on with what was being done."""
    demand_own_origin(request)
    going, email = going_of(form), text(form, "email")
    try:
        found = await signing_in.known(session, email, secret(form, "password"), at, address)
        if await second_factor.is_on(session, found.user.id):
            return await code_asked(request, session, going, await half_way.begin(session, found, at), at)
        lifetime = timedelta(hours=settings_of(request).session_hours)
        return await let_in(request, session, going, await signing_in.opened(session, found, at, lifetime))
    except (SignInRefused, TooManyAttempts) as refusal:
        return door(request, going, email, refusal)


@router.post("/sign-out")
async def sign_out(request: Request, who: Newcomer, session: Database) -> Response:
    """End the session."""
    await signing_in.sign_out(session, who.token)
    return forgotten(request, RedirectResponse("/sign-in", status_code=303))


@router.get("/leave")
async def leave(request: Request, session: Database, _language: Stranger) -> Response:
    """Away, at once: the session ends, and what is shown says nothing. (Another site that sends somebody here only
    signs them out.)"""
    token = request.cookies.get(cookie_name(settings_of(request)))
    if token:
        await signing_in.sign_out(session, token)
    return forgotten(request, page(request, "leave.html"))


def forgotten(request: Request, answer: Response) -> Response:
    """The answer after which the browser holds nothing of the session: no cookie, no page to go back to."""
    settings = settings_of(request)
    answer.delete_cookie(cookie_name(settings), secure=settings.secure_cookies, httponly=True, samesite="lax")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
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
    who = await signing_in.signed_in(session, token, at, idle_of(request)) if token else None
    if who is not None:
        country = who.user.locale.partition("_")[2]
        who.user.locale = f"{language}_{country}" if country else language
        session.add(who.user)
        await session.commit()
    name, secure = language_cookie(settings_of(request)), settings_of(request).secure_cookies
    answer.set_cookie(name, language, max_age=A_YEAR, httponly=True, secure=secure, samesite="lax")
    return answer
