"""Acts on one step: its report, its draft, its time, its owner, its approval, its return."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from api.acts.acting import Acting
from api.errors import NotUnderstood
from api.reports import checked
from cases.access import answers_for_the_child
from cases.actor import Actor
from cases.errors import NotAllowed, StepNotOpen
from cases.reports.base import Filing
from cases.repository.drafts import delete_draft, save_draft
from cases.repository.people import actor_by_id
from cases.repository.procedures import procedure_of
from cases.repository.reading import contact_shut, relation
from cases.tables import Draft, Step
from runtime.room import NoRoom
from workflows.messages import AnswerExtension, Approve, AskExtension, Assign, Finish, Receipt, Renew, Reopen


async def finish(acting: Acting, number: str, key: str, round_: int, report: dict[str, Any]) -> Receipt:
    """The step is done: its report. The draft has served."""
    asked, step = await acting.on_step(number, key, "finish")
    rule = (await procedure_of(acting.session, asked.case.edition)).step(step.step)
    data = checked(rule.report_model, report, Filing(contact_shut(asked.case)))
    message = Finish(actor=acting.actor, step=key, round=round_, report=data)
    receipt = await acting.send(asked, "finish", message)
    with suppress(NoRoom):  # the act stands; the draft is forgotten another time
        await delete_draft(acting.session, asked.case.number, key, acting.actor.user)
    return receipt


async def renew(acting: Acting, number: str, key: str, round_: int, report: dict[str, Any]) -> Receipt:
    """The step goes on: a check-in on the journey, or a hold reviewed, starts its clock again."""
    asked, step = await acting.on_step(number, key, "renew")
    if not (await procedure_of(acting.session, asked.case.edition)).step(step.step).renewable:
        raise StepNotOpen(step=key, status="not_renewable")
    data = checked(renewal_report(step.step), report)
    return await acting.send(asked, "renew", Renew(actor=acting.actor, step=key, round=round_, report=data))


def renewal_report(step: str) -> str:
    """The report that says how a renewable step goes on (as workflows/finishing.py)."""
    return "check_in" if step == "transit" else "hold_review"


async def draft(acting: Acting, number: str, key: str, round_: int, data: dict[str, Any]) -> Draft:
    """Keep what was typed."""
    asked, _ = await acting.on_step(number, key, "draft")
    return await save_draft(acting.session, asked.case.number, key, acting.actor.user, round_, data, acting.now)


async def forget_draft(acting: Acting, number: str, key: str) -> None:
    """Throw the draft away."""
    asked, _ = await acting.on_step(number, key, "draft")
    await delete_draft(acting.session, asked.case.number, key, acting.actor.user)


async def ask_extension(acting: Acting, number: str, key: str, round_: int, until: datetime, reason: str) -> Receipt:
    """More time is asked."""
    asked, _ = await acting.on_step(number, key, "ask_extension")
    message = AskExtension(actor=acting.actor, step=key, round=round_, until=until, reason=reason)
    return await acting.send(asked, "ask_extension", message)


async def answer_extension(acting: Acting, number: str, key: str, round_: int, agreed: bool, reason: str) -> Receipt:
    """A supervisor, or the other side of a joint step, agrees or refuses."""
    asked, _ = await acting.on_step(number, key, "agree_extension", "countersign")
    message = AnswerExtension(actor=acting.actor, step=key, round=round_, agreed=agreed, reason=reason)
    return await acting.send(asked, "answer_extension", message)


async def approve(acting: Acting, number: str, key: str, round_: int, approved: bool, reason: str) -> Receipt:
    """A supervisor, or the other side of a joint step, approves what was submitted, or sends it back."""
    asked, _ = await acting.on_step(number, key, "approve", "countersign")
    message = Approve(actor=acting.actor, step=key, round=round_, approved=approved, reason=reason)
    return await acting.send(asked, "approve", message)


async def assign(acting: Acting, number: str, key: str, round_: int, owner: str | None, reason: str) -> Receipt:
    """Give the step to a person who takes part on its side; or take what nobody has."""
    asked, step = await acting.on_step(number, key, "take", "assign")
    takes = owner == acting.actor.user and step.owner is None
    if not takes:
        await acting.on_step(number, key, "assign")
    if owner is not None and not takes:
        person = await actor_by_id(acting.session, owner)
        side = await relation(acting.session, person, asked.case.number, acting.now) if person else None
        if person is None or side is None or step.side not in ("both", side) or not _may_work(person, step):
            raise NotUnderstood(faults=[{"loc": ["body", "owner"], "type": "not_of_this_side"}])
    message = Assign(actor=acting.actor, step=key, round=round_, owner=owner, reason=reason)
    return await acting.send(asked, "assign", message)


def _may_work(person: Actor, step: Step) -> bool:
    """Whether somebody's agency does such steps: a shelter's people only those of a shelter."""
    return answers_for_the_child(person) or step.responsible == person.function


async def reopen(acting: Acting, number: str, key: str, round_: int, reason: str, alone: bool = False) -> Receipt:
    """A finished step is sent back; unless ``alone``, what relies on it is opened again too."""
    asked, step = await acting.on_step(number, key, "reopen")
    if step.stage is None:
        raise NotAllowed(act="reopen", whose=step.side)
    message = Reopen(actor=acting.actor, step=key, round=round_, reason=reason, alone=alone)
    return await acting.send(asked, "reopen", message)
