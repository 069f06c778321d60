"""A case, explained: what is open and by when, why the next thing is closed, what is missing and who supplies it."""

from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from api.explain import explain
from api.explain.fact_words import FACT_WORDS
from api.schemas.case import CaseShown
from cases.repository.reading import readable_case, relation
from guidelines.facts import Facts
from tests.api.given import NOW, World, opened

OPEN = {"status": "open", "opened_at": NOW}
DONE = {"status": "finished", "finished_at": NOW}


async def told(session: AsyncSession, people: World, who: str, number: str, language: str = "en") -> CaseShown:
    actor = people.actor(who)
    case = await readable_case(session, actor, number, NOW)
    side = await relation(session, actor, number, NOW)
    assert side is not None
    return await explain(session, actor, side, case, NOW, language)


async def test_a_step_says_whose_it_is_by_when_and_under_which_text(session: AsyncSession, people: World) -> None:
    due = NOW + timedelta(hours=5)
    made = await opened(session, people.actor("mx.caseworker"), {"detection": DONE, "guardian": OPEN | {"due_at": due}})
    shown = await told(session, people, "mx.caseworker", made.number)
    guardian = next(step for step in shown.steps if step.key == "guardian")
    assert (guardian.clock.state, guardian.clock.due_at) == ("due_soon", due)
    assert guardian.clock.cited is not None
    assert guardian.holder
    assert "finish" in guardian.acts


async def test_a_closed_step_says_what_it_waits_for(session: AsyncSession, people: World) -> None:
    made = await opened(session, people.actor("mx.caseworker"), {"detection": DONE, "urgent_measure": OPEN})
    shown = await told(session, people, "mx.caseworker", made.number)
    steps = {step.key: step for step in shown.steps}
    closed = steps["guardian"].why_closed
    assert closed is not None
    assert [each.step for each in closed.after] == ["urgent_measure"]
    consular = steps["consular_notification"].why_closed
    assert consular is not None
    assert [each.id for each in consular.conditions] == ["consular_contact_allowed"]
    missing = consular.conditions[0].missing[0]
    assert (missing.fact, missing.step, missing.report) == (
        "protection_need",
        "protection_screening",
        "protection_screening",
    )
    assert steps["follow_up"].begun is False


async def test_every_gate_has_its_checklist_with_what_is_missing(session: AsyncSession, people: World) -> None:
    made = await opened(session, people.actor("mx.caseworker"), {"detection": DONE})
    shown = await told(session, people, "mx.caseworker", made.number, "es")
    gates = {gate.gate: gate for gate in shown.gates}
    assert list(gates) == ["consular_notice", "decision", "departure", "release"]
    assert not any(gate.opens for gate in gates.values())
    for gate in gates.values():
        assert gate.safeguards
        assert all(each.missing or each.state != "unknown" for each in gate.safeguards)
    heard = next(each for each in gates["decision"].safeguards if each.id == "child_heard_each_time")
    assert {each.step for each in heard.missing} >= {"hearing", "decision"}


def test_every_fact_has_words() -> None:
    assert set(FACT_WORDS) == set(Facts.model_fields) - {"now", "host", "origin"}
