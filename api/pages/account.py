"""Your account: who you are here, and the second factor, turned on and off."""

from fastapi import Request, Response

from api.dependencies import Address, Database, Now
from api.errors import STATUS
from api.pages.door import again, waiting
from api.pages.qr import drawn
from api.pages.reader import Reader
from api.pages.rendering import page
from api.pages.route import Posted, onward, pages, text
from cases.errors import Refusal
from cases.one_time import for_telephones
from cases.repository import attempts, second_factor
from cases.repository.signing_in import known
from cases.sign_in_errors import SecondFactorRefused, SignInRefused, TooManyAttempts

router = pages()

ACCOUNT, SECOND_FACTOR = "/account", "/account/second-factor"


@router.get(ACCOUNT)
async def account(request: Request, who: Reader, session: Database) -> Response:
    """Who is signed in, and whether a second factor guards the account."""
    return await _shown(request, session, who)


@router.post(ACCOUNT)
async def turn_off(
    request: Request, who: Reader, session: Database, at: Now, form: Posted, address: Address
) -> Response:
    """Turn the second factor off, by a code of it. Wrong ones count as failed sign-ins."""
    try:
        turn = await attempts.take_turn(session, who.user.email, address, at)
        if not await second_factor.accepted(session, who.user.id, text(form, "code"), at):
            raise SecondFactorRefused()
    except (SecondFactorRefused, TooManyAttempts) as refusal:
        return await _shown(request, session, who, refusal)
    await second_factor.turn_off(session, who.user.id)
    await attempts.give_back(session, turn, at)
    await session.commit()
    return onward(ACCOUNT, "second_factor_off")


@router.post(f"{SECOND_FACTOR}/begin")
async def begin(request: Request, who: Reader, session: Database, at: Now, form: Posted, address: Address) -> Response:
    """Make the secret, and go on to the page that shows it: for who has the password, not for who found a computer
    open. Wrong ones count as failed sign-ins.
    """
    try:
        found = await known(session, who.user.email, text(form, "password"), at, address)
    except (SignInRefused, TooManyAttempts) as refusal:
        return await _shown(request, session, who, refusal)
    await attempts.give_back(session, found.turn, at)
    await second_factor.begin(session, who.user.id)
    return onward(SECOND_FACTOR)


@router.get(SECOND_FACTOR)
async def to_confirm(request: Request, who: Reader, session: Database) -> Response:
    """The secret, for the telephone; a code confirms it."""
    return await _secret_shown(request, session, who)


@router.post(SECOND_FACTOR)
async def confirm(request: Request, who: Reader, session: Database, at: Now, form: Posted) -> Response:
    """Turn it on. The recovery codes are on the answer, and nowhere else ever again."""
    try:
        codes = await second_factor.confirm(session, who.user.id, text(form, "code"), at)
    except SecondFactorRefused as refusal:
        return await _secret_shown(request, session, who, refusal)
    return page(request, "recovery_codes.html", codes=codes)


async def _shown(request: Request, session: Database, who: Reader, refusal: Refusal | None = None) -> Response:
    answer = page(
        request,
        "account.html",
        STATUS[refusal.code] if refusal else 200,
        is_on=await second_factor.is_on(session, who.user.id),
        left=await second_factor.codes_left(session, who.user.id),
        refused=refusal.code if refusal else "",
        again=again(request, refusal),
    )
    return waiting(answer, refusal)


async def _secret_shown(request: Request, session: Database, who: Reader, refusal: Refusal | None = None) -> Response:
    secret = await second_factor.pending(session, who.user.id)
    if secret is None:
        return onward(ACCOUNT)
    groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
    qr = drawn(for_telephones(secret, who.user.email))
    status = STATUS[refusal.code] if refusal else 200
    return page(request, "second_factor.html", status, groups=groups, qr=qr, refused=refusal is not None, again=None)
