"""Temporal's own pages show what a history holds to who may read the whole case, and to nobody else.

Its pages send what is enciphered here (a remote codec) from the reader's own browser, with our session.
"""

import base64
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.api.common.v1 import Payload

from api.acts.acting import Acting
from api.dependencies import CaseEngine, Database, Now, cookie_name, demand_pace, duty, idle_of, settings_of
from api.errors import FormNotOurs, NotSignedIn
from api.schemas.codec import Payloads, Written
from cases.access import works_on_cases
from cases.errors import Refusal
from cases.repository import signing_in
from cases.repository.looks import Shown
from cases.repository.signing_in import SignedIn
from cases.tables.ciphering import keys_of
from runtime.keys.cipher import Undecipherable
from runtime.keys.ring import REGION, Erased, KeyLost
from runtime.payloads import ENCODING, opened

router = APIRouter(prefix="/api/codec", include_in_schema=False)

HISTORY = Shown("history")


def allowed(request: Request) -> dict[str, str]:
    """The headers by which Temporal's pages, and no others, may ask. Raises FormNotOurs."""
    theirs = settings_of(request).temporal_pages
    if request.headers.get("origin") != theirs:
        raise FormNotOurs()
    return {
        "Access-Control-Allow-Origin": theirs,
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Allow-Methods": "POST",
        "Access-Control-Allow-Headers": "authorization, content-type, x-namespace",
        "Cross-Origin-Resource-Policy": "same-site",
        "Vary": "Origin",
    }


async def signed_in_there(request: Request, session: Database, at: Now) -> SignedIn:
    """Who asks, from a page that is not ours: it changes nothing. Raises NotSignedIn, FormNotOurs,
    PasswordToChange, SecondFactorMissing, TooMuchAsked."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = bearer.strip() if scheme.lower() == "bearer" else request.cookies.get(cookie_name(settings_of(request)), "")
    who = await signing_in.signed_in(session, token, at, idle_of(request)) if token else None
    demand_pace(request, who, at)
    if who is None:
        raise NotSignedIn()
    allowed(request)
    if refusal := duty(request, who):
        raise refusal
    return who


@router.options("/decode")
async def may_ask(request: Request) -> Response:
    """A browser asks before it sends."""
    return Response(status_code=204, headers=allowed(request))


@router.post("/decode")
async def decode(
    request: Request,
    response: Response,
    asked: Payloads,
    session: Database,
    engine: CaseEngine,
    now: Now,
    who: Annotated[SignedIn, Depends(signed_in_there)],
) -> Payloads:
    """What this person may read in plain; the rest as it was sent. Each reading is kept as any other look."""
    response.headers.update(allowed(request))
    acting = Acting(session, engine, who, now, None, HISTORY)
    payloads = [_read(each) for each in asked.payloads]
    readable = {name for name in _whose(payloads) if await _may_read(acting, name)}
    return Payloads(payloads=[_written(_opened(session, each, readable)) for each in payloads])


def _whose(payloads: Iterable[Payload]) -> set[str]:
    return {_name(each) for each in payloads if each.metadata.get("encoding") == ENCODING}


def _name(payload: Payload) -> str:
    """Whose key it says; what is no name is nobody's."""
    return payload.metadata.get("key", b"").decode(errors="replace")


async def _may_read(acting: Acting, name: str) -> bool:
    """A history holds all of a case: the host's people alone. What is of no case, whoever works on cases."""
    if name == REGION:
        return works_on_cases(acting.actor)
    try:
        asked = await acting.on_case(name, "read_whole")
    except Refusal:
        return False
    return asked.relation == "host"


def _opened(session: AsyncSession, payload: Payload, readable: set[str]) -> Payload:
    if payload.metadata.get("encoding") != ENCODING or _name(payload) not in readable:
        return payload
    try:
        return opened(keys_of(session), payload)
    except (Erased, KeyLost, Undecipherable):
        return payload


def _read(sent: Written) -> Payload:
    metadata = {name: base64.b64decode(value) for name, value in sent.metadata.items()}
    return Payload(metadata=metadata, data=base64.b64decode(sent.data))


def _written(payload: Payload) -> Written:
    metadata: dict[str, Any] = {name: base64.b64encode(value).decode() for name, value in payload.metadata.items()}
    return Written(metadata=metadata, data=base64.b64encode(payload.data).decode())
