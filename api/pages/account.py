"""Your account: the codes of a telephone as second factor, turned on and off; and new recovery codes."""

from fastapi import Request, Response

from api.acts.account_changes import changed
from api.dependencies import Address, Database, Now
from api.errors import STATUS
from api.pages.account_shown import ACCOUNT, demanded, shown
from api.pages.door import secret
from api.pages.qr import drawn
from api.pages.reader import Newcomer
from api.pages.rendering import page
from api.pages.route import Posted, onward, pages, text
from cases.errors import Refusal
from cases.one_time import for_telephones
from cases.repository import attempts, recovery, second_factor
from cases.repository.proving import prove
from cases.sign_in_errors import LastSecondFactor, SecondFactorRefused, SignInRefused, TooManyAttempts
from runtime.security_log import note

router = pages()

SECOND_FACTOR = "/account/second-factor"


@router.get(ACCOUNT)
async def account(request: Request, who: Newcomer, session: Database) -> Response:
    """Who is signed in, and what guards the account."""
    return await shown(request, session, who)


@router.post(ACCOUNT)
async def turn_off(
    request: Request, who: Newcomer, session: Database, at: Now, form: Posted, address: Address
) -> Response:
    """Turn the codes off, by one of them. Wrong ones count as failed sign-ins."""
    try:
        if demanded(request, who):
            await second_factor.demand_another(session, who.user.id)
        turn = await attempts.take_turn(session, who.user.email, address, at)
        if not await second_factor.accepted(session, who.user.id, text(form, "code"), at):
            raise SecondFactorRefused()
    except (LastSecondFactor, SecondFactorRefused, TooManyAttempts) as refusal:
        return await shown(request, session, who, refusal)
    await second_factor.codes_off(session, who.user.id)
    await changed(session, who.user, "codes_off", at)
    left = await second_factor.is_on(session, who.user.id)
    await attempts.give_back(session, turn, at)
    await session.commit()
    return onward(ACCOUNT, "codes_off" if left else "second_factor_off")


@router.post(f"{SECOND_FACTOR}/begin")
async def begin(
    request: Request, who: Newcomer, session: Database, at: Now, form: Posted, address: Address
) -> Response:
    """Make the secret, and go on to the page that shows it: for who has the password, not for who found a computer
    open. Wrong ones count as failed sign-ins.
    """
    try:
        await prove(session, who, secret(form, "password"), at, address)
    except (SignInRefused, TooManyAttempts) as refusal:
        return await shown(request, session, who, refusal, "password")
    await second_factor.begin(session, who.user.id)
    return onward(SECOND_FACTOR)


@router.get(SECOND_FACTOR)
async def to_confirm(request: Request, who: Newcomer, session: Database) -> Response:
    """The secret, for the telephone; a code confirms it."""
    return await _secret_shown(request, session, who)


@router.post(SECOND_FACTOR)
async def confirm(request: Request, who: Newcomer, session: Database, at: Now, form: Posted) -> Response:
    """Turn it on. The recovery codes are on the answer, and nowhere else ever again."""
    try:
        codes = await second_factor.confirm(session, who.user.id, text(form, "code"), at)
    except SecondFactorRefused as refusal:
        return await _secret_shown(request, session, who, refusal)
    await changed(session, who.user, "codes_on", at)
    await session.commit()
    note("second_factor_on", user=who.user.id, way="code")
    return page(request, "recovery_codes.html", codes=codes, new=True) if codes else onward(ACCOUNT, "codes_on")


@router.post("/account/recovery-codes")
async def new_codes(
    request: Request, who: Newcomer, session: Database, at: Now, form: Posted, address: Address
) -> Response:
    """New ones in the place of the old, for who has the password. They are on the answer alone."""
    try:
        await prove(session, who, secret(form, "password"), at, address)
    except (SignInRefused, TooManyAttempts) as refusal:
        return await shown(request, session, who, refusal, "recovery-password")
    guarded = await second_factor.is_on(session, who.user.id)
    codes = await recovery.anew(session, who.user.id) if guarded else []
    if codes:
        await changed(session, who.user, "recovery_codes", at)
    await session.commit()
    note("recovery_codes_made", user=who.user.id, count=len(codes))
    request.state.here = ACCOUNT
    return page(request, "recovery_codes.html", codes=codes, new=False) if codes else onward(ACCOUNT)


async def _secret_shown(request: Request, session: Database, who: Newcomer, refusal: Refusal | None = None) -> Response:
    pending = await second_factor.pending(session, who.user.id)
    if pending is None:
        return onward(ACCOUNT)
    groups = [pending[at : at + 4] for at in range(0, len(pending), 4)]
    qr = drawn(for_telephones(pending, who.user.email))
    status = STATUS[refusal.code] if refusal else 200
    refused = refusal.code if refusal else ""
    return page(request, "second_factor.html", status, groups=groups, qr=qr, refused=refused, again=None)
