"""The clock of a step in words."""

from api.explain.law import cited, said
from api.explain.telling import Telling
from api.explain.turns import moved
from api.explain.withheld import named
from api.pages.instants import lasted
from api.schemas.reasons import Reason
from api.schemas.steps import ClockShown, ClockState
from cases.record import StepView
from cases.repository.work_filter import DUE_SOON
from cases.words import N_
from guidelines.because import Because, in_words
from guidelines.deadline import Deadline
from guidelines.step import Step


def deadline_of(rule: Step, visit: str | None) -> Deadline | None:
    """The deadline of a step, or of one visit of its series."""
    if visit is None:
        return rule.deadline
    visits = {each.id: each.deadline for each in (*rule.series, *((rule.extra,) if rule.extra else ()))}
    return visits.get(visit, rule.deadline)


def clock_shown(telling: Telling, view: StepView, rule: Step) -> ClockShown:
    """When it ends, why then, and under which text."""
    deadline = deadline_of(rule, view.visit)
    if deadline is None:
        return ClockShown(state="none")
    value = deadline.values[-1]
    because = Because.model_validate(view.because).sentence(telling.language) if view.because else None
    return ClockShown(
        state=_state(telling, view),
        due_at=view.due_at,
        because=because,
        term=in_words(value.term, telling.language) if value.term else None,
        cited=cited(value.cite, telling.library, telling.language),
        says=said(deadline, telling.library, telling.language),
        late=_late(telling, view),
        moved=[*moved(telling, view), *_stopped(telling, view)],
        extendable=value.cite.basis == "design_default" and view.due_at is not None,
    )


def _state(telling: Telling, view: StepView) -> ClockState:
    if view.status in ("finished", "not_applicable"):
        return "stopped"
    if view.due_at is None:
        return "not_started"
    if view.paused_since is not None:
        return "paused"
    if view.due_at < telling.now:
        return "overdue"
    return "due_soon" if view.due_at <= telling.now + DUE_SOON else "running"


def _late(telling: Telling, view: StepView) -> str | None:
    """A step is late by when it was done, not by when that was typed."""
    done = view.done_at or view.finished_at
    if view.status != "finished" or view.due_at is None or done is None or done <= view.due_at:
        return None
    return telling.say(N_("Done %(how_late)s after it was due"), how_late=lasted(view.due_at, done))


def _stopped(telling: Telling, view: StepView) -> list[Reason]:
    """Which hold keeps the clock still, and which step lifts it."""
    if view.paused_since is None:
        return []
    holds = [named(telling, hold.kind) for hold in telling.view.holds if _stops(telling, hold.kind, view.stage)]
    return [
        Reason(
            code="clock_stopped",
            sentence=telling.say(N_("The clock stands still: %(event)s"), event=hold.title),
            at=view.paused_since,
            by=hold.by,
            step=hold.duty,
            step_title=hold.duty_title,
        )
        for hold in holds
    ]


def _stops(telling: Telling, kind: str, stage: str | None) -> bool:
    hold = telling.procedure.interruption(kind).hold
    return hold is not None and stage in hold.pauses
