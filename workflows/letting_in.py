"""Who takes part: a supervisor lets another agency of the same country in, or ends its part."""

from temporalio import workflow

from cases.access import CaseSide, demand
from cases.access_errors import EndNeeded, PartByRight
from cases.effects import Access, NoticeWanted
from cases.errors import NotFound
from workflows.access_messages import LetIn
from workflows.file import CaseFile
from workflows.messages import Receipt


def check_let_in(file: CaseFile, act: LetIn) -> CaseSide:
    """Of a side that itself takes part now. Whether there is such an agency, the API knows."""
    file.must_be_open()
    side = file.relation(act.actor)
    demand(act.actor, "let_in", side)
    if side is None or (side == "origin" and not file.case.origin_takes_part):
        raise NotFound()
    if act.agency == act.actor.agency:
        raise PartByRight()
    if act.let_in and act.until is not None and act.until <= workflow.now():
        raise EndNeeded()
    return side


async def let_in(file: CaseFile, act: LetIn) -> Receipt:
    """Say it, tell the agency that it takes part, and record both."""
    side = check_let_in(file, act)
    given = Access(agency=act.agency, side=side, let_in=act.let_in, until=act.until if act.let_in else None)
    told = [
        NoticeWanted(kind="let_in", side=side, role=role, agency=act.agency)
        for role in ("worker", "supervisor")
        if act.let_in
    ]
    details = {"agency": act.agency, "reason": act.reason} | (
        {"until": act.until.isoformat()} if act.let_in and act.until else {}
    )
    name = "agency_let_in" if act.let_in else "agency_part_over"
    await file.write(name, actor=act.actor, details=details, notices=told, access=given)
    return file.receipt
