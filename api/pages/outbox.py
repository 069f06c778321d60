"""The outbox: what was sent to people, which never says anything of a case."""

from urllib.parse import urlencode

from fastapi import Request, Response

from api.dependencies import Database, Now, settings_of
from api.pages.reader import Reader
from api.pages.rendering import page
from api.pages.route import pages
from cases.actor import Role
from cases.errors import NotAllowed
from cases.repository.outbox import notices_page
from cases.repository.people import colleagues

router = pages()


LIMIT = 20
"""Notices a page: each is four lines on a telephone."""


@router.get("/outbox")
async def outbox(
    request: Request, who: Reader, session: Database, _now: Now, cursor: str | None = None, to: str = ""
) -> Response:
    """The newest first; ``to`` one person. Outside practice, for supervisors and administrators."""
    overseer = who.actor.role in (Role.SUPERVISOR, Role.ADMINISTRATOR)
    if settings_of(request).mode != "practice" and not overseer:
        raise NotAllowed(act="outbox", whose="supervisor")
    found = await notices_page(session, who.actor, cursor, LIMIT, to or None)
    return page(
        request,
        "outbox.html",
        notices=found.rows,
        following=found.next,
        later=cursor is not None,
        people=await colleagues(session, who.actor.agency) if overseer else [],
        to=to,
        address=f"/outbox?{urlencode({'to': to})}" if to else "/outbox",
    )
