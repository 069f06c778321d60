"""The outbox: what was sent to people, which never says anything of a case."""

from fastapi import Request, Response

from api.dependencies import Database, Now, settings_of
from api.pages.reader import Reader
from api.pages.rendering import page
from api.pages.route import pages
from cases.actor import Role
from cases.errors import NotAllowed
from cases.repository.outbox import notices_page

router = pages()


@router.get("/outbox")
async def outbox(request: Request, who: Reader, session: Database, _now: Now, cursor: str | None = None) -> Response:
    """The newest first. Outside practice, for supervisors and administrators."""
    practice = settings_of(request).mode == "practice"
    if not practice and who.actor.role not in (Role.SUPERVISOR, Role.ADMINISTRATOR):
        raise NotAllowed(act="outbox", whose="supervisor")
    found = await notices_page(session, who.actor, cursor)
    return page(request, "outbox.html", notices=found.rows, following=found.next)
