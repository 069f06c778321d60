"""At every point of a case each step that is not done says why, and each missing fact says who supplies it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest
from sqlmodel import SQLModel
from temporalio.testing import WorkflowEnvironment

from api.explain import explain
from api.schemas.case import CaseShown
from api.schemas.verdicts import FactMissing
from cases.repository.reading import readable_case, relation
from runtime.database import engine, sessions
from tests.keys import KEYS
from tests.workflows.acting import Play
from tests.workflows.kept import PLACES, still
from tests.workflows.racing import Ring, racing
from workflows import messages

READERS = {"worker": "es", "partner": "en"}


@pytest.fixture(scope="module")
async def ring(temporal: WorkflowEnvironment, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Ring]:
    """The stations, and a record for all cases of this file."""
    folder = tmp_path_factory.mktemp("explained")
    made = engine(f"sqlite+aiosqlite:///{folder / 'record.db'}")
    async with made.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    async with racing(temporal, sessions(made, KEYS), folder) as found:
        yield found
    await made.dispose()


async def shown(play: Play, who: str = "worker", language: str = "en") -> CaseShown | None:
    """The case as this person reads it now; None: it is not theirs to know of."""
    actor, now = play.actor(who), play.now()
    async with play.database() as session:
        side = await relation(session, actor, play.number, now)
        if side is None:
            return None
        case = await readable_case(session, actor, play.number, now)
        return await explain(session, actor, side, case, now, language)


def facts_missing(case: CaseShown) -> list[FactMissing]:
    """Everywhere where something is said to be missing."""
    closed = [each.missing for step in case.steps if step.why_closed for each in step.why_closed.conditions]
    safeguards = [each.missing for gate in case.gates for each in gate.safeguards]
    return [fact for facts in (*closed, *safeguards) for fact in facts]


def everything_has_its_reason(case: CaseShown) -> None:
    """What the issue asks of every case at every moment."""
    known = {step.key for step in case.steps}
    for step in case.steps:
        assert step.why, f"{step.key} is {step.status} and nobody says why"
        for reason in step.why:
            assert reason.sentence.strip(), step.key
            assert "%(" not in reason.sentence, reason
            assert reason.step is None or (reason.step in known and reason.step_title), reason
        if step.status == "waiting":
            assert "at_once" not in [reason.code for reason in step.why], step.key
        if step.status in ("open", "submitted") and step.clock.due_at:
            assert step.clock.because or step.clock.moved, step.key
    for gate in case.gates:
        assert gate.why, gate.gate
        for safeguard in gate.safeguards:
            said = safeguard.missing or safeguard.rests_on or gate.shut_by
            assert safeguard.state == "met" or said, f"{gate.gate}: {safeguard.id} is {safeguard.state}: of what?"
    for fact in facts_missing(case):
        assert fact.sentence, fact
        if fact.state == "other_case":
            continue
        assert fact.state != "nobody", f"nobody supplies {fact.fact}"
        assert fact.step in known, fact
        assert fact.side, fact
        assert fact.responsible, fact


async def read_by_both(play: Play) -> None:
    """Whoever may read it, in their language."""
    await still(play)
    seen = [await shown(play, who, language) for who, language in READERS.items()]
    assert seen[0] is not None
    for case in seen:
        if case is not None:
            everything_has_its_reason(case)


@pytest.mark.parametrize("place", PLACES)
async def test_nothing_is_left_without_a_reason(place: str, ring: Ring) -> None:
    await read_by_both(await ring.at(place))


async def _held(play: Play) -> None:
    await play.event("court_stay")


async def _missing(play: Play) -> None:
    await play.event("child_missing")


async def _withdrawn(play: Play) -> None:
    await play.event("consent_withdrawn")


async def _claimed(play: Play) -> None:
    await play.event("protection_claim")


async def _on_the_road_and_stopped(play: Play) -> None:
    await play.finish("escort")
    await play.opened("transit")
    await play.event("court_stay")


async def _submitted(play: Play) -> None:
    await play.finish("best_interests_determination")
    await play.finish("decision")


async def _sent_back(play: Play) -> None:
    await _submitted(play)
    await play.approve("decision", by="supervisor", approved=False, reason="The words are missing.")


async def _opened_again(play: Play) -> None:
    row = await play.step("hearing")
    act = messages.Reopen(actor=play.actor("supervisor"), step="hearing", round=row.round, reason="New facts.")
    await play.send("reopen", act)


async def _given_time(play: Play) -> None:
    row = await play.step("best_interests_determination")
    until = play.now() + timedelta(days=40)
    on = {"step": row.key, "round": row.round}
    await play.send(
        "ask_extension", messages.AskExtension(actor=play.actor("worker"), until=until, reason="Leave.", **on)
    )
    await play.send("answer_extension", messages.AnswerExtension(actor=play.actor("supervisor"), agreed=True, **on))


async def _held_and_let_go(play: Play) -> None:
    await play.event("court_stay")
    await play.opened("repatriation_plan")
    await play.wait(days=2)
    await play.event("court_stay_lifted")


Said = dict[str, set[str]]

BROKEN_INTO: dict[str, tuple[str, Callable[[Play], Awaitable[None]], Said]] = {
    "held": (
        "ready",
        _held,
        {
            "repatriation_plan": {"again", "opened", "clock_stopped"},
            "court_stay_review": {"opened_by_event"},
            "escort": {"again", "waits_for_step"},
            "@departure": {"held", "condition"},
        },
    ),
    "held_and_let_go": ("ready", _held_and_let_go, {"repatriation_plan": {"again", "opened", "date_moved"}}),
    "missing": (
        "assessed",
        _missing,
        {"search": {"opened_by_event"}, "best_interests_determination": {"opened", "clock_stopped"}},
    ),
    "withdrawn": ("accepted", _withdrawn, {"hearing": {"again", "opened"}, "decision": {"again", "waits_for_step"}}),
    "claimed": (
        "decided",
        _claimed,
        {"protection_screening": {"again", "opened"}, "@consular_notice": {"done", "held"}},
    ),
    "stopped_on_the_road": (
        "ready",
        _on_the_road_and_stopped,
        {"return_to_care": {"brought_back"}, "repatriation_plan": {"again", "waits_for_care"}},
    ),
    "submitted": ("assessed", _submitted, {"decision": {"opened", "approval_wanted"}}),
    "sent_back": ("assessed", _sent_back, {"decision": {"sent_back", "opened"}}),
    "opened_again": (
        "assessed",
        _opened_again,
        {"hearing": {"sent_back", "opened"}, "protection_screening": {"again", "waits_for_step"}},
    ),
    "given_time": ("assessed", _given_time, {"best_interests_determination": {"opened", "date_moved"}}),
}
"""What may happen to a case, at which station, and which reasons a step (or a gate) then has, and no other."""


@pytest.mark.parametrize("what", BROKEN_INTO)
async def test_what_broke_into_a_case_is_said(what: str, ring: Ring) -> None:
    station, happens, said = BROKEN_INTO[what]
    play = await ring.at(station)
    await happens(play)
    await read_by_both(play)
    case = await shown(play)
    assert case is not None
    found: Said = {step.key: {each.code for each in (*step.why, *step.clock.moved)} for step in case.steps}
    found |= {f"@{gate.gate}": {each.code for each in gate.why} for gate in case.gates}
    # A gate's own step cannot be finished while it is shut; that is asked elsewhere.
    assert {key: found[key] - {"gate_shut", "condition_met"} for key in said} == said


async def test_who_sent_it_back_and_who_can_supply_what_is_missing(ring: Ring) -> None:
    """By name, with the words of the reason; and the duty that lifts a hold, with who has it in hand."""
    play = await ring.at("ready")
    await _held(play)
    await still(play)
    duty = await play.step("court_stay_review")
    await play.send(
        "assign",
        messages.Assign(actor=play.actor("supervisor"), step=duty.key, round=duty.round, owner="other_worker"),
    )
    case = await shown(play)
    assert case is not None
    departure = next(gate for gate in case.gates if gate.gate == "departure")
    [hold] = departure.shut_by
    assert (hold.kind, hold.by, hold.duty, hold.owner_name) == ("court_stay", "worker", duty.key, "other_worker")
    assert hold.ends_with == ["Court stay lifted"]
    heard = next(each for each in departure.safeguards if each.id == "child_heard_each_time")
    [views] = heard.missing
    assert (views.step, views.state, views.side) == ("child_preparation", "not_open", "host")
    assert views.holder
    assert next(each for each in departure.safeguards if each.id == "guardian_first").state == "met"


async def test_what_is_confidential_is_not_named_in_a_reason(ring: Ring) -> None:
    """The host accuses the child of an offence: the origin reads that the host suspended something, and no more."""
    play = await ring.at("accepted")
    await play.event("child_accused")
    await still(play)
    host, origin = await shown(play), await shown(play, "partner")
    assert host is not None
    assert origin is not None
    everything_has_its_reason(origin)
    title = next(each.title for each in host.holds if each.kind == "child_accused")
    assert title in host.model_dump_json()
    assert title not in origin.model_dump_json()
    assert "child_accused" not in origin.model_dump_json()
