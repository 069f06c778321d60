"""Who looked at a case, for everybody who takes part; and the auditor's own page."""

from fastapi import Request, Response

from api.acts.auditing import audit, say_found
from api.explain.looks import readers_shown
from api.pages.language import spoken
from api.pages.rendering import page
from api.pages.route import Doing, Posted, nonce, onward, pages
from api.pages.step_acts import demanded

router = pages()


@router.get("/cases/{number}/readers")
async def readers(request: Request, number: str, acting: Doing) -> Response:
    """Everybody who was shown a part of the case."""
    asked = await acting.on_case(number, "read_looks")
    found = await readers_shown(acting.session, asked.case, asked.relation, spoken())
    return page(
        request, "readers.html", case=asked.case, readers=found.readers, exports=found.exports, relation=asked.relation
    )


@router.get("/audit")
async def audited(request: Request, acting: Doing) -> Response:
    """For auditors: unusual reading, and the cases whose ledgers they may read."""
    return page(request, "audit.html", audit=await audit(acting), nonce=nonce())


@router.post("/audit/{reading}/review")
async def review(reading: str, acting: Doing, form: Posted) -> Response:
    """What was found."""
    await say_found(acting, reading, demanded(form, "found"))
    return onward("/audit", "reviewed")
