"""One step: the duty and its source above the form, the form, and everything else that can be done with it."""

from typing import Any

from fastapi import Request, Response

from api.acts import on_steps
from api.acts.attaching import LONGEST_TITLE
from api.acts.past import AsKnown
from api.dependencies import documents as shelf_of
from api.explain import Telling, telling
from api.explain.correcting import answers_changed
from api.explain.corrections import waiting_shown
from api.explain.documents import documents_listed
from api.explain.form import before, form_shown
from api.explain.steps import steps_shown
from api.explain.withheld import reads_secrets
from api.pages.forms.answers import Line, answers
from api.pages.forms.sheet import Sheet, handed_in, sheet
from api.pages.known import known
from api.pages.language import spoken
from api.pages.past import step_then
from api.pages.rendering import page
from api.pages.route import Doing, Posted, nonce, number_in, onward, pages
from api.pages.rule_words import address_of
from api.pages.secrets import may_read_places, may_read_secrets
from api.schemas.corrections import AnswerChanged
from api.schemas.steps import StepOpened
from cases.errors import NotFound
from cases.reports import report_model
from cases.reports.base import Filing
from cases.repository.drafts import load_draft
from cases.repository.people import colleagues, names_of
from cases.repository.procedures import procedure_of
from cases.repository.reading import contact_shut
from cases.tables import FiledReport, User

router = pages()

ANSWERS = {"acceptance": "referral"}
"""Steps that answer what another one asked."""


@router.get("/cases/{number}/steps/{key}")
async def read(
    request: Request, number: str, key: str, acting: Doing, renew: bool = False, as_known: AsKnown = None
) -> Response:
    """The step; with ``renew``, the form that says how it goes on; ``as_known``: as it was then."""
    if as_known:
        return await step_then(request, number, key, acting, as_known)
    return await _shown(request, number, key, acting, renew)


@router.post("/cases/{number}/steps/{key}")
async def send(request: Request, number: str, key: str, acting: Doing, form: Posted, renew: bool = False) -> Response:
    """Send the form on, keep it, or add to it."""
    asked, step = await acting.on_step(number, key, "renew" if renew else "finish")
    rule = (await procedure_of(acting.session, asked.case.edition)).step(step.step)
    name = on_steps.renewal_report(step.step) if renew else rule.report_model
    round_ = number_in(form, "_round")

    async def act(data: dict[str, Any]) -> None:
        await (on_steps.renew if renew else on_steps.finish)(acting, number, key, round_, data)

    async def keep(data: dict[str, Any]) -> None:
        await on_steps.draft(acting, number, key, round_, data)

    filing = None if renew else Filing(contact_shut(asked.case))
    result = await handed_in(report_model(name), form, act, None if renew else keep, filing)
    if isinstance(result, Sheet):
        return await _shown(request, number, key, acting, renew, result)
    if result == "draft":
        return onward(f"/cases/{number}/steps/{key}", "draft")
    return onward(f"/cases/{number}", "renew" if renew else "finish")


async def _shown(
    request: Request, number: str, key: str, acting: Doing, renew: bool, filled: Sheet | None = None
) -> Response:
    asked = await acting.on_case(number)
    told = await telling(acting.session, asked.reader(acting.actor), asked.relation, asked.case, acting.now, spoken())
    if key not in told.steps and told.reader.own:
        return _ahead(request, key, told)
    filed = await told.filed(acting.session, key)
    draft = await load_draft(acting.session, asked.case.number, key, acting.actor.user)
    step = form_shown(told, key, draft, filed, await names_of(acting.session, [each.author for each in filed]))
    secrets = may_read_secrets(asked.relation, step.side, told.view)
    places = may_read_places(asked.relation, step.side, told.view)
    name = on_steps.renewal_report(step.step) if renew else step.report
    filing = Filing(contact_shut(asked.case))
    offered = ("renew" if renew else "finish") in step.acts
    relying = told.procedure.relying_on(step.step) if "reopen" in step.acts else ()
    return page(
        request,
        "step.html",
        filled.status if filled else 200,
        case=asked.case,
        step=step,
        rule=address_of(told.procedure, step.step),
        renew=renew,
        sheet=(filled or sheet(report_model(name), known(told, step, name), filing=filing)) if offered else None,
        preview=_preview(told, step.step),
        rounds=[
            (
                each,
                answers(
                    report_model(each.report),
                    raw.data,
                    reads_secrets(told, step.side, report_model(each.report)),
                    places,
                ),
            )
            for each, raw in reversed(list(zip(step.filed, filed, strict=True)))
        ],
        changes=_changes(step, filed, (secrets and told.reader.own, places)),
        follows=await waiting_shown(acting, number, key, spoken()) if "answer_correction" in step.acts else None,
        relying=[each for each in steps_shown(told) if each.step in relying and each.status in ("finished", "open")],
        colleagues=await _colleagues(acting, told) if "assign" in step.acts else [],
        documents=await documents_listed(acting, shelf_of(request), number, key, spoken()),
        longest_title=LONGEST_TITLE,
        handover={"release", "receive", "refuse_handover"} & set(step.acts),
        nonce=nonce(),
    )


async def _colleagues(acting: Doing, told: Telling) -> list[User]:
    """Whom the step can be given to; in a protected case only who is named."""
    found = await colleagues(acting.session, acting.actor.agency)
    return [each for each in found if not told.view.named or each.id in told.view.named]


def _changes(step: StepOpened, filed: list[FiledReport], may_read: tuple[bool, bool]) -> list[list[AnswerChanged]]:
    """What each version changed of the one before it, in the order of the page: newest first."""
    found = []
    for shown, raw in zip(step.filed, filed, strict=True):
        earlier = before(raw, filed)
        model, versions = report_model(raw.name), (earlier[-1].data if earlier else {}, raw.data)
        found.append(answers_changed(model, versions, shown.changed, may_read))
    return found[::-1]


def _preview(told: Telling, step: str) -> tuple[str, tuple[Line, ...]] | None:
    """What the other side sent and this step answers: read before answering. Where the child sleeps is left out."""
    if step not in ANSWERS or ANSWERS[step] not in told.reports:
        return None
    asked = ANSWERS[step]
    said = told.reader.told_of(asked, "host", told.reports[asked])
    if not said:
        return None
    title = told.procedure.step(asked).title.in_(spoken())
    places = may_read_places(told.relation, "host", told.view)
    return title, answers(report_model(asked), said, secrets=False, places=places)


def _ahead(request: Request, key: str, told: Telling) -> Response:
    """A step that has not begun: its duty, and what keeps it closed."""
    step = next((each for each in steps_shown(told) if each.key == key), None)
    if step is None:
        raise NotFound()
    rule = address_of(told.procedure, step.step)
    return page(request, "step_ahead.html", case=told.case, step=step, rule=rule, sheet=None)
