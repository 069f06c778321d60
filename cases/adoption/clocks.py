"""The clock of one step under another edition.

A running clock is counted again from the moment it started. A step that has lapsed stays lapsed, and its alerts stay
until it is done; time that was granted is kept where it ends later; time that stood still is not taken back.
"""

from datetime import datetime, timedelta
from typing import Any

from cases.adoption.effect import Moved, Past, Stands
from cases.adoption.following import rule_of, visits_of
from cases.record import CaseView, StepView
from guidelines.because import Because, Due
from guidelines.deadline import Deadline
from guidelines.due import compute, opens_at, reminders
from guidelines.procedure import Procedure
from guidelines.step import Step


def clock_of(rule: Step, visit: str | None) -> Deadline | None:
    """The deadline of a step, or of one visit of its series. Raises KeyError for an unknown visit."""
    return rule.deadline if visit is None else visits_of(rule)[visit].deadline


def reset(case: CaseView, view: StepView, old: Procedure, new: Procedure, now: datetime) -> Moved | Stands | None:
    """Give ``view`` its clock under ``new``, in place. None: nothing about its date is otherwise."""
    was, clock = clock_of(rule_of(old, view.step), view.visit), clock_of(rule_of(new, view.step), view.visit)
    if same(old, new, was, clock):
        return None
    if view.status != "waiting" and has_lapsed(view, now):
        rungs = len(new.ladder(clock.ladder).rungs) if clock else view.rung
        view.rung = min(view.rung, rungs)
        return Stands(key=view.key, at=view.due_at or now, why="lapsed")
    if clock is None:
        return _without(view)
    if view.status == "waiting" and view.due_at is None:
        return None  # its clock has not begun: it will begin under the new rule
    due = compute(new, clock, started(case, view, was, clock, now))
    at = due.at + _stood(view, old, was)
    at += _no_more_pause(case, view, new, due.because.basis, now)
    if view.extended and view.due_at is not None and view.due_at >= at:
        return Stands(key=view.key, at=view.due_at, why="extended")
    before = view.due_at
    _set(view, due.model_copy(update={"at": at}), new, clock, now)
    if before == at:
        return None
    return Moved(key=view.key, was=before, becomes=at, because=view.because, late=at <= now and not view.paused_since)


def would_have_been(case: CaseView, view: StepView, old: Procedure, new: Procedure) -> Past | None:
    """A finished step told again under ``new``. None where its date would have been the same, or it had none."""
    was, clock = clock_of(rule_of(old, view.step), view.visit), clock_of(rule_of(new, view.step), view.visit)
    done = view.done_at or view.finished_at
    if clock is None or view.due_at is None or done is None or same(old, new, was, clock):
        return None
    at = compute(new, clock, started(case, view, was, clock, done)).at + _stood(view, old, was)
    if at == view.due_at or (view.extended and view.due_at >= at):
        return None
    return Past(key=view.key, was=view.due_at, would=at, done_at=done, late=done > at)


def same(old: Procedure, new: Procedure, was: Deadline | None, clock: Deadline | None) -> bool:
    """Whether two clocks, and whom their lapse is told, are the same; reading a source again changes nothing."""
    if was is None or clock is None:
        return was is clock
    places = (old.zones[old.host], old.zones[old.origin]) == (new.zones[new.host], new.zones[new.origin])
    ladders = old.ladder(was.ladder).rungs == new.ladder(clock.ladder).rungs
    return places and ladders and _plain(was) == _plain(clock)


def _plain(clock: Deadline) -> dict[str, Any]:
    value = clock.values[-1]
    return clock.model_dump(exclude={"values", "says"}) | {"term": value.term, "basis": value.cite.basis}


def has_lapsed(view: StepView, now: datetime) -> bool:
    """Whether its date has passed, or somebody was told so already."""
    return view.rung > 0 or (view.due_at is not None and view.due_at <= now and view.paused_since is None)


def started(case: CaseView, view: StepView, was: Deadline | None, clock: Deadline, otherwise: datetime) -> datetime:
    """The moment from which a clock counts: the one it started from, unless the new rule names another."""
    if was is not None and view.because is not None and was.starts == clock.starts:
        return Because.model_validate(view.because).started_at
    opened = view.opened_at or otherwise
    if clock.starts == "opened":
        return opened
    moment = case.moments.get(clock.starts, opened)
    return max(moment, opened) if view.round > 1 and clock.direction == "after" else moment


def pausing(case: CaseView, view: StepView, new: Procedure, basis: str | None) -> bool:
    """Whether a hold stops this clock. A clock of an instrument or of national law never stops by our hand."""
    holds = [new.interruption(each.kind).hold for each in case.holds]
    return basis == "design_default" and any(view.stage in hold.pauses for hold in holds if hold)


def _stood(view: StepView, old: Procedure, was: Deadline | None) -> timedelta:
    """For how long it has stood still so far: by so much its date is later than its term alone would make it."""
    if view.extended or was is None or view.because is None or view.due_at is None:
        return timedelta()
    plain = compute(old, was, Because.model_validate(view.because).started_at).at
    return max(view.due_at - plain, timedelta())


def _no_more_pause(case: CaseView, view: StepView, new: Procedure, basis: str, now: datetime) -> timedelta:
    """A clock that stands still goes on if it may not stand still any more, and the other way round."""
    if view.status == "waiting":
        return timedelta()
    stands = pausing(case, view, new, basis)
    since = view.paused_since
    view.paused_since = (since or now) if stands else None
    return now - since if since is not None and not stands else timedelta()


def _set(view: StepView, due: Due, new: Procedure, clock: Deadline, now: datetime) -> None:
    view.due_at, view.because, view.basis = due.at, due.because.model_dump(mode="json"), due.because.basis
    view.reminders = [at for at in reminders(new, clock, due) if at > now]
    view.reminded, view.extended = 0, False
    if view.basis != "design_default":
        view.extension = None  # no hand lengthens the law's term: what was asked for falls away
    if view.status == "waiting":
        at = None if clock.starts == "opened" else opens_at(new, rule_of(new, view.step), clock, due)
        view.opens_at = at


def _without(view: StepView) -> Moved | None:
    before = view.due_at
    view.due_at = view.because = view.basis = view.paused_since = view.extension = None
    view.reminders, view.reminded, view.extended = [], 0, False
    return Moved(key=view.key, was=before, becomes=None) if before else None
