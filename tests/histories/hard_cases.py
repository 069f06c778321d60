"""The hard cases whose histories are kept: what interrupts a case, undoes its journey, joins it to another, changes it.

Each plays with an open case; what else has a history of its own is returned by the words its name ends with.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from temporalio.client import WorkflowHandle

from api.acts.on_corrections import weigh
from cases.tables import LedgerEntry
from guidelines.library import library
from guidelines.resolve import resolve_at
from tests.scenarios.world import born
from tests.workflows import border, path
from tests.workflows.acting import Play
from tests.workflows.kept import still
from tests.workflows.law import in_force, insert, proposal, term
from workflows import correction_messages, link_messages, messages

Besides = Mapping[str, WorkflowHandle[Any, Any]] | None
Go = Callable[[Play], Awaitable[Besides]]

BOOKED = ("Carro Ejemplo 1", "Puente Ejemplo 2")


async def protection_claim(play: Play) -> None:
    """After the acceptance the child asks for protection: contact is shut, promises are undone, and it is cleared."""
    await path.to_decision(play)
    await path.accept(play)
    await play.finish("travel_documents")
    await play.event("protection_claim")
    await still(play)
    await play.event("protection_need_cleared")
    await play.finish("protection_screening", fresh=True)
    await still(play)


async def consent_withdrawn(play: Play) -> None:
    """On the road the child says no, is brought back, and is heard anew."""
    await path.to_departure(play)
    await play.finish("escort")
    await play.opened("transit")
    await play.event("consent_withdrawn")
    await still(play)
    await play.finish("return_to_care", fresh=True)
    await play.finish("hearing", fresh=True)
    await still(play)


async def medical_suspension(play: Play) -> None:
    """On the road the child falls ill, is cleared, and arrives."""
    await path.to_departure(play)
    await play.finish("escort")
    await play.opened("transit")
    await play.event("medical_suspension")
    await still(play)
    await play.event("medical_clearance")
    await play.finish("transit")
    await play.opened("handover")
    await play.until(play.report("handover_release")["done_at"])
    await path.home(play)
    await play.opened("reception")


async def receiver_absent(play: Play) -> None:
    """Nobody is there, nobody comes, and the child goes back to the host's care."""
    await path.to_departure(play)
    await path.to_handover(play)
    await play.wait(minutes=30)
    await play.event("receiver_absent")
    await play.wait(minutes=121)
    await play.event("return_to_host")
    await still(play)
    await play.finish("return_to_care", fresh=True)
    await play.opened("repatriation_plan")


class Sibling(Play):
    """Another child's case, among the same people."""

    async def people(self) -> None:
        """They came with the first case."""


def beside(play: Play) -> Play:
    """Another case in the same world."""
    return Sibling(play.environment, play.database, play.host, play.origin)


async def heard(play: Play, act: str) -> None:
    """Wait until the word of another case stands in this one's record."""
    for _ in range(1500):
        lines: list[LedgerEntry] = await play.rows(LedgerEntry)
        if any(each.act == act for each in lines):
            return
        await play.handle.execute_update("opened", result_type=messages.Receipt)
    raise AssertionError(f"no {act} in the record")


async def determine_again(play: Play) -> None:
    """The best interests are determined anew, with both children in mind; the rest stands."""
    row = await play.step("best_interests_determination")
    on: dict[str, Any] = {"actor": play.actor("supervisor"), "step": row.key, "round": row.round}
    await play.send("reopen", messages.Reopen(**on, reason="Brother found.", alone=True))
    await play.finish("best_interests_determination", fresh=True)


async def siblings(play: Play) -> Besides:
    """Linked, departed together; a court stays the return of one, and both come back; then they part."""
    brother = beside(play)
    await brother.open()
    act = link_messages.Link(
        actor=play.actor("worker"), other=brother.number, kind="sibling", reason="The same mother."
    )
    await play.send("link", act)
    await heard(brother, "linked")
    for each in (play, brother):
        await path.to_departure(each)
    for each in (play, brother):
        await each.finish("escort")
    await brother.event("court_stay")
    await heard(play, "fellow_stopped")
    for each in (play, brother):
        await each.finish("return_to_care", fresh=True)
    await determine_again(play)
    parting = link_messages.Separate(
        actor=play.actor("supervisor"), other=brother.number, report=play.fresh("separation")
    )
    await play.send("separate", parting)
    await heard(brother, "separated")
    await still(brother)
    return {"brother": brother.handle}


