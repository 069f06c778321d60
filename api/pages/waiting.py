"""Waiting for you: what another country's case asks of this agency. Requests, handovers, approvals, visits."""

from dataclasses import dataclass

from fastapi import Request, Response

from api.dependencies import Database, Now
from api.pages.language import gettext
from api.pages.reader import Reader
from api.pages.rendering import page
from api.pages.route import nonce, pages
from api.pages.work_rows import Row, rows_of
from cases.repository.work_filter import StepFilter
from cases.words import N_

router = pages()

MANY = 200
"""More than any agency has before it at once; the rest follows on My work."""


@dataclass(frozen=True)
class Section:
    """One kind of thing that waits."""

    title: str
    empty: str
    rows: list[Row]


@router.get("/waiting")
async def waiting(request: Request, who: Reader, session: Database, now: Now) -> Response:
    """One list, in the order of what hurts most when it waits."""
    found = await rows_of(session, who.actor, now, StepFilter(), limit=MANY)
    ours = [row for row in found.rows if row.work.origin == who.actor.country and row.work.side != "host"]
    kinds: dict[str, list[Row]] = {"handover": [], "request": [], "approval": [], "visit": [], "other": []}
    for row in ours:
        kinds[_kind(row)].append(row)
    sections = [Section(gettext(title), gettext(empty), kinds[kind]) for kind, (title, empty) in SECTIONS.items()]
    return page(request, "waiting.html", sections=sections, anything=bool(ours), nonce=nonce())


SECTIONS = {
    "handover": (N_("Handovers to confirm"), N_("No child is on the way to you.")),
    "request": (N_("Requests to answer"), N_("No country waits for your answer.")),
    "approval": (N_("Plans and agreements to approve"), N_("Nothing waits for your approval.")),
    "visit": (N_("Visits due"), N_("No visit is open.")),
    "other": (N_("Other steps of your side"), N_("Nothing else is open.")),
}


def _kind(row: Row) -> str:
    work = row.work
    if work.step in ("handover", "transit"):
        return "handover"
    if work.step == "acceptance":
        return "request"
    if work.status == "submitted" and work.side == "both":
        return "approval"
    return "visit" if work.visit else "other"
