"""Who looked at a case, for everybody who takes part; and the auditor's own page."""

from contextlib import suppress

from fastapi import Request, Response

from api.acts.auditing import audit, say_found, whose_file
from api.explain.looks import readers_shown
from api.pages.language import spoken
from api.pages.rendering import page
from api.pages.route import Doing, Posted, nonce, onward, pages
from api.pages.step_acts import demanded
from cases.errors import NotFound

router = pages()

LONGEST_MARK = 100
"""Of what was typed so much stands in its box again; a SHA-256 has 64."""


@router.get("/cases/{number}/readers")
async def readers(request: Request, number: str, acting: Doing) -> Response:
    """Everybody who was shown a part of the case."""
    asked = await acting.on_case(number, "read_looks")
    found = await readers_shown(acting.session, asked.case, asked.relation, spoken())
    return page(
        request, "readers.html", case=asked.case, readers=found.readers, exports=found.exports, relation=asked.relation
    )


@router.get("/audit")
async def audited(request: Request, acting: Doing, mark: str = "") -> Response:
    """For auditors: unusual reading, and the cases whose ledgers they may read. ``mark``: of a file that turned up."""
    shown, found = await audit(acting), None
    if mark.strip():
        with suppress(NotFound):
            found = await whose_file(acting, mark)
    return page(request, "audit.html", audit=shown, nonce=nonce(), mark=mark[:LONGEST_MARK], found=found)


@router.post("/audit/{reading}/review")
async def review(reading: str, acting: Doing, form: Posted) -> Response:
    """What was found."""
    await say_found(acting, reading, demanded(form, "found"))
    return onward("/audit", "reviewed")
