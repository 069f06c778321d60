"""The router that every page hangs on, and what a form of ours carries."""

import secrets
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from api.acts.acting import Acting
from api.acts.looking import shown_by
from api.dependencies import CaseEngine, Database, Now
from api.limits import most_searches
from api.pages.reader import Reader

NONCE = "_nonce"
"""Made when a form is rendered: sent twice, the act is done once."""


def pages() -> APIRouter:
    """A router of pages: not part of the API's documentation."""
    return APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


def nonce() -> str:
    """A new id for the act of a form."""
    return secrets.token_urlsafe(16)


async def posted(request: Request) -> AsyncIterator[FormData]:
    """The form that was sent; empty for a page that is only read. Its files are let go of in the end."""
    form = await request.form() if request.method == "POST" else FormData()
    try:
        yield form
    finally:
        await form.close()


Posted = Annotated[FormData, Depends(posted)]


async def acting(
    request: Request, session: Database, engine: CaseEngine, who: Reader, now: Now, form: Posted
) -> Acting:
    """Who acts on this page; the form's nonce makes the act happen once."""
    key = form.get(NONCE)
    once = key if isinstance(key, str) and key else None
    return Acting(session, engine, who, now, once, shown_by(request), most_searches=most_searches(request))


Doing = Annotated[Acting, Depends(acting)]


def text(form: FormData, name: str) -> str:
    """One answer of a small form, without blanks around it, and without what no database keeps."""
    value = form.get(name)
    return value.replace("\x00", "").strip() if isinstance(value, str) else ""


def onward(address: str, done: str = "") -> RedirectResponse:
    """To another page after an act; ``done`` names what it says there (done.DONE)."""
    mark = "&" if "?" in address else "?"
    return RedirectResponse(f"{address}{mark}done={done}" if done else address, status_code=303)


def number_in(form: FormData, name: str) -> int:
    """A whole number of a hidden field; 0, which names no round, for anything else."""
    value = text(form, name)
    return int(value) if value.isdecimal() and len(value) < 6 else 0
