"""What differs between the clocks of one step in two editions: its own, and those of its visits."""

from collections.abc import Iterator
from typing import Literal

from guidelines.citation import Citation
from guidelines.deadline import Deadline, Term
from guidelines.model import Model, Words
from guidelines.procedure import Procedure
from guidelines.step import Step, Visit
from guidelines.weakening import earlier_moments, weaknesses

ClockKind = Literal[
    "clock_added",
    "clock_removed",
    "term",
    "start",
    "calendar",
    "ladder",
    "reminders",
    "source",
    "visit_added",
    "visit_removed",
]


class ClockDifference(Model):
    """One thing that is otherwise about a clock. ``visit``: whose clock, in a series."""

    kind: ClockKind
    visit: Words | None = None
    was: tuple[str, ...] = ()
    becomes: tuple[str, ...] = ()
    was_term: Term | None = None
    becomes_term: Term | None = None
    was_cite: Citation | None = None
    becomes_cite: Citation | None = None
    protects_less: bool = False


def clocks(old: Procedure, new: Procedure, was: Step, step: Step) -> Iterator[ClockDifference]:
    """Everything that is otherwise about the clocks of ``step``."""
    yield from _clock(old, new, was, was.deadline, step.deadline, None)
    before, after = _visits(was), _visits(step)
    for name, visit in after.items():
        if name not in before:
            yield ClockDifference(kind="visit_added", visit=visit.title, becomes_term=_term(visit.deadline))
        else:
            yield from _clock(old, new, was, before[name].deadline, visit.deadline, visit.title)
            if before[name].title != visit.title:
                yield ClockDifference(kind="source", visit=visit.title)
    for name, visit in before.items():
        if name not in after:
            yield ClockDifference(
                kind="visit_removed", visit=visit.title, was_term=_term(visit.deadline), protects_less=True
            )


def _visits(step: Step) -> dict[str, Visit]:
    return {visit.id: visit for visit in (*step.series, *((step.extra,) if step.extra else ()))}


def _clock(
    old: Procedure, new: Procedure, rule: Step, was: Deadline | None, clock: Deadline | None, visit: Words | None
) -> Iterator[ClockDifference]:
    if was is None or clock is None:
        if clock is not None:
            yield ClockDifference(kind="clock_added", becomes_term=_term(clock), becomes_cite=_cite(clock), visit=visit)
        if was is not None:
            yield ClockDifference(
                kind="clock_removed", was_term=_term(was), was_cite=_cite(was), visit=visit, protects_less=True
            )
        return
    weaker = _weaker(old, new, rule, was, clock)
    if _term(was) != _term(clock):
        yield ClockDifference(
            kind="term",
            visit=visit,
            was_term=_term(was),
            becomes_term=_term(clock),
            was_cite=_cite(was),
            becomes_cite=_cite(clock),
            protects_less=any("term" in each for each in weaker),
        )
    if (was.starts, was.direction) != (clock.starts, clock.direction):
        yield ClockDifference(
            kind="start",
            visit=visit,
            was=(was.direction, was.starts),
            becomes=(clock.direction, clock.starts),
            protects_less=any(each.startswith(("it starts", "it counts")) for each in weaker),
        )
    if was.calendar != clock.calendar:
        yield ClockDifference(kind="calendar", visit=visit, was=(was.calendar,), becomes=(clock.calendar,))
    if was.ladder != clock.ladder:
        slower = any("ladder" in each for each in weaker)
        yield ClockDifference(
            kind="ladder", visit=visit, was=(was.ladder,), becomes=(clock.ladder,), protects_less=slower
        )
    if was.remind_before != clock.remind_before:
        yield ClockDifference(kind="reminders", visit=visit)
    if _term(was) == _term(clock) and _sources(was) != _sources(clock):
        yield ClockDifference(kind="source", visit=visit, was_cite=_cite(was), becomes_cite=_cite(clock))


def _weaker(old: Procedure, new: Procedure, rule: Step, was: Deadline, clock: Deadline) -> list[str]:
    before, after = _term(was), _term(clock)
    if before is None or after is None:
        return []
    steps = {step.id: step for stage in old.stages for step in stage.steps}
    earlier = earlier_moments(rule, steps) if rule.id in steps else frozenset()
    ladders = {ladder.id: ladder for ladder in (*new.ladders, *old.ladders)}
    return list(weaknesses(was, clock, (before, after), ladders, earlier))


def _term(clock: Deadline) -> Term | None:
    return clock.values[-1].term


def _cite(clock: Deadline) -> Citation:
    return clock.values[-1].cite


def _sources(clock: Deadline) -> tuple[object, ...]:
    """On what the clock rests, and from when, without the day somebody last read it."""
    cites = (_cite(clock), *(each.cite for each in clock.says))
    plain = tuple(each.model_dump_json(exclude={"last_checked_on"}) for each in cites)
    return (*plain, *(each.words for each in clock.says), clock.values[-1].applies_from, clock.on_lapse)
