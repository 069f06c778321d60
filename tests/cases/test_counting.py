"""No count that is small can be worked out: every small table is tried, and larger ones at random."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.counting import Between, Table, reach, table, told, total
from guidelines.citation import Citation
from guidelines.library import library
from guidelines.statistics import Statistics

RULE = library().statistics
COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=24)


def rule(least: int, nearest: int) -> Statistics:
    """The same with other numbers: with small ones more of all tables can be tried."""
    return RULE.model_copy(update={"least": least, "nearest": nearest})


def named(counts: tuple[int, ...]) -> dict[str, int]:
    return {str(place): count for place, count in enumerate(counts)}


def seen(found: Table) -> tuple[object, ...]:
    """All that an analyst sees of a table."""
    return (*found.rows.values(), found.all)


@pytest.mark.parametrize("count", range(60))
def test_what_is_told_of_a_count(count: int) -> None:
    about = told(count, RULE)
    if count < 5:
        assert about is None
    else:
        assert about is not None
        assert (about % 5, abs(about - count) <= 2, about >= 5) == (0, True, True)
    assert reach(about, RULE).lowest <= count <= reach(about, RULE).highest


@pytest.mark.parametrize(("least", "nearest"), [(5, 5), (4, 4), (4, 2), (6, 3), (10, 5), (7, 7), (2, 2)])
def test_reach_is_all_that_is_told_so(least: int, nearest: int) -> None:
    numbers = rule(least, nearest)
    by_words = defaultdict(list)
    for count in range(100):
        by_words[told(count, numbers)].append(count)
    for about, found in list(by_words.items())[:-1]:
        assert reach(about, numbers) == Between(min(found), max(found))
        assert about is None or about >= least


WHOLE = [
    *(
        pytest.param(RULE, rows, top, id=f"5 and 5, {rows} rows up to {top}")
        for rows, top in ((1, 42), (2, 42), (3, 27), (4, 12))
    ),
    *(
        pytest.param(rule(least, nearest), rows, top, id=f"{least} and {nearest}, {rows} rows up to {top}")
        for least, nearest, rows, top in ((2, 2, 6, 6), (3, 3, 5, 7), (4, 4, 5, 9), (4, 2, 5, 8), (6, 3, 4, 16))
    ),
]
"""Every table of so many rows with counts up to so much, where a rounded number ends."""


@pytest.mark.parametrize(("numbers", "rows", "top"), WHOLE)
def test_in_no_small_table_is_a_row_narrowed_by_what_is_told_beside_it(
    numbers: Statistics, rows: int, top: int
) -> None:
    """Brute force over every table: of all that are seen alike, each row takes every value that it is told to have."""
    could_be: dict[tuple[object, ...], list[set[int]]] = {}
    for counts in product(range(top + 1), repeat=rows):
        found = could_be.setdefault(seen(table(named(counts), numbers)), [set() for _ in range(rows)])
        for place, count in enumerate(counts):
            found[place].add(count)
    for told_so, found in could_be.items():
        for about, values in zip(told_so[:rows], found, strict=True):
            whole = reach(about, numbers)  # type: ignore[arg-type]  # the last of them is the total
            assert values == set(range(whole.lowest, whole.highest + 1)), told_so


def test_brute_force_finds_what_plain_rounding_gives_away() -> None:
    """The attack works where a total is merely rounded: so the test above would find it."""
    pairs = defaultdict(list)
    for pair in product(range(5), repeat=2):
        pairs[told(sum(pair), RULE)].append(pair)
    assert pairs[10] == [(4, 4)], "two rows fewer than 5, and a total of 10: both are 4"
    assert total((4, 4), RULE) == Between(0, 8)


@given(COUNTS)
@settings(max_examples=400, deadline=None)
def test_the_truth_lies_between(counts: list[int]) -> None:
    found = total(counts, RULE)
    assert found.lowest <= sum(counts) <= found.highest


@given(COUNTS, st.data())
@settings(max_examples=400, deadline=None)
def test_another_table_is_seen_so_whatever_a_small_row_is(counts: list[int], data: st.DataObject) -> None:
    """For each small row and each value under 5 a table that shows the very same: found, not only said to be there."""
    counts[data.draw(st.integers(0, len(counts) - 1))] = data.draw(st.integers(0, 4))
    shown = seen(table(named(tuple(counts)), RULE))
    for place in [place for place, count in enumerate(counts) if count < 5]:
        for value in range(5):
            assert any(seen(table(named(other), RULE)) == shown for other in with_row(tuple(counts), place, value)), (
                f"row {place} of {counts} is not {value}"
            )


def with_row(counts: tuple[int, ...], place: int, value: int) -> Iterator[tuple[int, ...]]:
    """Tables whose row ``place`` is ``value`` and whose rows are told as before: their sums rise one by one."""
    wide = [reach(told(count, RULE), RULE) for count in counts]
    other = [value if at == place else each.lowest for at, each in enumerate(wide)]
    yield tuple(other)
    for at, each in enumerate(wide):
        while at != place and other[at] < each.highest:
            other[at] += 1
            yield tuple(other)


@given(COUNTS, st.data())
@settings(max_examples=300, deadline=None)
def test_what_is_seen_depends_on_no_small_count_but_through_the_sum(counts: list[int], data: st.DataObject) -> None:
    """A child more in one small row and one less in another: nothing that is seen changes."""
    counts += [data.draw(st.integers(0, 3)), data.draw(st.integers(1, 4))]
    moved = [*counts[:-2], counts[-2] + 1, counts[-1] - 1]
    assert seen(table(named(tuple(moved)), RULE)) == seen(table(named(tuple(counts)), RULE))


@pytest.mark.parametrize("apart", [True, False], ids=["some cases in one alone", "the same cases"])
def test_two_tables_give_no_row_away_for_some_cases_are_in_one_alone(apart: bool) -> None:
    """Opened by country, and ended how: two rows each, with 3 and 3 for 5 and 5, every world tried.

    Nobody knows how many cases were opened since last month, or twice, so that the two sums need not be the same. Were
    they the same, this finds rows that are given away: that is why those cases are left out.
    """
    numbers = rule(3, 3)
    could_be: dict[tuple[object, ...], list[set[int]]] = {}
    for rows in product(range(8), repeat=4):
        if not apart and sum(rows[:2]) != sum(rows[2:]):
            continue
        shown = (*seen(table(named(rows[:2]), numbers)), *seen(table(named(rows[2:]), numbers)))
        found = could_be.setdefault(shown, [set() for _ in rows])
        for place, count in enumerate(rows):
            found[place].add(count)
    narrowed = {
        told_so
        for told_so, found in could_be.items()
        for values, about in zip(found, (*told_so[:2], *told_so[3:5]), strict=True)
        if about is None and values != {0, 1, 2}
    }
    assert bool(narrowed) is not apart


def test_numbers_that_do_not_fit_are_refused() -> None:
    cite = Citation.model_validate(RULE.cite.model_dump())
    with pytest.raises(ValueError, match="multiple of `nearest`"):
        Statistics(least=5, nearest=4, years=3, cite=cite)
