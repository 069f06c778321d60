"""The second page of signing in: a passkey, the code of the telephone, or one that was written down."""

from datetime import timedelta

import structlog
from fastapi import Request, Response

from api.csrf import demand_own_origin
from api.dependencies import Address, Database, Now, settings_of
from api.errors import STATUS
from api.pages.door import Going, again, door, going_of, let_in, waiting
from api.pages.passkey_site import site, site_here
from api.pages.reader import Stranger
from api.pages.rendering import page
from api.pages.route import Posted, onward, pages, text
from cases.errors import Refusal
from cases.passkeys import to_use
from cases.repository import half_way, passkey_challenges, passkeys, second_factor
from cases.repository.passkey_challenges import at_the_door
from cases.sign_in_errors import PasskeyRefused, SecondFactorRefused, TooManyAttempts

router = pages()

log = structlog.get_logger(__name__)


@router.get("/sign-in/code")
@router.get("/sign-in/passkey")
async def from_the_beginning(_language: Stranger) -> Response:
    """Opened by itself (or in the other language) it knows of no password: back to the first page."""
    return onward("/sign-in")


@router.post("/sign-in/code")
async def by_code(
    request: Request, session: Database, at: Now, form: Posted, address: Address, _language: Stranger
) -> Response:
    """Open a session, and go on with what was being done."""
    demand_own_origin(request)
    going, half = going_of(form), text(form, "half")
    lifetime = timedelta(hours=settings_of(request).session_hours)
    try:
        who = await half_way.finish(session, half, text(form, "code"), at, lifetime, address)
    except (SecondFactorRefused, TooManyAttempts) as refusal:
        return await code_asked(request, session, going, half, at, refusal)
    return await let_in(request, session, going, who) if who else door(request, going, over=True)


@router.post("/sign-in/passkey")
async def by_passkey(
    request: Request, session: Database, at: Now, form: Posted, address: Address, _language: Stranger
) -> Response:
    """The same by what the device answered."""
    demand_own_origin(request)
    going, half = going_of(form), text(form, "half")
    lifetime = timedelta(hours=settings_of(request).session_hours)
    try:
        here = site_here(request)
        if here is None:
            raise PasskeyRefused(why="another address")
        who = await half_way.finish_by_passkey(session, half, here, text(form, "answer"), at, lifetime, address)
    except PasskeyRefused as refusal:
        log.warning("passkey_refused", code="used", error=refusal.details["why"])
        return await code_asked(request, session, going, half, at, refusal)
    except TooManyAttempts as refusal:
        return await code_asked(request, session, going, half, at, refusal)
    return await let_in(request, session, going, who) if who else door(request, going, over=True)


async def code_asked(
    request: Request, session: Database, going: Going, half: str, at: Now, refusal: Refusal | None = None
) -> Response:
    """The form. ``half``: the token of whoever has shown the password."""
    await session.rollback()
    user_id = await half_way.user_of(session, half, at)
    if user_id is None:
        return door(request, going, over=True)
    held = [each.id for each in await passkeys.of(session, user_id)]
    here, options = site_here(request), ""
    if held and here is not None:
        options = to_use(here, await passkey_challenges.new(session, at_the_door(half), at), held)
    there = site(request)
    answer = page(
        request,
        "sign_in_code.html",
        STATUS[refusal.code] if refusal else 200,
        going=going,
        half=half,
        options=options,
        elsewhere=there.origin if held and there is not None else "",
        codes_on=await second_factor.codes_on(session, user_id),
        refused=refusal.code if refusal else "",
        again=again(request, refusal),
    )
    return waiting(answer, refusal)
