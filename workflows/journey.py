"""The undoing of a journey that failed: what was promised last is undone first, each by a line of the ledger.

It runs after every act, under the act's own lock (``Acting``). Each undoing is one write with its own number, so that
after a crash it goes on where it stood, and nobody is told twice.
"""

from typing import Any

from cases.effects import NoticeWanted
from cases.promise import PromiseState, PromiseView
from cases.sharing import CONSULATE, RECEIVING
from workflows import promises
from workflows.duties import open_duty
from workflows.file import CaseFile
from workflows.holding import last_duty

ACROSS = ("placement", "consulate", "reception")
"""Promises to the country of origin: while contact is shut, or consent withdrawn, nobody there is told, or asked."""

TOLD = {"reception": ("origin", "worker"), "consulate": ("origin", "foreign_ministry"), "escort": ("host", "worker")}
"""Who is told that the journey does not take place: side and role."""

LEFT = {
    "placement": (promises.PLACE, "asked"),
    "booking": (promises.BOOKINGS, "to_cancel"),
    "transit_consent": (promises.IN_PERSON, "to_tell"),
}
"""What no message can undo: the duty that owes it."""


async def undo(file: CaseFile) -> None:
    """Undo every promise that is over. Hold the lock."""
    if file.case.suppressed or file.case.withheld:
        await _withdraw_questions(file)
    for promise in promises.over(file):
        if kept_back(file, promise):
            await _write(file, promise, "undone", "withheld")
        elif promise.kind in TOLD:
            await _tell(file, promise)
        else:
            await _leave(file, promise, *LEFT[promise.kind])


def kept_back(file: CaseFile, promise: PromiseView) -> bool:
    """Whether it was promised to whom nothing may be told: contact is shut, or a consent was withdrawn."""
    to = CONSULATE if promise.kind == "consulate" else RECEIVING
    return promise.kind in ACROSS and (file.case.suppressed or to in file.case.withheld_from)


async def _tell(file: CaseFile, promise: PromiseView) -> None:
    """Told by a message without content; where it reaches nobody, somebody must tell in person."""
    side, role = TOLD[promise.kind]
    wanted = NoticeWanted(kind="journey_off", side=side, role=role)
    if not await _write(file, promise, "undone", "told", notices=[wanted]):
        await _leave(file, promise, promises.IN_PERSON, "to_tell")


async def _leave(file: CaseFile, promise: PromiseView, duty: str, how: str) -> None:
    """Somebody owes what is left, with a clock."""
    known = last_duty(file) or file.steps.get(duty)
    view = known if known and known.status == "open" else await open_duty(file, file.procedure.step(duty))
    promise.duty = view.key
    wanted = NoticeWanted(kind="assigned", side=view.side, role="worker", user=view.owner)
    await _write(file, promise, "owed", how, steps=[view], on=view, notices=[wanted])


async def _withdraw_questions(file: CaseFile) -> None:
    """Contact was shut while somebody of the origin was still to be asked or told: that is withdrawn."""
    asked = [each for each in file.case.promises if each.state == "owed" and kept_back(file, each)]
    for promise in asked:
        view = file.steps[promise.duty or ""]
        if all(each in asked for each in file.case.promises if each.duty == view.key and each.state == "owed"):
            promises.answered(file, view.key, "withheld")
        over = [view.key] if view.status == "finished" else []
        await _write(file, promise, "undone", "withheld", steps=[view], on=view, cleared_steps=over)


async def _write(file: CaseFile, promise: PromiseView, state: PromiseState, how: str, **more: Any) -> int:
    promises.end(promise, state, how)
    said = {"promise": promise.kind, "how": how, "legs": promise.legs, "what": promise.what}
    details = {name: value for name, value in said.items() if value}
    return await file.write("promise_undone", actor=None, details=details, **more)
