"""Signing in through the ministry's provider: there, and back."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated

import structlog
from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse

from api.dependencies import Address, Database, Now, cookie_name, settings_of
from api.pages.door import Going, door, inside, let_in
from api.pages.reader import Stranger
from api.pages.route import pages
from api.pages.signing_code import code_asked
from api.single_sign_on.letting_in import known
from api.single_sign_on.provider import BACK, Provider
from cases.errors import NotFound
from cases.repository import attempts, half_way, second_factor, sign_on_begun, signing_in
from cases.repository.sign_on_begun import LIFETIME, OnTheWay
from cases.sign_in_errors import (
    AccountClosed,
    NoAccountHere,
    ProviderRefused,
    ProviderUnreachable,
    RoleDiffers,
    SignOnOver,
    SignOnRefused,
    TooManyAttempts,
)
from runtime.settings import Settings

router = pages()

log = structlog.get_logger(__name__)

NOT_COUNTED = (ProviderUnreachable, NoAccountHere, AccountClosed, RoleDiffers)
"""No failed sign-ins: otherwise a provider that is down would make a whole agency wait, also those with a password. Nor
is a way back that nobody set out on: any page that a caseworker reads could send their browser on many."""


def browser_cookie(settings: Settings) -> str:
    """The cookie that binds a sign-in under way to its browser."""
    return cookie_name(settings, "sign-on")


def provider_of(request: Request) -> Provider:
    """The provider. Raises NotFound where the installation has none."""
    found: Provider | None = request.app.state.provider
    if found is None:
        raise NotFound()
    return found


@router.get("/sign-in/oidc")
async def there(request: Request, session: Database, at: Now, _language: Stranger, next: str = "") -> Response:
    """To the provider, for who asked for it on our own page: another site would sign them in without their doing."""
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return door(request, Going(inside(next)))
    provider, settings = provider_of(request), settings_of(request)
    on_the_way = await sign_on_begun.begin(session, inside(next), at)
    try:
        address = await provider.address(on_the_way, at)
    except SignOnRefused as refusal:
        return refused(request, Going(inside(next)), refusal)
    answer = RedirectResponse(address, status_code=303)
    answer.set_cookie(
        browser_cookie(settings),
        on_the_way.browser,
        max_age=int(LIFETIME.total_seconds()),
        httponly=True,
        secure=settings.secure_cookies,
        samesite="lax",  # it must come along when the provider sends the browser back
    )
    return answer


@dataclass
class Returned:
    """What the browser brings back from the provider. Its own words (error_description) are not even read."""

    state: str = ""
    code: str = ""
    error: str = ""
    iss: str = ""


@router.get(BACK)
async def back(
    request: Request,
    session: Database,
    at: Now,
    address: Address,
    brought: Annotated[Returned, Depends()],
    _language: Stranger,
) -> Response:
    """Back from the provider: in, or on to the code of the second factor, or told why not."""
    provider, settings = provider_of(request), settings_of(request)
    request.state.here = "/sign-in"  # this address, with what it brought, serves once
    going = Going()
    try:
        on_the_way = OnTheWay(brought.state, request.cookies.get(browser_cookie(settings), ""))
        going = Going(inside(await sign_on_begun.take(session, on_the_way, at)))
        if brought.error or not brought.code:
            raise ProviderRefused(why="sent back")
        turn = await attempts.take_turn_from(session, address, at)
        claims = await provider.vouches(brought.code, on_the_way, brought.iss, at)
        who = await known(session, provider, claims, turn, at)
    except NOT_COUNTED as refusal:
        await attempts.give_back(session, turn, at)
        await session.commit()
        return refused(request, going, refusal)
    except (SignOnRefused, TooManyAttempts) as refusal:
        return refused(request, going, refusal)
    trusted = bool(claims.factors & provider.trusted_factors)
    if await second_factor.is_on(session, who.user.id) and not trusted:
        answer = await code_asked(request, session, going, await half_way.begin(session, who, at), at)
    else:
        lifetime = timedelta(hours=settings.session_hours)
        opened = await signing_in.opened(session, replace(who, vouched=trusted, way="provider"), at, lifetime)
        answer = await let_in(request, session, going, opened)
    return over(answer, settings)


def refused(request: Request, going: Going, refusal: SignOnRefused | TooManyAttempts) -> Response:
    """The way in again, with the reason: the log has a word more. A sign-in that another window began goes on."""
    log.warning("single_sign_on_refused", code=refusal.code, error=refusal.details.get("why", ""))
    answer = door(request, going, refusal=refusal)
    return answer if isinstance(refusal, SignOnOver) else over(answer, settings_of(request))


def over(answer: Response, settings: Settings) -> Response:
    """The answer, after which nobody is under way any more."""
    answer.delete_cookie(browser_cookie(settings), secure=settings.secure_cookies, httponly=True, samesite="lax")
    return answer
