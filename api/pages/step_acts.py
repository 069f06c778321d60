"""The small acts on a step: its time, its owner, its approval, its return. Each form names the round it is for."""

from datetime import datetime

from fastapi import Response

from api.acts import on_steps
from api.errors import NotUnderstood
from api.pages.forms.value import Unreadable, typed
from api.pages.instants import zone
from api.pages.route import Doing, Posted, number_in, onward, pages, text

router = pages()

PLACE = "/cases/{number}/steps/{key}"


@router.post(f"{PLACE}/extension")
async def ask_extension(number: str, key: str, acting: Doing, form: Posted) -> Response:
    """More time is asked, with the reason."""
    try:
        until = datetime.fromisoformat(typed("instant", text(form, "until"), zone()))
    except Unreadable:
        raise _lacking("until") from None
    await on_steps.ask_extension(acting, number, key, number_in(form, "_round"), until, demanded(form, "reason"))
    return onward(f"/cases/{number}/steps/{key}", "ask_extension")


@router.post(f"{PLACE}/extension-answer")
async def answer_extension(number: str, key: str, acting: Doing, form: Posted) -> Response:
    """Agreed, or refused with a reason."""
    agreed = text(form, "answer") == "yes"
    reason = text(form, "reason") if agreed else demanded(form, "reason")
    await on_steps.answer_extension(acting, number, key, number_in(form, "_round"), agreed, reason)
    return onward(list_of(form, f"/cases/{number}/steps/{key}"), "answer_extension")


@router.post(f"{PLACE}/approval")
async def approve(number: str, key: str, acting: Doing, form: Posted) -> Response:
    """Approved, or sent back with a reason."""
    approved = text(form, "answer") == "yes"
    reason = text(form, "reason") if approved else demanded(form, "reason")
    await on_steps.approve(acting, number, key, number_in(form, "_round"), approved, reason)
    return onward(f"/cases/{number}", "approve" if approved else "send_back")


@router.post(f"{PLACE}/owner")
async def assign(number: str, key: str, acting: Doing, form: Posted) -> Response:
    """The step gets another owner; "me" takes it, nobody lays it down."""
    owner = text(form, "owner")
    owner = acting.actor.user if owner == "me" else owner
    await on_steps.assign(acting, number, key, number_in(form, "_round"), owner or None, text(form, "reason"))
    return onward(list_of(form, f"/cases/{number}/steps/{key}"), "assign")


@router.post(f"{PLACE}/reopening")
async def reopen(number: str, key: str, acting: Doing, form: Posted) -> Response:
    """A finished step begins a new round, with what relies on it unless it is wanted alone."""
    alone = text(form, "alone") == "yes"
    await on_steps.reopen(acting, number, key, number_in(form, "_round"), demanded(form, "reason"), alone)
    return onward(f"/cases/{number}", "reopen")


def demanded(form: Posted, name: str) -> str:
    """An answer that must be there. Raises NotUnderstood."""
    answer = text(form, name)
    if not answer:
        raise _lacking(name)
    return answer


def list_of(form: Posted, otherwise: str) -> str:
    """The list of ours from which the act was done; else the page it belongs to."""
    return {"board": "/board", "work": "/", "waiting": "/waiting"}.get(text(form, "_from"), otherwise)


def _lacking(field: str) -> NotUnderstood:
    return NotUnderstood(faults=[{"loc": ["form", field], "type": "missing"}])
