"""A finished report corrected: first what would follow, then the act."""

from fastapi import APIRouter

from api.acts import on_corrections
from api.acts.acting import Doing
from api.explain.corrections import preview_shown, waiting_shown
from api.pages.language import spoken
from api.responses import ACTS, problems
from api.routes.cases import Number
from api.routes.steps import Key
from api.schemas.corrections import CorrectionShown
from api.schemas.requests import CorrectionAnswered, CorrectionTried, CorrectReport
from workflows.messages import Receipt

router = APIRouter(prefix="/cases/{case}/steps/{step}/correction", tags=["steps"])

DONE = problems(*ACTS)


@router.post("/preview", responses=DONE)
async def preview(number: Number, key: Key, asked: CorrectionTried, acting: Doing) -> CorrectionShown:
    """What would follow from this new version of the report. Nothing is kept; nobody is told."""
    return await preview_shown(acting, number, key, asked.round, asked.report, spoken())


@router.get("/preview", responses=DONE)
async def preview_of_waiting(number: Number, key: Key, acting: Doing) -> CorrectionShown:
    """What would follow now from the correction that waits for approval, for who may approve it."""
    return await waiting_shown(acting, number, key, spoken())


@router.post("", responses=DONE)
async def correct(number: Number, key: Key, asked: CorrectReport, acting: Doing) -> Receipt:
    """Correct the report: exactly what was shown follows, or it is refused. The version before it stays readable."""
    return await on_corrections.correct(acting, number, key, asked.round, asked.report, asked.reason, asked.seen)


@router.post("/answer", responses=DONE)
async def answer(number: Number, key: Key, asked: CorrectionAnswered, acting: Doing) -> Receipt:
    """Approve a correction that waits, or refuse it: then the version before it stands on."""
    return await on_corrections.answer(acting, number, key, asked.round, asked.approved, asked.reason, asked.seen)
