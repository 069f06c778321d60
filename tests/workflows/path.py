"""Stretches of the main line, so that a test says only where its case leaves it."""

from typing import Any

from tests.workflows.acting import Play
from workflows import messages

PROTECTION = ("urgent_measure", "age_assessment", "guardian", "shelter", "hearing")
ASSESSMENT = (
    ("protection_screening", "worker"),
    ("best_interests_assessment", "worker"),
    ("consular_notification", "worker"),
    ("family_tracing", "origin_worker"),
    ("nationality", "worker"),
    ("risk_assessment", "worker"),
    ("home_study", "origin_worker"),
)
NATIONAL = {
    "MX": {"urgent_measure": "judicial_confirmation"},
    "US": {"detection": "hhs_notification", "urgent_measure": "hhs_custody"},
}


async def protect(play: Play) -> None:
    """The child is safe, has a guardian, and was heard."""
    for step in ("detection", *PROTECTION):
        if step != "detection":
            await play.finish(step)
        inserted = NATIONAL.get(play.host, {}).get(step)
        if inserted:
            await play.finish(inserted, fresh=True, evidence=[{"kind": "court_ruling", "reference": "R-1"}])


async def assess(play: Play) -> None:
    """Everything the determination needs is known."""
    for step, who in ASSESSMENT:
        await play.finish(step, by=who)


async def decide(play: Play, **changes: Any) -> None:
    """The best interests are determined and the decision is approved."""
    await play.finish("best_interests_determination")
    await play.finish("decision", **changes)
    await play.approve("decision", by="supervisor")


async def to_decision(play: Play) -> None:
    """Up to the decision to return."""
    await protect(play)
    await assess(play)
    await decide(play)


async def accept(play: Play) -> None:
    """The counterpart is asked and accepts."""
    await play.finish("referral")
    await play.finish("acceptance", by="partner")


async def prepare(play: Play) -> None:
    """Documents, plan, agreement, and the child's last view."""
    await play.finish("travel_documents")
    for step in ("repatriation_plan", "agreement"):
        await play.finish(step)
        await play.approve(step, by="partner")
    await play.finish("child_preparation")


async def to_departure(play: Play) -> None:
    """Up to the moment before the escort takes over."""
    await to_decision(play)
    await accept(play)
    await prepare(play)


async def to_handover(play: Play) -> None:
    """Departed and arrived; the escort stands before the receiver."""
    await play.finish("escort")
    await play.finish("transit")
    await play.opened("handover")
    await play.until(play.report("handover_release")["done_at"])


async def release(play: Play, by: str = "worker") -> messages.Receipt:
    """The first half is signed."""
    act = messages.Release(actor=play.actor(by), report=play.report("handover_release"))
    return await play.send("release", act)


async def receive(play: Play, by: str = "partner") -> messages.Receipt:
    """The second half is signed."""
    report = play.report("handover_receipt")
    await play.until(report["done_at"])
    return await play.send("receive", messages.Receive(actor=play.actor(by), report=report))


async def home(play: Play) -> None:
    """Both sides sign; the origin country takes over."""
    await release(play)
    await receive(play)
    await play.taken_over()


async def visited(play: Play) -> None:
    """Received, placed, planned, visited six times, and closed by a supervisor."""
    for step in ("reception", "placement", "reintegration_plan"):
        await play.finish(step, by="partner")
    await visits(play)
    await play.finish("closure", by="partner", fresh=True)
    await play.approve("closure", by="origin_supervisor")


async def visits(play: Play) -> None:
    """Six visits in a year."""
    for key in [row.key for row in await play.rows_of("follow_up")]:
        step = await play.step(key)
        while step.status == "waiting":
            await play.wait(days=7)
            step = await play.step(key)
        await play.finish(key, by="partner", fresh=True)
