"""Sign in, sign out, who am I."""

from datetime import timedelta

from fastapi import APIRouter, Depends, Request

from api.dependencies import Address, Database, Now, Unguarded, Who, language, settings_of
from api.responses import problems
from api.schemas.answers import Me, SessionOpened
from api.schemas.requests import SignIn
from cases.repository import signing_in

router = APIRouter(prefix="/session", tags=["session"])


@router.post(
    "",
    status_code=201,
    dependencies=[Depends(language)],
    responses=problems(
        "sign_in_refused",
        "second_factor_needed",
        "second_factor_refused",
        "too_many_attempts",
        "too_much_asked",
        "not_understood",
        "too_large",
    ),
)
async def sign_in(asked: SignIn, request: Request, session: Database, now: Now, address: Address) -> SessionOpened:
    """Open a session. The answer is the same for a wrong password and for an e-mail that nobody has.

    Where the account has a second factor, the right password alone is answered with `second_factor_needed`: send it
    again with the `code` of the telephone, or a recovery code (a passkey serves on the pages
    alone). Where it must have one and has none, the session opens, and all but its end is answered with
    `second_factor_missing`. After a few failures the next tries have to wait (`Retry-After`).
    """
    lifetime = timedelta(hours=settings_of(request).session_hours)
    password = asked.password.get_secret_value()
    code = asked.code.get_secret_value() if asked.code else ""
    opened = await signing_in.sign_in(session, asked.email, password, now, lifetime, address, code)
    return SessionOpened(token=opened.token, expires_at=opened.expires_at)


@router.get("", responses=problems("not_signed_in"))
async def who_am_i(who: Who) -> Me:
    """The person whose token it is."""
    return Me(
        user=who.user.id,
        name=who.user.name,
        agency=who.agency.id,
        agency_name=who.agency.name,
        country=who.agency.country,
        role=who.actor.role,
        language=who.user.locale,
        time_zone=who.user.time_zone,
    )


@router.delete("", status_code=204, responses=problems("not_signed_in", "form_not_ours", guarded=False))
async def sign_out(who: Unguarded, session: Database) -> None:
    """End the session: its token is worth nothing from now on."""
    await signing_in.sign_out(session, who.token)
