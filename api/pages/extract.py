"""The extract for the guardian: what was done in the case and what is open, on paper, to be held against the ledger."""

from fastapi import Request, Response

from api.explain import explain
from api.explain.lists import entries_shown
from api.explain.withheld import Untold, kept_from_guardians
from api.pages.child import child_of
from api.pages.language import spoken
from api.pages.rendering import page
from api.pages.route import Doing, pages
from cases.record import CaseView
from cases.repository.houses import unnamed_houses
from cases.repository.ledger import whole_ledger
from cases.repository.procedures import procedure_of
from cases.repository.reports import standing_reports
from cases.repository.sealing import seal_of_line

router = pages()


@router.get("/cases/{number}/extract")
async def extract(request: Request, number: str, acting: Doing) -> Response:
    """Every line of the ledger in a sentence, without what people typed and without the names of who acted."""
    asked = await acting.on_case(number, "extract")
    procedure = await procedure_of(acting.session, asked.case.edition)
    linked = frozenset(each.number for each in CaseView.model_validate(asked.case.view).links)
    houses = await unnamed_houses(acting.session, asked.case.number, None)
    untold = Untold(kept_from_guardians(procedure), frozenset(), elsewhere=linked, houses=houses)
    lines = await whole_ledger(acting.session, asked.case)
    told = await entries_shown(acting.session, asked.case, lines, spoken(), untold)
    shown = await explain(acting.session, acting.actor, asked.relation, asked.case, acting.now, spoken())
    reports = await standing_reports(acting.session, asked.case.number)
    return page(
        request,
        "extract.html",
        case=shown,
        child=child_of(reports, acting.now),
        guardian=reports.get("guardian"),
        story=told,
        open=[step for step in shown.steps if step.begun and step.status in ("open", "submitted")],
        last=lines[-1] if lines else None,
        seal=await seal_of_line(acting.session, asked.case.number, asked.case.sequence),
    )
