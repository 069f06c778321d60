"""Who reads a page: signed in, in their language, on their clock."""

from typing import Annotated

from fastapi import Depends, Request

from api.dependencies import Who, language
from api.pages.instants import live_in
from cases.repository.signing_in import SignedIn


async def reader(request: Request, who: Who) -> SignedIn:
    """The signed-in reader, kept for the page's header. Raises NotSignedIn, FormNotOurs."""
    request.state.who = who
    live_in(who.user.time_zone)
    return who


Reader = Annotated[SignedIn, Depends(reader)]

Stranger = Annotated[str, Depends(language)]
"""Somebody who need not be signed in: only their language is known."""
