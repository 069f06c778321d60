"""What a route may ask for: the clock, the database, the engine, the language, and who is asking."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer
from sqlmodel.ext.asyncio.session import AsyncSession

from api.csrf import SAFE, demand_own_origin, demand_token
from api.engine import Engine
from api.errors import NotSignedIn, NotUnderstood
from api.limits import limits
from api.pages.language import LANGUAGES, preferred, speak
from cases.errors import NotFound, Refusal
from cases.repository import open_sessions, signing_in
from cases.repository.signing_in import SignedIn
from cases.sign_in_errors import PasswordToChange, SecondFactorMissing
from cases.sign_on import SignOn
from runtime.documents.shelf import Shelf
from runtime.settings import Settings

Clock = Callable[[], datetime]

_bearer = HTTPBearer(auto_error=False, description="The token of POST /api/v1/session.")
_cookie = APIKeyCookie(name="session", auto_error=False, description="The same token, as pages hold it.")


def wall_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def settings_of(request: Request) -> Settings:
    """This application's settings."""
    found: Settings = request.app.state.settings
    return found


def cookie_name(settings: Settings, what: str = "session") -> str:
    """The session's cookie, or another of ours. ``__Host-``: only over TLS, only this host, only from the root."""
    return f"__Host-{what}" if settings.secure_cookies else what


def language_cookie(settings: Settings) -> str:
    """The choice of the switch: it stays, also before signing in."""
    return cookie_name(settings, "language")


def idle_of(request: Request) -> timedelta:
    """How long a session lives that nobody uses."""
    return timedelta(minutes=settings_of(request).idle_minutes)


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
    come from our own pages. Raises NotSignedIn, FormNotOurs, TooMuchAsked.
    """
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    by_header = scheme.lower() == "bearer"
    token = bearer.strip() if by_header else request.cookies.get(cookie_name(settings_of(request)), "")
    who = await signing_in.signed_in(session, token, at, idle_of(request)) if token else None
    if who is None:
        demand_pace(request, None, at)
        raise NotSignedIn()
    await open_sessions.keep_alive(session, token, who.seen_at, at)
    request.state.who = who  # also the page that refuses an old form knows them: it can be sent again from there
    if not by_header and request.method not in SAFE:
        demand_own_origin(request)
        await demand_token(request, who.csrf)
    demand_pace(request, who, at)
    speak(chosen_language(request, who.user.locale))
    return who


def demand_pace(request: Request, who: SignedIn | None, at: datetime) -> None:
    """Whoever asks too much has to wait: a person, or, where nobody is signed in, an address. Raises TooMuchAsked."""
    found = limits(request)
    if found is None:
        return
    if who is None:
        found.of_stranger(request, address(request), at)
    else:
        found.of_person(request, who.user.id, at)


def factor_missing(request: Request, who: SignedIn) -> bool:
    """Whether they must have a second factor, and have none yet."""
    return not who.guarded and settings_of(request).second_factor_demanded(who.user.role)


def duty(request: Request, who: SignedIn) -> Refusal | None:
    """What they must do on their account before anything else: a password of their own, a second factor."""
    if password_given(who):
        return PasswordToChange()
    return SecondFactorMissing() if factor_missing(request, who) else None


def password_given(who: SignedIn) -> bool:
    """Whether they came in by a password that an operator knows. Who comes in through the ministry needs none of their
    own."""
    given = who.user.password_given_until is not None
    return given and who.user.single_sign_on != SignOn.ONLY and not who.provided


async def guarded(request: Request, who: Annotated[SignedIn, Depends(signed_in)]) -> SignedIn:
    """The same, with nothing left to do before. Raises PasswordToChange, SecondFactorMissing."""
    if refusal := duty(request, who):
        raise refusal
    return who


def chosen_language(request: Request, of_the_account: str | None = None) -> str:
    """The language to answer in: the switch, then the account's, then what the browser asks for.

    A program has no switch: for it the ``Accept-Language`` that it sends comes before its account's.
    """
    switched = request.cookies.get(language_cookie(settings_of(request)))
    if switched in LANGUAGES:
        return str(switched)
    asked = request.headers.get("accept-language")
    if of_the_account and (asked is None or "authorization" not in request.headers):
        return of_the_account.split("_")[0]
    return preferred(asked or "")


async def language(request: Request, at: Annotated[datetime, Depends(now)]) -> str:
    """The language of whoever is not signed in yet. Raises TooMuchAsked."""
    chosen = chosen_language(request)
    speak(chosen)
    demand_pace(request, None, at)
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
