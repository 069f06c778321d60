"""Your account: passkeys, added and removed."""

import structlog
from fastapi import Request, Response

from api.acts.account_changes import changed
from api.dependencies import Address, Database, Now
from api.pages.account_shown import ACCOUNT, demanded, shown
from api.pages.door import secret
from api.pages.passkey_site import site_here
from api.pages.reader import Newcomer
from api.pages.rendering import page
from api.pages.route import Posted, onward, pages, text
from cases.passkeys import to_make
from cases.repository import passkey_challenges, passkeys, second_factor
from cases.repository.passkey_challenges import on_the_account
from cases.repository.proving import prove
from cases.sign_in_errors import LastSecondFactor, PasskeyRefused, SignInRefused, TooManyAttempts
from cases.tables.passkeys import LONGEST_NAME
from runtime.security_log import note

router = pages()

log = structlog.get_logger(__name__)

NEW = "/account/passkeys/new"


@router.post("/account/passkeys/begin")
async def begin(
    request: Request, who: Newcomer, session: Database, at: Now, form: Posted, address: Address
) -> Response:
    """Make the challenge, and go on to the page that asks the device: for who has the password."""
    try:
        await prove(session, who, secret(form, "password"), at, address)
    except (SignInRefused, TooManyAttempts) as refusal:
        return await shown(request, session, who, refusal, "passkey-password")
    await passkey_challenges.new(session, on_the_account(who.token), at)
    return onward(NEW)


@router.get(NEW)
async def ask(request: Request, who: Newcomer, session: Database, at: Now) -> Response:
    """A name for it, and the button that asks the device."""
    site, challenge = site_here(request), await passkey_challenges.waiting(session, on_the_account(who.token), at)
    if site is None or challenge is None:
        return onward(ACCOUNT)
    held = [each.id for each in await passkeys.of(session, who.user.id)]
    options = to_make(site, challenge, who.user.id, who.user.email, who.user.name, held)
    return page(request, "passkey.html", options=options, longest=LONGEST_NAME)


@router.post(NEW)
async def add(request: Request, who: Newcomer, session: Database, at: Now, form: Posted) -> Response:
    """Keep what the device made. The first recovery codes are on the answer, and nowhere else ever again."""
    try:
        site = site_here(request)
        if site is None or not text(form, "name"):
            raise PasskeyRefused(why="no name")
        bound, answer = on_the_account(who.token), text(form, "answer")
        codes = await passkeys.add(session, site, bound, who.user.id, text(form, "name"), answer, at)
    except PasskeyRefused as refusal:
        log.warning("passkey_refused", code="made", error=refusal.details["why"])
        return await shown(request, session, who, refusal)
    await changed(session, who.user, "passkey_added", at)
    await session.commit()
    note("second_factor_on", user=who.user.id, way="passkey")
    return page(request, "recovery_codes.html", codes=codes, new=True) if codes else onward(ACCOUNT, "passkey_made")


@router.post("/account/passkeys/remove")
async def remove(
    request: Request, who: Newcomer, session: Database, at: Now, form: Posted, address: Address
) -> Response:
    """Take no signature by it any more: for who has the password. The last one stays where one is demanded."""
    id_ = text(form, "passkey")
    try:
        await prove(session, who, secret(form, "password"), at, address)
        if demanded(request, who):
            await second_factor.demand_another(session, who.user.id, id_)
    except (LastSecondFactor, SignInRefused, TooManyAttempts) as refusal:
        await session.commit()  # the password was right, or its failure is counted already
        return await shown(request, session, who, refusal, "remove-password")
    gone = await passkeys.remove(session, who.user.id, id_)
    left = await second_factor.is_on(session, who.user.id)
    if gone:
        await changed(session, who.user, "passkey_removed", at)
    await session.commit()
    if not gone:  # removed in another window
        return onward(ACCOUNT)
    return onward(ACCOUNT, "passkey_removed" if left else "second_factor_off")
