"""The list of work as a file for a spreadsheet, by the same filters as its page."""

from fastapi import Response

from api.acts.taking_lists import list_taken
from api.dependencies import Database, Now
from api.exported_file import as_attachment
from api.pages.reader import Reader
from api.pages.route import pages
from api.routes.work import Wanted

router = pages()


@router.get("/work/file")
async def work_file(who: Reader, session: Database, now: Now, asked: Wanted) -> Response:
    """Every row, for a supervisor."""
    content = await list_taken(session, who.actor, now, asked)
    return as_attachment(f"work-{now:%Y-%m-%d}.csv", content, "text/csv; charset=utf-8")
