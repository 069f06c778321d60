"""A country may only protect more: is a national rule later, laxer or slower than the regional one?

Pure comparison without a calendar: where the unit or the start make it uncertain which is later, it is refused.
"""

from collections.abc import Iterable, Iterator

from guidelines.deadline import Deadline, Ladder, Term
from guidelines.step import Step

_LONGEST_OVERHANG_HOURS = 25
"""A term of days ends with its local day, which can have 25 hours."""

_WIDER_CALENDAR = {("both", "host"), ("both", "origin")}
"""Fewer days count under `both`, so a term in it ends later: going from it to one country is earlier."""


def weaknesses(
    old: Deadline, new: Deadline, terms: tuple[Term, Term], ladders: dict[str, Ladder], earlier: Iterable[str]
) -> Iterator[str]:
    """What makes ``new`` weaker than ``old``, in words. ``terms``: the two that stand on the day, old first.

    ``earlier``: the moments that never come later than the regional start.
    """
    if new.direction != old.direction:
        yield f"it counts {new.direction} the moment, the region {old.direction} it"
    if new.starts != old.starts and (old.direction == "before" or new.starts not in earlier):
        yield f"it starts at `{new.starts}`, which can come later than `{old.starts}`"
    if later(old, new, *terms):
        yield f"its term of {_said(terms[1])} can end later than the regional {_said(terms[0])}"
    for role in told_later(ladders[old.ladder], ladders[new.ladder]):
        yield f"its ladder `{new.ladder}` tells `{role}` of a lapse later than `{old.ladder}`, or never"


def earlier_moments(step: Step, steps: dict[str, Step]) -> frozenset[str]:
    """The moments that cannot come later than the regional start of ``step``."""
    starts = step.deadline.starts if step.deadline else "opened"
    begin = steps[starts.removesuffix(".finished")].after if starts.endswith(".finished") else step.after
    if starts not in ("opened", "case_opened") and not starts.endswith(".finished"):
        return frozenset()
    found: set[str] = set()
    edge = set(begin)
    while edge:
        found |= edge
        edge = {name for each in edge for name in steps[each].after} - found
    return frozenset({"detected", *(f"{name}.finished" for name in found)})


def _said(term: Term) -> str:
    return f"{term.amount} {term.unit}"


def later(old: Deadline, new: Deadline, before: Term, after: Term) -> bool:
    """Whether a clock of the term ``after`` can end later than one of ``before`` that starts at the same moment."""
    same_calendar = new.calendar == old.calendar or (old.calendar, new.calendar) in _WIDER_CALENDAR
    if before.unit == after.unit:
        if before.unit == "working_day" and not same_calendar:
            return True
        longer = after.amount > before.amount
        shorter = after.amount < before.amount
        return shorter if old.direction == "before" else longer
    least, most = _hours(after)
    old_least, old_most = _hours(before)
    return least < old_most if old.direction == "before" else most > old_least


def _hours(term: Term) -> tuple[float, float]:
    """The shortest and the longest that a term can last, in hours."""
    match term.unit:
        case "hour":
            return term.amount, term.amount
        case "calendar_day":
            return term.amount * 24 - 1, term.amount * 24 + _LONGEST_OVERHANG_HOURS
        case "month":
            return term.amount * 28 * 24 - 1, term.amount * 31 * 24 + _LONGEST_OVERHANG_HOURS
        case "working_day":
            return term.amount * 24 - 1, float("inf")


def told_later(old: Ladder, new: Ladder) -> Iterator[str]:
    """The roles that ``new`` tells of a lapse later than ``old``, or never."""
    times = _times(new)
    for role, hours in _times(old).items():
        if times.get(role, float("inf")) > hours:
            yield role


def _times(ladder: Ladder) -> dict[str, float]:
    told: dict[str, float] = {}
    hours = 0.0
    for rung in ladder.rungs:
        hours += rung.wait_hours
        told.setdefault(rung.tell, hours)
    return told
