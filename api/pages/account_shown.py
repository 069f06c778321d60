"""Your account, as it is now: who you are here, and what guards the way in."""

from fastapi import Request, Response

from api.dependencies import Database, factor_missing, idle_of, now, password_given, settings_of
from api.errors import STATUS
from api.pages.door import again, waiting
from api.pages.passkey_site import site, site_here
from api.pages.reader import Newcomer
from api.pages.rendering import page
from cases.errors import Refusal
from cases.passwords import SHORTEST
from cases.repository import open_sessions, passkeys, recovery, second_factor
from cases.repository.account_changes import changes_of
from cases.sign_in_errors import PasswordTooWeak

ACCOUNT = "/account"


async def shown(
    request: Request, session: Database, who: Newcomer, refusal: Refusal | None = None, at: str = ""
) -> Response:
    """The page; after a refusal it says why. ``at``: the id of the box that was filled in wrongly."""
    request.state.here = ACCOUNT  # a refused act has an address of its own, that nobody opens
    answer = page(
        request,
        "account.html",
        STATUS[refusal.code] if refusal else 200,
        codes_on=await second_factor.codes_on(session, who.user.id),
        held=await passkeys.of(session, who.user.id),
        left=await recovery.codes_left(session, who.user.id),
        changes=await changes_of(session, who.user.id),
        site=site(request),
        served=site_here(request) is not None,
        demanded=demanded(request, who),
        missing=factor_missing(request, who),
        given=password_given(who),
        sessions=await open_sessions.of(session, who.user.id, who.token, now(request), idle_of(request)),
        weak=refusal.details["why"] if isinstance(refusal, PasswordTooWeak) else "",
        shortest=SHORTEST,
        refused=refusal.code if refusal else "",
        again=again(request, refusal),
        at=at,
    )
    return waiting(answer, refusal)


def demanded(request: Request, who: Newcomer) -> bool:
    """Whether they must have a second factor of their own."""
    return settings_of(request).second_factor_demanded(who.user.role)
