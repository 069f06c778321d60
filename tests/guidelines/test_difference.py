"""What differs between two editions is told, all of it and nothing else."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from guidelines.difference import Difference, difference
from guidelines.enacted import as_adopted
from guidelines.library import Library
from guidelines.procedure import Procedure
from guidelines.resolve import resolve
from tests.workflows.law import insert, proposal, term

DAY = date(2027, 2, 1)

Content = dict[str, Any]


@pytest.fixture(scope="module")
def procedure(real: Library) -> Procedure:
    return resolve(real, "MX", "GT", DAY)


def changed(procedure: Procedure, how: Callable[[Content], object]) -> Procedure:
    """The procedure with something of its content changed."""
    content = procedure.model_dump(mode="json")
    how(content)
    return Procedure.model_validate(content)


def step(content: Content, name: str) -> Content:
    return next(step for stage in content["stages"] for step in stage["steps"] if step["id"] == name)


def test_the_same_law_on_two_days_does_not_differ(real: Library, procedure: Procedure) -> None:
    assert difference(procedure, resolve(real, "MX", "GT", date(2027, 2, 2))) == ()


def test_a_shorter_term(real: Library, procedure: Procedure) -> None:
    adopted = resolve(as_adopted(real, real.proposal("consular_5_days")), "MX", "GT", DAY)
    (found,) = difference(procedure, adopted)
    assert (found.of, found.id, found.kind, found.protects_less) == ("step", "nationality", "term", False)
    assert found.was_term and found.becomes_term and found.becomes_cite
    assert (found.was_term.amount, found.becomes_term.amount) == (10, 5)
    assert found.becomes_cite.basis == "design_default"
    (back,) = difference(adopted, procedure)
    assert back.protects_less, "a longer term says so"


def test_a_new_step_and_its_end(real: Library, procedure: Procedure) -> None:
    adopted = resolve(as_adopted(real, proposal(insert("hearing", "again"), term("decision", 3))), "MX", "GT", DAY)
    assert [(each.kind, each.id) for each in difference(procedure, adopted)] == [
        ("added", "again"),
        ("term", "decision"),
    ]
    assert ("removed", "again", True) in {
        (each.kind, each.id, each.protects_less) for each in difference(adopted, procedure)
    }


def test_one_law_gives_way_to_another(real: Library) -> None:
    old, new = resolve(real, "MX", "GT", date(2025, 6, 1)), resolve(real, "MX", "GT", date(2026, 6, 1))
    kinds = {(each.id, each.kind) for each in difference(old, new)}
    assert {("judicial_confirmation", "added"), ("urgent_measure", "source")} <= kinds


ONE_THING: list[tuple[str, Callable[[Content], object], tuple[str, str, bool]]] = [
    ("responsible", lambda c: step(c, "hearing").update(responsible="judge"), ("hearing", "responsible", True)),
    ("paper", lambda c: step(c, "hearing").update(evidence=["court_ruling"]), ("hearing", "evidence_added", False)),
    ("ladder", lambda c: step(c, "hearing")["deadline"].update(ladder="consular"), ("hearing", "ladder", True)),
    ("start", lambda c: step(c, "hearing")["deadline"].update(starts="opened"), ("hearing", "start", True)),
    ("no clock", lambda c: step(c, "hearing").update(deadline=None), ("hearing", "clock_removed", True)),
    ("gate", lambda c: step(c, "decision").update(gate=None), ("decision", "gate", True)),
    ("order", lambda c: step(c, "shelter").update(after=["guardian"]), ("shelter", "order", False)),
    ("condition", lambda c: step(c, "home_study").update(only_if=[]), ("home_study", "conditions", False)),
    ("approval", lambda c: step(c, "decision").update(approvals=[]), ("decision", "approvals", True)),
    ("visit", lambda c: step(c, "follow_up")["series"].pop(), ("follow_up", "visit_removed", True)),
    ("wording", lambda c: step(c, "hearing")["duty"].update(en="Other."), ("hearing", "other", False)),
    ("safeguard", lambda c: c["safeguards"][0].update(gates=["decision"]), ("never_in_a_cell", "gates", True)),
    ("aside", lambda c: c["safeguards"][0].update(overridable=True), ("never_in_a_cell", "overridable", True)),
    ("no safeguard", lambda c: c["safeguards"].pop(0), ("never_in_a_cell", "removed", True)),
    ("rung", lambda c: c["ladders"][0]["rungs"][1].update(wait_hours=99), ("standard", "rungs", True)),
    ("holder", lambda c: c["holders"]["host:guardian"].update(en="X"), ("host:guardian", "holder", False)),
]


@pytest.mark.parametrize(
    ("how", "wanted"), [(how, wanted) for _, how, wanted in ONE_THING], ids=[x[0] for x in ONE_THING]
)
def test_one_thing_is_told_as_that(
    procedure: Procedure, how: Callable[[Content], object], wanted: tuple[str, str, bool]
) -> None:
    found = difference(procedure, changed(procedure, how))
    assert [(each.id, each.kind, each.protects_less) for each in found] == [wanted]


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of the content that holds a text or a number."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from leaves(each, (*path, number))
    elif value is not None:
        yield path


def test_nothing_that_makes_another_edition_goes_untold(procedure: Procedure) -> None:
    """Each sentence and number of the procedure changed, one at a time (every ninth of them: there are thousands)."""
    content = procedure.model_dump(mode="json")
    free = [
        place
        for place in leaves(content)
        if place[-1] in ("en", "es", "amount", "provision", "wait_hours", "report", "id", "kind")
        and place[0] in ("stages", "safeguards", "interruptions", "ladders", "holders", "duties")
    ]
    assert len(free) > 1000
    for place in free[::9]:

        def other(found: Content, place: tuple[Any, ...] = place) -> None:
            at: Any = found
            for key in place[:-1]:
                at = at[key]
            value = at[place[-1]]
            at[place[-1]] = value + 1 if isinstance(value, int | float) else f"{value}x"

        new = changed(procedure, other)
        assert new.edition != procedure.edition
        found: tuple[Difference, ...] = difference(procedure, new)
        assert found, place
