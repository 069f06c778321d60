"""Something happened: the form of an interruption, with what it stops said before it is sent."""

from typing import Any

from fastapi import Request, Response

from api.acts import on_cases
from api.explain import telling
from api.explain.law import cited
from api.explain.parts import events_possible
from api.pages.forms.sheet import Sheet, handed_in, sheet
from api.pages.language import spoken
from api.pages.rendering import page
from api.pages.route import Doing, Posted, onward, pages
from cases.errors import EventNotPossible
from cases.reports import report_model
from cases.reports.base import Filing
from cases.repository.procedures import procedure_of
from guidelines.library import library
from workflows.onward import BY_REPORT

router = pages()


@router.get("/cases/{number}/events/{kind}")
async def ask(request: Request, number: str, kind: str, acting: Doing) -> Response:
    """The form."""
    return await _shown(request, number, kind, acting)


@router.post("/cases/{number}/events/{kind}")
async def send(request: Request, number: str, kind: str, acting: Doing, form: Posted) -> Response:
    """Send it on."""
    asked = await acting.on_case(number, "report_event")
    known = {each.id: each for each in (await procedure_of(acting.session, asked.case.edition)).interruptions}
    if kind not in known:
        raise EventNotPossible(kind=kind, stage=asked.case.stage)

    async def act(data: dict[str, Any]) -> None:
        await on_cases.report_event(acting, number, kind, data)

    filing = Filing(asked.case.suppressed)
    result = await handed_in(report_model(known[kind].report), form, act, filing=filing)
    if isinstance(result, Sheet):
        return await _shown(request, number, kind, acting, result)
    return onward(f"/cases/{number}", "report_event")


async def _shown(request: Request, number: str, kind: str, acting: Doing, filled: Sheet | None = None) -> Response:
    asked = await acting.on_case(number, "report_event")
    told = await telling(acting.session, acting.actor, asked.relation, asked.case, acting.now, spoken())
    possible = {each.kind: each for each in events_possible(told)}
    if kind not in possible and filled is None:
        raise EventNotPossible(kind=kind, stage=asked.case.stage)
    rule = told.procedure.interruption(kind)
    language = spoken()
    stages = {each.stage: each.title.in_(language) for each in told.procedure.stages}
    return page(
        request,
        "event.html",
        filled.status if filled else 200,
        case=asked.case,
        rule=rule,
        cited=cited(rule.cite, library(), language),
        stops=[stages[name] for name in rule.hold.pauses if name in stages] if rule.hold else [],
        begins_again=[told.procedure.step(step).title.in_(language) for step in rule.redo],
        shuts=[told.procedure.step(step).title.in_(language) for step in rule.hold.shuts] if rule.hold else [],
        duty=rule.hold.duty.title.in_(language) if rule.hold else None,
        by_report=kind in BY_REPORT,
        sheet=filled or sheet(report_model(rule.report), {}, filing=Filing(asked.case.suppressed)),
    )
