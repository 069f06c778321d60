"""A finished report corrected: the form, then what would follow, then the confirmation. Nothing follows unseen."""

from typing import Any

from fastapi import Request, Response
from starlette.datastructures import FormData

from api.acts import on_corrections
from api.acts.acting import Acting
from api.csrf import FIELD
from api.explain import Telling, telling
from api.explain.corrections import preview_shown
from api.explain.steps import step_shown
from api.pages.forms.read import read
from api.pages.forms.sheet import Sheet, handed_in, sheet
from api.pages.instants import zone
from api.pages.language import gettext, spoken
from api.pages.rendering import page
from api.pages.route import NONCE, Doing, Posted, nonce, number_in, onward, pages, text
from api.pages.step_acts import demanded
from api.problems import PROBLEMS
from api.schemas.corrections import CorrectionShown
from cases.errors import ConsequencesChanged, NothingToAnswer
from cases.reports import report_model
from cases.reports.base import Filing
from cases.repository.procedures import procedure_of
from cases.repository.reading import contact_shut
from cases.repository.reports import standing_of

router = pages()

PLACE = "/cases/{number}/steps/{key}/correction"
OURS = frozenset({FIELD, NONCE, "_round", "_confirm", "_edit", "_reason", "_seen"})
"""What our own buttons send: it is not carried from the form to the confirmation."""


@router.get(PLACE)
async def ask(request: Request, number: str, key: str, acting: Doing) -> Response:
    """The form, filled with the report that stands."""
    asked, step = await acting.on_step(number, key, "correct")
    name = (await procedure_of(acting.session, asked.case.edition)).step(step.step).report_model
    stands = await standing_of(acting.session, asked.case.number, key, name)
    if stands is None:
        raise NothingToAnswer(what="report")
    filing = Filing(contact_shut(asked.case))
    return await _form(request, number, key, acting, sheet(report_model(name), stands, filing=filing))


@router.post(PLACE)
async def send(request: Request, number: str, key: str, acting: Doing, form: Posted) -> Response:
    """What would follow; confirmed, it is done, unless something else would follow by now."""
    asked, step = await acting.on_step(number, key, "correct")
    model = report_model((await procedure_of(acting.session, asked.case.edition)).step(step.step).report_model)
    filing, round_ = Filing(contact_shut(asked.case)), number_in(form, "_round")
    if "_edit" in form:
        typed = read(model, form, zone()).data
        return await _form(request, number, key, acting, sheet(model, typed, filing=filing))
    shown: list[CorrectionShown] = []
    moved_on = False

    async def act(data: dict[str, Any]) -> None:
        nonlocal moved_on
        if "_confirm" in form:
            reason, seen = demanded(form, "_reason"), text(form, "_seen")
            try:
                await on_corrections.correct(acting, number, key, round_, data, reason, seen)
            except ConsequencesChanged:
                moved_on = True
            else:
                return
        shown.append(await preview_shown(acting, number, key, round_, data, spoken()))

    result = await handed_in(model, form, act, filing=filing)
    if isinstance(result, Sheet):
        return await _form(request, number, key, acting, result)
    if not shown:
        return onward(f"/cases/{number}/steps/{key}", "correct")
    return await _confirmation(request, number, key, acting, form, shown[0], moved_on)


@router.post("/cases/{number}/steps/{key}/correction-answer")
async def answer(number: str, key: str, acting: Doing, form: Posted) -> Response:
    """A correction that waits is approved, what follows having been seen; or refused with a reason."""
    approved = text(form, "answer") == "yes"
    reason = text(form, "reason") if approved else demanded(form, "reason")
    seen = text(form, "_seen")
    await on_corrections.answer(acting, number, key, number_in(form, "_round"), approved, reason, seen)
    return onward(f"/cases/{number}/steps/{key}", "answer_correction" if approved else "refuse_correction")


async def _told(number: str, key: str, acting: Acting) -> tuple[Telling, Any]:
    asked, _ = await acting.on_step(number, key, "correct")
    told = await telling(acting.session, acting.actor, asked.relation, asked.case, acting.now, spoken())
    view = told.steps[key]
    return told, step_shown(told, view, told.procedure.step(view.step))


async def _form(request: Request, number: str, key: str, acting: Acting, filled: Sheet) -> Response:
    told, step = await _told(number, key, acting)
    return page(request, "correction.html", filled.status, case=told.case, step=step, sheet=filled)


async def _confirmation(
    request: Request,
    number: str,
    key: str,
    acting: Acting,
    form: FormData,
    shown: CorrectionShown,
    moved_on: bool,
) -> Response:
    told, step = await _told(number, key, acting)
    _, sentence = PROBLEMS["consequences_changed"]
    carried = [(name, value) for name, value in form.multi_items() if isinstance(value, str) and name not in OURS]
    return page(
        request,
        "correction_follows.html",
        409 if moved_on else 200,
        case=told.case,
        step=step,
        follows=shown,
        carried=carried,
        reason=text(form, "_reason"),
        moved_on=gettext(sentence) if moved_on else "",
        nonce=nonce(),
    )
