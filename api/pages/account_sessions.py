"""Your account: a password of one's own, and the sessions that are open."""

from fastapi import Request, Response

from api.acts.account_changes import changed
from api.dependencies import Address, Database, Now
from api.pages.account_shown import ACCOUNT, shown
from api.pages.door import Going, let_in, secret
from api.pages.reader import Newcomer
from api.pages.route import Posted, onward, pages, text
from cases.repository import open_sessions, own_password, signing_in
from cases.repository.proving import prove
from cases.sign_in_errors import PasswordTooWeak, SignInRefused, TooManyAttempts
from runtime.security_log import note

router = pages()


@router.post("/account/password")
async def change(
    request: Request, who: Newcomer, session: Database, at: Now, form: Posted, address: Address
) -> Response:
    """Another password, for who knows the one that is. Every other session of theirs ends; this one goes on under
    another token, no longer than it would have."""
    old, new, again = (secret(form, name) for name in ("password", "new", "again"))
    try:
        proved = await own_password.change(session, who, old, new, again, at, address)
    except PasswordTooWeak as refusal:
        return await shown(request, session, who, refusal, "new-password")
    except (SignInRefused, TooManyAttempts) as refusal:
        return await shown(request, session, who, refusal, "old-password")
    await changed(session, who.user, "password_changed", at)
    renewed = await signing_in.opened(session, proved, at, who.expires_at - at)
    note("password_changed", user=who.user.id)
    return await let_in(request, session, Going(f"{ACCOUNT}?done=password_changed"), renewed)


@router.post("/account/sessions")
async def end(request: Request, who: Newcomer, session: Database, at: Now, form: Posted, address: Address) -> Response:
    """End one of the other sessions, or all of them, for who has the password."""
    try:
        await prove(session, who, secret(form, "password"), at, address)
    except (SignInRefused, TooManyAttempts) as refusal:
        return await shown(request, session, who, refusal, "sessions-password")
    if gone := await open_sessions.end_others(session, who.user.id, who.token, text(form, "which")):
        await changed(session, who.user, "sessions_ended", at)
    await session.commit()
    note("sessions_ended", user=who.user.id, count=gone)
    return onward(ACCOUNT, "sessions_ended")
