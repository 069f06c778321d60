"""What a hold does while it lasts: it shuts steps, it may have a last day, and one kind leaves nothing else to do."""

from temporalio import workflow

from cases.errors import EventNotPossible, Held
from cases.record import HoldView, StepView
from guidelines.rule import Hold
from workflows.file import SETTLED, CaseFile

LAST_DUTY_ALONE = "nothing-opens-beside-the-last-duty"
"""Cases in which something has been opened beside it go on as they did."""


def hold_rule(file: CaseFile, hold: HoldView) -> Hold | None:
    """The rule behind a hold of the case."""
    return file.procedure.interruption(hold.kind).hold


def demand_not_held(file: CaseFile, view: StepView) -> None:
    """Refuse to finish a step that a hold shuts, whatever would be decided; says what holds and who owns the move."""
    for hold in file.case.holds:
        rule = hold_rule(file, hold)
        if rule is not None and view.step in rule.shuts:
            raise Held(step=view.key, held_by=hold.kind, duty=hold.duty)


def ended(file: CaseFile) -> bool:
    """Whether nothing goes on in this case but one last duty: the child has died."""
    return any(file.procedure.interruption(hold.kind).ends_duties for hold in file.case.holds)


def nothing_opens(file: CaseFile) -> bool:
    """Whether a word from outside, or a birthday, opens nothing any more: one last duty is left."""
    return ended(file) and workflow.patched(LAST_DUTY_ALONE)


def demand_goes_on(file: CaseFile) -> None:
    """Refuse what would begin something again in a case that only waits to be closed."""
    if ended(file):
        raise EventNotPossible(kind="reopen", stage=file.case.stage)


async def until_closed(file: CaseFile) -> None:
    """Where nothing else goes on, wait until a supervisor closes the case."""
    if ended(file):
        await file.until(lambda: file.case.status == "closed")


def last_duty(file: CaseFile) -> StepView | None:
    """Where nothing else goes on: the one duty that is left."""
    holds = [hold for hold in file.case.holds if file.procedure.interruption(hold.kind).ends_duties]
    return file.steps[holds[0].duty] if holds else None


def close(file: CaseFile, closing: str) -> None:
    """Close the case by an event; what was still owed to others of the journey is answered with it."""
    file.case.status, file.case.closing = "closed", closing
    for each in file.case.promises:
        if each.state == "owed":
            each.state, each.how, each.ended_at = "undone", "released", workflow.now()


def end_duties(file: CaseFile, last: str | None = None) -> list[StepView]:
    """End every duty that is open or to come, and every hold; ``last``, if any, owes what others were still promised.

    Returns what changed. Hold the lock.
    """
    file.case.holds.clear()
    for each in file.case.promises:
        each.duty = last if last and each.state == "owed" else each.duty
    unsettled = [view for view in file.steps.values() if view.status not in SETTLED]
    for view in unsettled:
        view.status, view.paused_since, view.extension = "not_applicable", None, None
        view.submitted_by, view.approved_by, view.opens_at = None, [], None
        view.finished_at = workflow.now()
    return unsettled


def remind_of_expiry(file: CaseFile, view: StepView) -> None:
    """Remind the duty of a hold before the day on which what holds may end. Its passing ends nothing.

    Only within the term that runs: after it the ladder is climbed, and the next review sets both anew.
    """
    for hold in file.case.holds:
        rule = hold_rule(file, hold)
        if rule is None or hold.duty != view.key or hold.expires_at is None or view.due_at is None:
            continue
        at = rule.reminded_at(hold.expires_at)
        ahead = [each for each in view.reminders[view.reminded :] if each != at]
        if workflow.now() < at < view.due_at:
            view.reminders[view.reminded :] = sorted([*ahead, at])