async def corrected(play: Play) -> None:
    """An hour, a screening and a decision are put right; of the decision a supervisor approves it."""
    await path.protect(play)
    await correct(play, "urgent_measure", done_at=_earlier(play.report("urgent_measure")["done_at"]))
    await path.assess(play)
    await path.decide(play)
    await correct(play, "decision", authority="Autoridad de Ejemplo Corregida")
    row = await play.step("decision")
    answer = correction_messages.AnswerCorrection(
        actor=play.actor("supervisor"),
        step="decision",
        round=row.round,
        approved=True,
        seen=await _mark(play, "decision", None),
    )
    await play.send("answer_correction", answer)
    need = {"finding": "need", "signs": ["violence"], "referred_to": "COMAR (ejemplo)"}
    await correct(play, "protection_screening", **need, referred_at=play.report("protection_screening")["done_at"])
    await still(play)


async def correct(play: Play, step: str, **changes: Any) -> None:
    """The report of a step once more, otherwise, its consequences seen."""
    row = await play.step(step)
    report = play.report(row.view["report"], **changes)
    act = correction_messages.Correct(
        actor=play.actor("worker"),
        step=step,
        round=row.round,
        report=report,
        reason="It was written down wrongly.",
        seen=await _mark(play, step, report),
    )
    await play.send("correct", act)


async def _mark(play: Play, step: str, report: dict[str, Any] | None) -> str:
    async with play.database() as session:
        _, shown = await weigh(session, await play.case(), step, report, play.now())
    return shown.mark


def _earlier(moment: str) -> str:
    return (datetime.fromisoformat(moment) - timedelta(minutes=5)).isoformat()


async def adopted_edition(play: Play) -> None:
    """Another edition is adopted while the consulate is awaited: a date moves, a new step opens, and all goes on."""
    await path.protect(play)
    await play.finish("protection_screening")
    await play.finish("consular_notification")
    await play.opened("nationality")
    with in_force(proposal(term("nationality", 5), insert("hearing", "second_hearing"))):
        new = resolve_at(library(), play.host, play.origin, play.now())
        await play.send("adopt_edition", messages.AdoptEdition(actor=play.actor("supervisor"), edition=new.edition))
        await play.finish("second_hearing", fresh=True)
    for step, who in path.ASSESSMENT[1:]:
        if step != "consular_notification":
            await play.finish(step, by=who)
    await play.opened("best_interests_determination")


async def majority(play: Play) -> None:
    """The child comes of age after the decision, says what they want, and departs."""
    await path.to_departure(play)
    await play.finish("transition_plan", fresh=True)
    await play.finish("escort", fresh=True)
    await play.opened("transit")


def soon_of_age() -> dict[str, Any]:
    """What the first report says of a child who comes of age between the decision and the departure."""
    return {"birth_date": born(datetime.now(UTC).date() + timedelta(days=40)).isoformat()}


async def leg_failed(play: Play) -> None:
    """A leg fails, the child waits, the wait leads nowhere: every promise of the journey is undone or owed."""
    await path.to_decision(play)
    await path.accept(play)
    await play.finish("travel_documents")
    plan = play.report("repatriation_plan")
    for leg, carrier in enumerate(BOOKED):
        plan["legs"][leg]["carrier"] = carrier
    await play.finish("repatriation_plan", report=plan)
    await play.approve("repatriation_plan", by="partner")
    await play.finish("agreement")
    await play.approve("agreement", by="partner")
    await play.finish("child_preparation")
    await play.finish("escort")
    await play.opened("transit")
    await play.wait(minutes=20)
    until = (play.now() + timedelta(hours=4)).isoformat()
    wait = {"next": "waits", "wait_place": "protection_office", "wait_with": "Elena", "wait_until": until}
    await play.event("leg_failed", **wait)
    await play.wait(hours=4)
    back = (play.now() + timedelta(hours=2)).isoformat()
    await play.event("wait_ended", goes_on=False, expected_back_at=back)
    await still(play)
    await play.finish("return_to_care", fresh=True)
    await play.finish("cancel_bookings", fresh=True)
    await still(play)


async def closed_border(play: Play) -> Besides:
    """A border closes while the child is on the road, and opens again: the case's history, and the hold's."""
    await path.to_departure(play)
    await play.finish("escort")
    await play.opened("transit")
    hold = await border.held(play, play.actor("supervisor"), play.host)
    await border.heard(play, hold)
    await play.finish("border_wait", fresh=True)
    await border.lifted(play, hold, play.actor("supervisor"))
    await border.heard(play, hold)
    await still(play)
    return {"region_hold": border.workflow_of(play, hold)}


HARD_CASES: tuple[Go, ...] = (
    protection_claim,
    consent_withdrawn,
    medical_suspension,
    receiver_absent,
    siblings,
    corrected,
    adopted_edition,
    majority,
    leg_failed,
    closed_border,
)
"""In the order in which they are kept."""

FOUND: Mapping[str, Callable[[], dict[str, Any]]] = {"majority": soon_of_age}
"""What the first report of a case says otherwise than its example."""
