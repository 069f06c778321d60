"""The second page of signing in: the code of the telephone, or one that was written down."""

from datetime import timedelta

from fastapi import Request, Response

from api.csrf import demand_own_origin
from api.dependencies import Address, Database, Now, settings_of
from api.errors import STATUS
from api.pages.door import Going, again, door, going_of, let_in, waiting
from api.pages.reader import Stranger
from api.pages.rendering import page
from api.pages.route import Posted, onward, pages, text
from cases.errors import Refusal
from cases.repository import half_way
from cases.sign_in_errors import SecondFactorRefused, TooManyAttempts

router = pages()


@router.get("/sign-in/code")
async def from_the_beginning(_language: Stranger) -> Response:
    """Opened by itself (or in the other language) it knows of no password: back to the first page."""
    return onward("/sign-in")


@router.post("/sign-in/code")
async def sign_in(
    request: Request, session: Database, at: Now, form: Posted, address: Address, _language: Stranger
) -> Response:
    """Open a session, and go on with what was being done."""
    demand_own_origin(request)
    going, half = going_of(form), text(form, "half")
    lifetime = timedelta(hours=settings_of(request).session_hours)
    try:
        who = await half_way.finish(session, half, text(form, "code"), at, lifetime, address)
    except (SecondFactorRefused, TooManyAttempts) as refusal:
        return code_asked(request, going, half, refusal)
    return let_in(request, going, who) if who else door(request, going, over=True)


def code_asked(request: Request, going: Going, half: str, refusal: Refusal | None = None) -> Response:
    """The form. ``half``: the token of whoever has shown the password."""
    answer = page(
        request,
        "sign_in_code.html",
        STATUS[refusal.code] if refusal else 200,
        going=going,
        half=half,
        refused=refusal is not None,
        again=again(request, refusal),
    )
    return waiting(answer, refusal)
