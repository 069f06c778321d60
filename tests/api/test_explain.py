"""A case, explained: what is open and by when, why the next thing is closed, what is missing and who supplies it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from api.explain import explain
from api.explain.decisive import rests_on
from api.explain.fact_words import FACT_WORDS
from api.schemas.case import CaseShown
from cases.repository.reading import readable_case, relation
from guidelines.facts import Facts
from guidelines.safeguards import SAFEGUARDS
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


@pytest.mark.parametrize(
    ("safeguard", "gate", "known", "because"),
    [
        ("no_return_into_red_risk", "decision", {"decided": "return", "risk_level": "red"}, {"risk_level"}),
        (
            "able_carer_agreed",
            "decision",
            {"decided": "return", "carer_named": True, "carer_agrees": False, "carer_able": False},
            {"carer_agrees", "carer_able"},
        ),
        (
            "no_return_into_red_risk",
            "departure",
            {
                "decided": "return",
                "risk_level": "green",
                "risk_assessed_at": NOW - timedelta(days=90),
                "risk_valid_days": 30,
            },
            {"risk_level", "risk_assessed_at", "risk_valid_days"},
        ),
        (
            "guardian_first",
            "decision",
            {"guardian_appointed": True, "guardian_has_conflict": True},
            {"guardian_has_conflict"},
        ),
        ("nothing_pending_against_return", "departure", {"open_holds": ("court_stay",)}, {"open_holds"}),
    ],
)
def test_what_is_not_met_names_the_facts_that_say_so(
    safeguard: str, gate: str, known: dict[str, Any], because: set[str]
) -> None:
    """And no other: what was read and is in order is not blamed."""
    facts = Facts(now=NOW, host="MX", origin="GT", **known)
    assert SAFEGUARDS[safeguard](facts, gate).state == "not_met"
    assert set(rests_on(facts, lambda asked: SAFEGUARDS[safeguard](asked, gate))) == because
