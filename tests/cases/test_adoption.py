"""What another edition does to a case, by itself: the corners that a played case seldom reaches."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cases.actor import Actor, Role
from cases.adoption import effect, following
from cases.record import CaseView, HoldView, StepView
from guidelines.due import compute
from guidelines.enacted import as_adopted
from guidelines.facts import Facts
from guidelines.library import library
from guidelines.procedure import Procedure
from guidelines.resolve import resolve
from tests.workflows.law import insert, proposal, term
from workflows.opening import layout

NOW = datetime(2026, 12, 10, 15, tzinfo=UTC)
SOMEBODY = Actor(user="u", agency="a", country="MX", role=Role.SUPERVISOR)

OLD = resolve(library(), "MX", "GT", date(2026, 12, 1))
NEW = resolve(as_adopted(library(), proposal(term("nationality", 5))), "MX", "GT", date(2026, 12, 1))


def case(**more: Any) -> CaseView:
    view = CaseView(number="X", host="MX", origin="GT", workflow="case-X", stage="assessment")
    return view.model_copy(update={"moments": {"detected": NOW - timedelta(days=9)}} | more)


def facts(**known: Any) -> Facts:
    return Facts(now=NOW, host="MX", origin="GT", **known)


def waiting(procedure: Procedure = OLD) -> dict[str, StepView]:
    """Every step, waiting."""
    return layout(procedure)


def open_step(steps: dict[str, StepView], step: str, days: float = 2, procedure: Procedure = OLD) -> StepView:
    """A step that opened some days ago and has its clock."""
    view, clock, started = steps[step], procedure.step(step).deadline, NOW - timedelta(days=days)
    assert clock is not None
    due = compute(procedure, clock, started)
    view.status, view.opened_at, view.due_at, view.basis = "open", started, due.at, due.because.basis
    view.because = due.because.model_dump(mode="json")
    return view


def changed(procedure: Procedure, how: Callable[[dict[str, Any]], object]) -> Procedure:
    content = procedure.model_dump(mode="json")
    how(content)
    return Procedure.model_validate(content)


def without(procedure: Procedure, step: str) -> Procedure:
    """The procedure in which a step is gone."""

    def drop(content: dict[str, Any]) -> None:
        for stage in content["stages"]:
            stage["steps"] = [each for each in stage["steps"] if each["id"] != step]

    return changed(procedure, drop)


def test_laid_out_as_the_opening_lays_it_out() -> None:
    """A case with no step at all gets every step that the opening would give it."""
    new = effect(case(stage="detection"), {}, OLD, NEW, facts(), NOW)
    laid = {view.key: view for view in new.steps}
    assert laid == waiting(NEW)


def test_a_clock_counts_again_from_where_it_started() -> None:
    steps = waiting()
    view = open_step(steps, "nationality")
    before = view.model_copy(deep=True)
    found = effect(case(), steps, OLD, NEW, facts(), NOW)
    (moved,) = found.moved
    clock = NEW.step("nationality").deadline
    assert clock is not None and view.opened_at is not None
    assert (moved.was, moved.becomes) == (before.due_at, compute(NEW, clock, view.opened_at).at)
    assert view == before, "what it is given stays as it is"


def test_a_clock_that_would_have_run_out_is_late_at_once() -> None:
    steps = waiting()
    open_step(steps, "nationality", days=9)
    (moved,) = effect(case(), steps, OLD, NEW, facts(), NOW).moved
    assert moved.late and moved.becomes is not None and moved.becomes < NOW


def test_time_that_stood_still_is_not_taken_back() -> None:
    steps = waiting()
    view = open_step(steps, "nationality")
    assert view.due_at is not None
    view.due_at += timedelta(days=3)  # it stood for three days
    (moved,) = effect(case(), steps, OLD, NEW, facts(), NOW).moved
    plain = waiting()
    open_step(plain, "nationality")
    (expected,) = effect(case(), plain, OLD, NEW, facts(), NOW).moved
    assert moved.becomes is not None and expected.becomes is not None
    assert moved.becomes - expected.becomes == timedelta(days=3)


def test_a_clock_that_becomes_law_does_not_stand_still() -> None:
    held = next(each for each in OLD.interruptions if each.hold and "assessment" in each.hold.pauses)
    assert held.hold is not None
    hold = HoldView(kind=held.id, since=NOW, by=SOMEBODY, duty=held.hold.duty.id)
    steps = waiting()
    view = open_step(steps, "nationality")
    view.paused_since = NOW - timedelta(hours=5)

    def law(content: dict[str, Any]) -> None:
        step = next(each for stage in content["stages"] for each in stage["steps"] if each["id"] == "nationality")
        step["deadline"]["values"][0]["cite"] = {
            "basis": "national_law", "instrument": "x", "provision": "1", "last_checked_on": "2026-11-24",
        }  # fmt: skip

    found = effect(case(holds=[hold]), steps, OLD, changed(OLD, law), facts(), NOW)
    (after,) = [each for each in found.steps if each.key == "nationality"]
    assert (after.basis, after.paused_since) == ("national_law", None)
    assert after.due_at is not None and view.due_at is not None
    assert after.due_at - view.due_at == timedelta(hours=5)
    still = effect(case(holds=[hold]), steps, OLD, NEW, facts(), NOW)
    assert [each.paused_since for each in still.steps if each.key == "nationality"] == [view.paused_since]


@pytest.mark.parametrize(
    ("status", "after", "told"), [("waiting", "not_applicable", "ended"), ("open", "open", "goes_on")]
)
def test_a_step_that_is_gone(status: str, after: str, told: str) -> None:
    """Not begun it does not apply; begun it is carried to its end, by its own rule, beside the story."""
    steps = waiting()
    if status == "open":
        open_step(steps, "asylum_body_notice", 0)
    found = effect(case(), steps, OLD, without(OLD, "asylum_body_notice"), facts(), NOW)
    (view,) = [each for each in found.steps if each.key == "asylum_body_notice"]
    assert (view.status, view.stage) == (after, None)
    assert getattr(found, told) == ["asylum_body_notice"]
    assert found.beside == (["asylum_body_notice"] if status == "open" else [])


def test_what_is_gone_is_still_found_and_gives_the_same_edition_again() -> None:
    steps = waiting()
    open_step(steps, "asylum_body_notice", 0)
    bare = without(OLD, "asylum_body_notice")
    followed = following(case(), steps.values(), OLD, bare)
    assert followed.step("asylum_body_notice") == OLD.step("asylum_body_notice")
    assert followed.edition != bare.edition
    assert following(case(), reversed(list(steps.values())), followed, bare).edition == followed.edition


def test_a_new_step_of_the_host_does_not_follow_a_child_who_is_home() -> None:
    new = resolve(as_adopted(library(), proposal(insert("hearing", "again"))), "MX", "GT", date(2026, 12, 1))
    home = effect(case(custodian="carer", stage="reintegration"), waiting(), OLD, new, facts(), NOW)
    assert (home.too_late, home.opens, home.beside) == (["again"], [], [])
    here = effect(case(), waiting(), OLD, new, facts(), NOW)
    assert "again" in here.opens and here.beside == ["again"]


def test_a_new_step_whose_condition_does_not_hold_does_not_apply() -> None:
    inserted = insert("hearing", "again", only_if=["decision_is_stay"])
    new = resolve(as_adopted(library(), proposal(inserted)), "MX", "GT", date(2026, 12, 1))
    found = effect(case(), waiting(), OLD, new, facts(decided="return"), NOW)
    assert found.too_late == ["again"]
    (view,) = [each for each in found.steps if each.key == "again"]
    assert [why["id"] for why in view.why] == ["decision_is_stay"]


def test_a_safeguard_judged_from_now_on_closes_a_gate() -> None:
    first = OLD.safeguards[0]

    def less(content: dict[str, Any]) -> None:
        content["safeguards"] = [each for each in content["safeguards"] if each["id"] != first.id]

    old = changed(OLD, less)
    unmet = effect(case(), waiting(old), old, OLD, facts(held_in_detention=True), NOW)
    assert {(each.gate, each.safeguard, each.state) for each in unmet.closes} == {
        (gate, first.id, "not_met") for gate in first.gates
    }
    assert effect(case(), waiting(old), old, OLD, facts(held_in_detention=False), NOW).closes == []


def test_what_was_submitted_and_needs_nobody_any_more_is_open_again() -> None:
    steps = waiting()
    view = open_step(steps, "decision")
    view.status, view.submitted_by = "submitted", SOMEBODY

    def alone(content: dict[str, Any]) -> None:
        next(each for stage in content["stages"] for each in stage["steps"] if each["id"] == "decision").update(
            approvals=[]
        )

    found = effect(case(stage="decision"), steps, OLD, changed(OLD, alone), facts(), NOW)
    assert found.again == ["decision"]
    (after,) = [each for each in found.steps if each.key == "decision"]
    assert (after.status, after.round) == ("open", 2)


def test_of_a_closed_case_it_is_told_what_would_have_been() -> None:
    steps = waiting()
    view = open_step(steps, "nationality", days=30)
    view.status, view.done_at = "finished", (view.due_at or NOW) - timedelta(hours=1)
    found = effect(case(status="closed"), steps, OLD, NEW, facts(), NOW)
    assert (found.moved, found.steps, found.late) == ([], [], ["nationality"])
    (past,) = found.past
    assert past.would < past.done_at < past.was


def test_who_learns_nothing_of_a_step_is_told_nothing_of_it() -> None:
    steps = waiting()
    open_step(steps, "nationality")
    found = effect(case(), steps, OLD, NEW, facts(), NOW)
    seen = found.without(frozenset({"nationality"}))
    assert found.moved and not seen.moved and not seen.steps
    assert "nationality" not in seen.model_dump_json()


def test_nothing_new_begins_in_a_case_that_only_waits_to_be_closed() -> None:
    death = next(each for each in OLD.interruptions if each.ends_duties and each.hold)
    assert death.hold is not None
    hold = HoldView(kind=death.id, since=NOW, by=SOMEBODY, duty=death.hold.duty.id)
    steps = waiting()
    open_step(steps, "nationality")
    found = effect(case(holds=[hold]), steps, OLD, NEW, facts(), NOW)
    assert (found.steps, found.moved, any(found.counts.values())) == ([], [], False)
