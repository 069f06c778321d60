"""Acts on the case as a whole: events, the request, the handover, a safeguard set aside."""

from fastapi import APIRouter

from api.acts import on_cases
from api.acts.acting import Doing
from api.responses import ACTS, problems
from api.routes.cases import Number
from api.schemas.requests import FileReport, SetAsideAnswered, SetAsideAsked, Sign, TellEvent, Withdraw
from workflows.messages import Receipt

router = APIRouter(prefix="/cases/{case}", tags=["case acts"])

DONE = problems(*ACTS)


@router.post("/events", responses=DONE)
async def report_event(number: Number, asked: TellEvent, acting: Doing) -> Receipt:
    """Say what happened: a need claimed, a court's stay, a child missing, and what ends each."""
    return await on_cases.report_event(acting, number, asked.kind, asked.report)


@router.post("/referral/accept", responses=DONE)
async def accept(number: Number, asked: FileReport, acting: Doing) -> Receipt:
    """The country of origin accepts: the report of the step `acceptance`."""
    return await on_cases.answer_referral(acting, number, asked.round, asked.report, "accepted")


@router.post("/referral/refuse", responses=DONE)
async def refuse(number: Number, asked: FileReport, acting: Doing) -> Receipt:
    """The country of origin refuses, with the reason: the decision is open again."""
    return await on_cases.answer_referral(acting, number, asked.round, asked.report, "refused")


@router.post("/referral/withdraw", responses=DONE)
async def withdraw(number: Number, asked: Withdraw, acting: Doing) -> Receipt:
    """The host takes its request back before it was answered."""
    return await on_cases.withdraw_referral(acting, number, asked.reason)


@router.post("/handover/release", responses=DONE)
async def release(number: Number, asked: Sign, acting: Doing) -> Receipt:
    """Who brings the child signs their half of the record."""
    return await on_cases.release(acting, number, asked.report)


@router.post("/handover/receive", responses=DONE)
async def receive(number: Number, asked: Sign, acting: Doing) -> Receipt:
    """Who receives the child signs the other half. Custody passes now, and not before."""
    return await on_cases.receive(acting, number, asked.report)


@router.post("/handover/refuse", responses=DONE)
async def refuse_handover(number: Number, asked: Sign, acting: Doing) -> Receipt:
    """The receiving side does not take the child now, and says why. Custody stays."""
    return await on_cases.refuse_handover(acting, number, asked.report)


@router.post("/overrides", responses=DONE)
async def ask_override(number: Number, asked: SetAsideAsked, acting: Doing) -> Receipt:
    """Ask to set a safeguard aside at a gate. Most may never be."""
    return await on_cases.ask_override(acting, number, asked.safeguard, asked.gate, asked.reason)


@router.post("/overrides/answer", responses=DONE)
async def confirm_override(number: Number, asked: SetAsideAnswered, acting: Doing) -> Receipt:
    """A second authorised person confirms it, or refuses."""
    return await on_cases.confirm_override(acting, number, asked.safeguard, asked.gate, asked.confirmed)
