"""The checklist of a gate as people need it: who says no, what counts when, what was passed, what is submitted."""

from datetime import timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from api.schemas.verdicts import GateShown, SafeguardShown
from cases.record import Entry, FiledReport, Record
from cases.repository.record import apply
from tests.api.given import NOW, World, Written, opened, steps
from tests.api.test_explain import DONE, OPEN, told
from tests.cases.changed import example

ASSESSED = ("detection", "guardian", "hearing", "protection_screening")


async def filed(
    session: AsyncSession, people: World, made: Written, name: str, stands: bool = True, **changes: Any
) -> None:
    """Another report of ``made``, with the step as it is now."""
    made.sequence += 1
    by = people.actor("mx.caseworker")
    status = DONE if stands else {"status": "submitted", "submitted_by": by}
    view = next(each for each in steps(made.rules, **{name: status}) if each.key == name)
    report = FiledReport(step=name, round=1, name=name, data=example(name, changes), author=by, at=NOW, stands=stands)
    entry = Entry(act="finished" if stands else "submitted", at=NOW, actor=by, step=name, round=1, rule=name)
    write = Record(sequence=made.sequence, entry=entry, case=made.view, steps=[view], reports=[report])
    await apply(session, write)
    await session.commit()


async def gate_of(session: AsyncSession, people: World, made: Written, gate: str, who: str) -> GateShown:
    shown = await told(session, people, who, made.number)
    return next(each for each in shown.gates if each.gate == gate)


def one(gate: GateShown, name: str) -> SafeguardShown:
    return next(each for each in gate.safeguards if each.id == name)


async def test_what_is_not_met_names_the_step_that_says_so_and_who_can_open_it(
    session: AsyncSession, people: World
) -> None:
    made = await opened(session, people.actor("mx.caseworker"), {"decision": OPEN}, stage="decision")
    await filed(session, people, made, "best_interests_determination", information_by_others=False)
    for who, reopens in (("mx.caseworker", "supervisor"), ("mx.supervisor", "you")):
        found = one(await gate_of(session, people, made, "decision", who), "reasoned_determination_in_date")
        assert found.state == "not_met"
        (fact,) = found.against
        assert (fact.fact, fact.step, fact.reopens) == (
            "determination_panel_complete",
            "best_interests_determination",
            reopens,
        )


async def test_the_report_that_speaks_last_is_the_one_that_is_named(session: AsyncSession, people: World) -> None:
    """Urgent measure and shelter both say where the child is."""
    made = await opened(session, people.actor("mx.caseworker"), {}, reports=("detection", "urgent_measure"))
    await filed(session, people, made, "shelter", place_kind="migration_station", way_out="Moved tomorrow.")
    found = one(await gate_of(session, people, made, "decision", "mx.caseworker"), "never_in_a_cell")
    assert [(each.fact, each.step) for each in found.against] == [("held_in_detention", "shelter")]


async def test_a_passed_gate_says_when_and_is_not_judged_again(session: AsyncSession, people: World) -> None:
    at = NOW - timedelta(days=40)
    passed = {"decision": DONE | {"done_at": at}}
    made = await opened(session, people.actor("mx.caseworker"), passed, stage="preparation")
    gate = await gate_of(session, people, made, "decision", "mx.caseworker")
    assert (gate.passed_at, gate.opens, gate.safeguards) == (at, True, [])
    departure = await gate_of(session, people, made, "departure", "mx.caseworker")
    assert departure.passed_at is None
    assert departure.safeguards


async def test_nothing_is_missing_in_a_closed_case(session: AsyncSession, people: World) -> None:
    passed = {"decision": DONE | {"done_at": NOW}}
    made = await opened(session, people.actor("mx.caseworker"), passed, status="closed")
    shown = await told(session, people, "mx.caseworker", made.number)
    assert [each.gate for each in shown.gates] == ["decision"]


async def test_who_approves_sees_the_gate_with_what_was_submitted(session: AsyncSession, people: World) -> None:
    """A stay: what only a return must have is met, as it will be when it is approved."""
    made = await opened(session, people.actor("mx.caseworker"), {}, reports=ASSESSED, stage="decision")
    await filed(session, people, made, "decision", stands=False, decided="victim_stay", consent=None)
    gate = await gate_of(session, people, made, "decision", "mx.supervisor")
    assert one(gate, "able_carer_agreed").state == "met"
    assert one(gate, "reasoned_determination_in_date").state == "unknown"
    departure = await gate_of(session, people, made, "departure", "mx.supervisor")
    assert one(departure, "able_carer_agreed").state == "unknown", "nothing is decided yet"


async def test_what_counts_at_the_hour_of_the_act_is_marked(session: AsyncSession, people: World) -> None:
    made = await opened(session, people.actor("mx.caseworker"), {})
    gate = await gate_of(session, people, made, "departure", "mx.caseworker")
    assert one(gate, "child_heard_each_time").at_its_hour
    assert not one(gate, "guardian_first").at_its_hour
