"""Every page, in one router."""

from api.pages import (
    account,
    audit,
    board,
    borders,
    case,
    case_edition,
    consents,
    corrections,
    documents,
    editions,
    emergency,
    events,
    extract,
    guideline_stage,
    guidelines,
    handover,
    instruments,
    links,
    my_work,
    opening,
    outbox,
    participants,
    sign_on,
    signing,
    signing_code,
    statistics,
    step_acts,
    steps,
    waiting,
)
from api.pages.route import pages

router = pages()
for part in (
    signing,
    signing_code,
    sign_on,
    account,
    my_work,
    opening,  # /cases/new stands before /cases/{number}
    case,
    case_edition,
    consents,
    participants,
    extract,
    emergency,
    audit,
    statistics,
    steps,
    corrections,
    step_acts,
    documents,
    events,
    handover,
    links,
    board,
    borders,
    waiting,
    editions,  # /guidelines/editions and
    instruments,  # /guidelines/instruments stand before /guidelines/{stage}
    guidelines,
    guideline_stage,
    outbox,
):
    router.include_router(part.router)
