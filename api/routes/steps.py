"""One step of a case: read it with its form, and act on it."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path

from api.acts import on_steps
from api.acts.acting import Doing
from api.explain import telling
from api.explain.form import form_shown
from api.pages.language import spoken
from api.responses import ACTS, READS, problems
from api.routes.cases import Number
from api.schemas.requests import (
    AnswerForTime,
    AskForTime,
    FileReport,
    GiveTo,
    Judge,
    SaveDraft,
    SendBack,
)
from api.schemas.steps import DraftShown, StepOpened
from cases.reports import REPORTS
from cases.repository.drafts import load_draft
from cases.repository.people import names_of
from workflows.messages import Receipt

router = APIRouter(prefix="/cases/{case}/steps/{step}", tags=["steps"])

Key = Annotated[str, Path(alias="step", pattern="^[a-z0-9_]{1,80}$", description="The step's key in the case.")]

EXAMPLES: Any = {
    name: {"summary": name, "value": {"round": 1, "report": model.example().model_dump(mode="json")}}
    for name, model in REPORTS.items()
}
"""A complete worked report for every step."""

DONE = problems(*ACTS)


@router.get("", responses=problems(*READS, "not_allowed"))
async def step(number: Number, key: Key, acting: Doing) -> StepOpened:
    """The step with its duty, clock and source, the JSON Schema and an example of its report, and your draft."""
    asked = await acting.on_case(number)
    told = await telling(acting.session, asked.reader(acting.actor), asked.relation, asked.case, acting.now, spoken())
    filed = await told.filed(acting.session, key)
    draft = await load_draft(acting.session, asked.case.number, key, acting.actor.user)
    return form_shown(told, key, draft, filed, await names_of(acting.session, [each.author for each in filed]))


@router.put("/draft", responses=DONE)
async def save(number: Number, key: Key, asked: SaveDraft, acting: Doing) -> DraftShown:
    """Keep what was typed. It is yours alone, and stays when the step begins a new round."""
    kept = await on_steps.draft(acting, number, key, asked.round, asked.data)
    return DraftShown(round=kept.round, data=kept.data, saved_at=kept.saved_at)


@router.delete("/draft", status_code=204, responses=DONE)
async def forget(number: Number, key: Key, acting: Doing) -> None:
    """Throw your draft away."""
    await on_steps.forget_draft(acting, number, key)


@router.post("/finish", responses=DONE)
async def finish(
    number: Number, key: Key, asked: Annotated[FileReport, Body(openapi_examples=EXAMPLES)], acting: Doing
) -> Receipt:
    """The step is done: file its report. A gate that stays shut answers with everything that is missing."""
    return await on_steps.finish(acting, number, key, asked.round, asked.report)


@router.post("/renewal", responses=DONE)
async def renew(number: Number, key: Key, asked: FileReport, acting: Doing) -> Receipt:
    """The step goes on: a check-in on the journey, or a hold reviewed. Its clock starts again."""
    return await on_steps.renew(acting, number, key, asked.round, asked.report)


@router.post("/approval", responses=DONE)
async def approve(number: Number, key: Key, asked: Judge, acting: Doing) -> Receipt:
    """Approve what was submitted, or send it back. Nobody approves their own work."""
    return await on_steps.approve(acting, number, key, asked.round, asked.approved, asked.reason)


@router.post("/extension", responses=DONE)
async def ask_extension(number: Number, key: Key, asked: AskForTime, acting: Doing) -> Receipt:
    """Ask for more time. The clock goes on as it was until everybody has agreed."""
    return await on_steps.ask_extension(acting, number, key, asked.round, asked.until, asked.reason)


@router.post("/extension/answer", responses=DONE)
async def answer_extension(number: Number, key: Key, asked: AnswerForTime, acting: Doing) -> Receipt:
    """Agree to more time, or refuse: a supervisor, and the other side where the step is both sides'."""
    return await on_steps.answer_extension(acting, number, key, asked.round, asked.agreed, asked.reason)


@router.post("/assignment", responses=DONE)
async def assign(number: Number, key: Key, asked: GiveTo, acting: Doing) -> Receipt:
    """Give the step to a colleague (supervisors), or take what nobody has."""
    return await on_steps.assign(acting, number, key, asked.round, asked.owner, asked.reason)


@router.post("/reopen", responses=DONE)
async def reopen(number: Number, key: Key, asked: SendBack, acting: Doing) -> Receipt:
    """Send a finished step back: it gets a new round, and so does what relied on it."""
    return await on_steps.reopen(acting, number, key, asked.round, asked.reason, asked.alone)
