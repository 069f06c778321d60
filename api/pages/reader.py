"""Who reads a page: signed in, in their language, on their clock."""

from typing import Annotated

from fastapi import Depends, Request

from api.dependencies import Unguarded, Who, language
from api.pages.instants import live_in
from cases.repository.signing_in import SignedIn


async def reader(request: Request, who: Who) -> SignedIn:
    """The signed-in reader, kept for the page's header. Raises NotSignedIn, FormNotOurs."""
    request.state.who = who
    live_in(who.user.time_zone)
    return who


async def newcomer(request: Request, who: Unguarded) -> SignedIn:
    """The same, also before they have the second factor that they must have. Raises NotSignedIn, FormNotOurs."""
    return await reader(request, who)


Reader = Annotated[SignedIn, Depends(reader)]

Newcomer = Annotated[SignedIn, Depends(newcomer)]
"""Only for setting a second factor up, and for signing out: a test names these pages."""

Stranger = Annotated[str, Depends(language)]
"""Somebody who need not be signed in: only their language is known."""
