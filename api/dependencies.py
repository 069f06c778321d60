"""What a route may ask for: the clock, the database, the engine, the language, and who is asking."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer
from sqlmodel.ext.asyncio.session import AsyncSession

from api.csrf import SAFE, demand_own_origin, demand_token
from api.engine import Engine
from api.errors import NotSignedIn, NotUnderstood
from api.pages.language import LANGUAGES, preferred, speak
from cases.errors import NotFound
from cases.repository import signing_in
from cases.repository.signing_in import SignedIn
from cases.sign_in_errors import SecondFactorMissing
from runtime.documents.shelf import Shelf
from runtime.settings import Settings

Clock = Callable[[], datetime]

LANGUAGE_COOKIE = "language"
"""The choice of the switch: it stays, also before signing in."""

_bearer = HTTPBearer(auto_error=False, description="The token of POST /api/v1/session.")
_cookie = APIKeyCookie(name="session", auto_error=False, description="The same token, as pages hold it.")


def wall_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def settings_of(request: Request) -> Settings:
    """This application's settings."""
    found: Settings = request.app.state.settings
    return found


def cookie_name(settings: Settings) -> str:
    """The session's cookie. ``__Host-``: only over TLS, only this host, only from the root."""
    return "__Host-session" if settings.secure_cookies else "session"


def now(request: Request) -> datetime:
    """The time, from the application's clock: tests set it."""
    clock: Clock = request.app.state.clock
    return clock()


def address(request: Request) -> str:
    """Where the request comes from, as the server (behind a proxy it trusts: the proxy) says; empty if it cannot."""
    return request.client.host if request.client else ""


def engine(request: Request) -> Engine:
    """The way to the workflows."""
    found: Engine = request.app.state.engine
    return found


async def database(request: Request) -> AsyncIterator[AsyncSession]:
    """A database session for this request. What is not committed is forgotten."""
    async with request.app.state.sessions() as session:
        yield session


async def signed_in(
    request: Request,
    session: Annotated[AsyncSession, Depends(database)],
    at: Annotated[datetime, Depends(now)],
    _documented: Annotated[object, Depends(_bearer)] = None,
    _documented_too: Annotated[object, Depends(_cookie)] = None,
) -> SignedIn:
    """Who is asking: the holder of a bearer token, or of the session's cookie.

    A browser sends the cookie by itself, so that every change it asks for must carry the session's own token and
    come from our own pages. Raises NotSignedIn, FormNotOurs.
    """
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    by_header = scheme.lower() == "bearer"
    token = bearer.strip() if by_header else request.cookies.get(cookie_name(settings_of(request)), "")
    who = await signing_in.signed_in(session, token, at) if token else None
    if who is None:
        raise NotSignedIn()
    request.state.who = who  # also the page that refuses an old form knows them: it can be sent again from there
    if not by_header and request.method not in SAFE:
        demand_own_origin(request)
        await demand_token(request, who.csrf)
    speak(chosen_language(request, who.user.locale))
    return who


def factor_missing(request: Request, who: SignedIn) -> bool:
    """Whether they must have a second factor, and have none yet."""
    return not who.guarded and settings_of(request).second_factor_demanded(who.user.role)


async def guarded(request: Request, who: Annotated[SignedIn, Depends(signed_in)]) -> SignedIn:
    """The same, with a second factor where one is demanded. Raises SecondFactorMissing."""
    if factor_missing(request, who):
        raise SecondFactorMissing()
    return who


def chosen_language(request: Request, of_the_account: str | None = None) -> str:
    """The language to answer in: the switch, then the account's, then what the browser asks for.

    A program has no switch: for it the ``Accept-Language`` that it sends comes before its account's.
    """
    switched = request.cookies.get(LANGUAGE_COOKIE)
    if switched in LANGUAGES:
        return str(switched)
    asked = request.headers.get("accept-language")
    if of_the_account and (asked is None or "authorization" not in request.headers):
        return of_the_account.split("_")[0]
    return preferred(asked or "")


async def language(request: Request) -> str:
    """The language of whoever is not signed in yet."""
    chosen = chosen_language(request)
    speak(chosen)
    return chosen


async def addressed(request: Request) -> None:
    """Refuse what no database could look up, in an address or in its query. Raises NotFound, NotUnderstood."""
    if any("\x00" in str(word) for word in (request.url.path, *request.path_params.values())):
        raise NotFound()
    wrong = [name for name, value in request.query_params.multi_items() if "\x00" in name + value]
    if wrong:
        raise NotUnderstood(
            faults=[{"loc": ["query", name.replace("\x00", "")], "type": "unkeepable"} for name in wrong]
        )


def documents(request: Request) -> Shelf:
    """What this installation does with a file."""
    found: Shelf = request.app.state.documents
    return found


Now = Annotated[datetime, Depends(now)]
Database = Annotated[AsyncSession, Depends(database)]
Address = Annotated[str, Depends(address)]
CaseEngine = Annotated[Engine, Depends(engine)]
Documents = Annotated[Shelf, Depends(documents)]
Who = Annotated[SignedIn, Depends(guarded)]
"""Every route takes it, but sign-in and health: a test sees to it."""
Unguarded = Annotated[SignedIn, Depends(signed_in)]
"""Whoever is signed in, also before they have the second factor that they must have: to set one up, and to leave."""
