"""Counts of cases as they may be told: none that is small, and none from which a small one can be worked out.

``docs/decisions/0025-an-analyst-reads-no-small-count.md`` says why this is enough; the tests try every small table.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from guidelines.statistics import Statistics


@dataclass(frozen=True)
class Between:
    """What a number that is told leaves open: each from ``lowest`` to ``highest``."""

    lowest: int
    highest: int


@dataclass(frozen=True)
class Table:
    """What is told of a table: each row rounded (None: under the least number), and between what their sum lies."""

    rows: dict[str, int | None]
    all: Between


def table(counts: Mapping[str, int], rule: Statistics) -> Table:
    """What is told of these counts. ``counts`` has a row for everything there could be: a row that is missing tells."""
    return Table({row: told(count, rule) for row, count in counts.items()}, total(counts.values(), rule))


def told(count: int, rule: Statistics) -> int | None:
    """A count as it is told: rounded; None for one that is under the least number, zero too."""
    return None if count < rule.least else (count + rule.nearest // 2) // rule.nearest * rule.nearest


def reach(about: int | None, rule: Statistics) -> Between:
    """Every count that is told as ``about``."""
    if about is None:
        return Between(0, rule.least - 1)
    half = rule.nearest // 2
    return Between(max(rule.least, about - half), about - half + rule.nearest - 1)


def total(counts: Collection[int], rule: Statistics) -> Between:
    """Between what the sum of ``counts`` lies: rounded as any count, but so wide that no row can be worked out from it.

    Rows leave open all from the sum of their lowest to the sum of their highest. A total near either end would press
    rows together there (two rows "fewer than 5" and a total of 8: both are 4). So what is near an end is told as one
    thing, wide enough for any one row to be anything that it is told to be.
    """
    rows = [reach(told(count, rule), rule) for count in counts]
    lowest, highest = sum(row.lowest for row in rows), sum(row.highest for row in rows)
    room = rule.least - 1
    near_lowest = reach(told(lowest + room, rule), rule).highest
    near_highest = reach(told(highest - room, rule), rule).lowest
    true = sum(counts)
    if near_lowest >= near_highest:
        return Between(lowest, highest)
    if true <= near_lowest:
        return Between(lowest, near_lowest)
    if true >= near_highest:
        return Between(near_highest, highest)
    return reach(told(true, rule), rule)
