"""The page of a case for an agency that does not answer for the child: what it may read, and what it has to do."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from api.acts.acting import Acting, Asked
from api.explain import explain
from api.explain.law import cited
from api.explain.telling import Telling, telling
from api.explain.withheld import shown_data
from api.pages.child import child_of
from api.pages.forms.answers import Line, answers
from api.pages.language import spoken
from api.pages.rendering import page
from api.pages.route import nonce
from api.schemas.steps import StepShown
from cases.reports import report_model
from cases.repository.participation import taking_part
from cases.repository.parts import stood
from guidelines.library import library


@dataclass(frozen=True)
class Told:
    """A step of which the reader is told, with the answers of what stands there."""

    step: StepShown
    answers: tuple[Line, ...]


async def part_page(request: Request, acting: Acting, asked: Asked) -> Response:
    """Everything that is told to this reader, on one page: on a slow line nothing needs to be opened."""
    session, case = acting.session, asked.case
    shown = await explain(session, acting.actor, asked.relation, case, acting.now, spoken())
    told = await telling(session, acting.actor, asked.relation, case, acting.now, spoken())
    part = await taking_part(session, case.number, acting.actor.agency, acting.now)
    steps = [Told(step, await _answers(acting, told, step)) for step in shown.steps if step.begun]
    return page(
        request,
        "part.html",
        case=shown,
        child=child_of(told.reports, acting.now),
        function=acting.actor.function.value,
        cited=cited(library().need_to_know.cite, library(), spoken()),
        until=part.until if part else None,
        current=[each.step for each in steps if each.step.acts and each.step.status in ("open", "submitted")],
        told=[each for each in steps if each.answers],
        theirs=[key for key, view in told.steps.items() if view.responsible == acting.actor.function],
        nonce=nonce(),
    )


async def _answers(acting: Acting, told: Telling, step: StepShown) -> tuple[Line, ...]:
    """Of the reports that stand, the newest last."""
    lines: list[Line] = []
    for each in await told.filed(acting.session, step.key):
        if stood(each, told.case.sequence):
            model = report_model(each.name)
            data: dict[str, Any] = shown_data(told, step.side, model, each.data)[0]
            lines += answers(model, data, secrets=True)
    return tuple(lines)
