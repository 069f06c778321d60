"""A stage of the guidelines, or the duties outside the stages: each rule with its source and its files."""

from fastapi import Request, Response

from api.pages.choosing import Chosen, chosen
from api.pages.reader import Reader
from api.pages.rendering import page
from api.pages.route import pages
from api.pages.rule_words import step_said
from cases.errors import NotFound
from guidelines.library import library
from guidelines.procedure import Procedure
from guidelines.step import Step

router = pages()


@router.get("/guidelines/duties")
async def duties(request: Request, who: Reader) -> Response:
    """The steps outside the stages, which an interruption opens."""
    choice = chosen(request, who.actor.country)
    steps = [step_said(step, choice.procedure) for step in _duties(choice.procedure)] if choice.procedure else []
    return page(request, "guideline_duties.html", choice=choice, steps=steps, changed=_changed(request, choice))


@router.get("/guidelines/{stage}")
async def stage(request: Request, who: Reader, stage: str) -> Response:
    """The stage, between the chosen countries on the chosen day."""
    if stage not in {each.stage for each in library().stages}:
        raise NotFound()
    choice = chosen(request, who.actor.country)
    found = choice.procedure.stage(stage) if choice.procedure else None
    order = [each.stage for each in library().stages]
    steps = [step_said(step, choice.procedure) for step in found.steps] if found and choice.procedure else []
    return page(
        request,
        "guideline_stage.html",
        choice=choice,
        stage=found or library().stages[order.index(stage)],
        steps=steps,
        changed=_changed(request, choice),
        place=order.index(stage),
        stages=library().stages,
    )


def _duties(procedure: Procedure) -> list[Step]:
    return [*(each.hold.duty for each in procedure.interruptions if each.hold), *procedure.duties]


def _changed(request: Request, choice: Chosen) -> bool:
    """Whether the reader comes from a case that keeps another edition than the one shown."""
    kept = request.query_params.get("edition")
    return bool(kept and choice.procedure and choice.procedure.edition != kept)
