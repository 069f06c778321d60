"""The handover, for both sides: who brings the child signs, who receives signs, or says why not."""

from typing import Any

from fastapi import Request, Response

from api.acts import on_cases
from api.explain import Telling, telling
from api.explain.part import knows_of
from api.explain.steps import step_shown
from api.explain.verdicts import gate_shown
from api.pages.forms.answers import answers
from api.pages.forms.sheet import Sheet, handed_in, sheet
from api.pages.known import of_the_child
from api.pages.language import spoken
from api.pages.rendering import page
from api.pages.route import Doing, Posted, onward, pages, text
from cases.errors import NotFound, NothingToAnswer
from cases.reports import report_model
from cases.repository.people import agencies_of
from cases.repository.reports import filed

router = pages()

STEP = "handover"
FORMS = {
    "release": ("handover_release", on_cases.release),
    "receive": ("handover_receipt", on_cases.receive),
    "refuse_handover": ("handover_refusal", on_cases.refuse_handover),
}
"""By act: its report, and the way to the case."""


@router.get("/cases/{number}/handover")
async def read(request: Request, number: str, acting: Doing, refuse: bool = False) -> Response:
    """Where the handover stands, and the form of whoever has the next signature."""
    return await _shown(request, number, acting, "refuse_handover" if refuse else None)


@router.post("/cases/{number}/handover")
async def add(request: Request, number: str, acting: Doing, form: Posted) -> Response:
    """A button that adds to the form, or takes from it, sends it to the page it stands on."""
    return await sign(request, number, text(form, "_act"), acting, form)


@router.post("/cases/{number}/handover/{act}")
async def sign(request: Request, number: str, act: str, acting: Doing, form: Posted) -> Response:
    """Sign, or say why not."""
    if act not in FORMS:
        raise NotFound()
    report, send = FORMS[act]

    async def do(data: dict[str, Any]) -> None:
        await send(acting, number, data)

    result = await handed_in(report_model(report), form, do)
    if isinstance(result, Sheet):
        return await _shown(request, number, acting, act, result)
    return onward(f"/cases/{number}", act)


async def _shown(
    request: Request, number: str, acting: Doing, act: str | None, filled: Sheet | None = None
) -> Response:
    asked = await acting.on_case(number)
    told = await telling(acting.session, asked.reader(acting.actor), asked.relation, asked.case, acting.now, spoken())
    view = told.steps.get(STEP)
    if not knows_of(told, STEP):
        raise NotFound()
    if view is None or view.status not in ("open", "finished"):
        raise NothingToAnswer(what=STEP)
    rule = told.procedure.step(STEP)
    step = step_shown(told, view, rule)
    act = act or next((each for each in ("release", "receive") if each in step.acts), None)
    offered = act is not None and (act in step.acts or filled is not None)
    released = await filed(acting.session, asked.case.number, STEP, view.round, "handover_release")
    signed = told.view.released_by is not None
    by = told.view.released_by
    agencies = await agencies_of(acting.session, [by.agency] if by else [])
    return page(
        request,
        "handover.html",
        filled.status if filled else 200,
        case=asked.case,
        step=step,
        act=act if offered else None,
        sheet=(filled or sheet(report_model(FORMS[act][0]), _known(told, act))) if offered and act else None,
        released=answers(report_model("handover_release"), released, secrets=False) if signed and released else (),
        released_by=(agencies.get(by.agency) if by else None) if signed else None,
        gate=gate_shown(told, "release"),
        side=asked.relation,
    )


def _known(told: Telling, act: str) -> dict[str, Any]:
    return of_the_child(told, FORMS[act][0])
