"""Your account: a password of one's own, and the sessions that are open."""

from fastapi import Request, Response

from api.dependencies import Address, Database, Now
from api.pages.account_shown import ACCOUNT, shown
from api.pages.door import Going, let_in, secret
from api.pages.reader import Newcomer
from api.pages.route import Posted, onward, pages, text
from cases.repository import open_sessions, own_password
from cases.repository.proving import prove
from cases.sign_in_errors import PasswordTooWeak, SignInRefused, TooManyAttempts

router = pages()


@router.post("/account/password")
async def change(
    request: Request, who: Newcomer, session: Database, at: Now, form: Posted, address: Address
) -> Response:
    """Another password, for who knows the one that is; every other session of theirs ends."""
    old, new, again = (secret(form, name) for name in ("password", "new", "again"))
    try:
        renewed = await own_password.change(session, who, old, new, again, at, address)
    except PasswordTooWeak as refusal:
        return await shown(request, session, who, refusal, "new-password")
    except (SignInRefused, TooManyAttempts) as refusal:
        return await shown(request, session, who, refusal, "old-password")
    return await let_in(request, session, Going(f"{ACCOUNT}?done=password_changed"), renewed)


@router.post("/account/sessions")
async def end(request: Request, who: Newcomer, session: Database, at: Now, form: Posted, address: Address) -> Response:
    """End one of the other sessions, or all of them, for who has the password."""
    try:
        await prove(session, who, secret(form, "password"), at, address)
    except (SignInRefused, TooManyAttempts) as refusal:
        return await shown(request, session, who, refusal, "sessions-password")
    await open_sessions.end_others(session, who.user.id, who.token, text(form, "which"))
    return onward(ACCOUNT, "sessions_ended")
