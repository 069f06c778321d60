"""What people do in a scenario, and time passing. Each verb is one word of the YAML files."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from cases.reports import REPORTS
from guidelines.library import library
from guidelines.resolve import resolve_at
from runtime.patience import SWEEP
from tests.scenarios.stretches import go_through
from tests.scenarios.world import World, changed, length
from tests.workflows import border
from tests.workflows.law import in_force, proposal, term
from workflows import messages

Verb = Callable[[World, Any, dict[str, Any]], Awaitable[object]]

ACTS: dict[str, Verb] = {}


def verb(function: Verb) -> Verb:
    """Register a verb under its own name."""
    ACTS[function.__name__] = function
    return function


async def _on(world: World, step: str, beside: dict[str, Any], by: str) -> dict[str, Any]:
    row = await world.step(step)
    return {"actor": world.actor(beside.get("by", by)), "step": step, "round": beside.get("round", row.round)}


async def _owner_side(world: World, step: str, host: str, origin: str) -> str:
    return origin if (await world.step(step)).side == "origin" else host


@verb
async def finish(world: World, step: str, beside: dict[str, Any]) -> object:
    """A step is reported done, with its worked example and the changes ``with`` says.

    ``now``: as of a minute ago. ``as_before``: a second time with the days of the first.
    """
    changes = beside.get("with", {})
    if beside.get("as_before"):
        name = (await world.step(step)).view["report"]
        report = changed(world.report(name), changes, world.now())
        return await world.finish(step, beside.get("by"), report=report)
    if "round" not in beside:
        return await world.finish(step, beside.get("by"), fresh=beside.get("now", False), **changes)
    row = await world.step(step)
    report = await world.told(row.view["report"], 1, True, changes)
    return await world.send("finish", messages.Finish(**await _on(world, step, beside, "worker"), report=report))


@verb
async def try_to_finish(world: World, step: str, beside: dict[str, Any]) -> object:
    """The same on a step that may not be open: it is not waited for."""
    row = await world.step(step)
    by = beside.get("by") or await _owner_side(world, step, "worker", "partner")
    report = await world.told(row.view["report"], 1, True, beside.get("with", {}))
    act = messages.Finish(actor=world.actor(by), step=step, round=row.round, report=report)
    return await world.send("finish", act)


@verb
async def renew(world: World, step: str, beside: dict[str, Any]) -> object:
    """Progress on a step that goes on."""
    name = "check_in" if step == "transit" else "hold_review"
    report = await world.told(name, 1, True, beside.get("with", {}))
    return await world.send("renew", messages.Renew(**await _on(world, step, beside, "worker"), report=report))


@verb
async def approve(world: World, step: str, beside: dict[str, Any]) -> object:
    """What was submitted is approved."""
    act = messages.Approve(**await _on(world, step, beside, "supervisor"), approved=True)
    return await world.send("approve", act)


@verb
async def send_back(world: World, step: str, beside: dict[str, Any]) -> object:
    """What was submitted is sent back with a reason."""
    on = await _on(world, step, beside, "supervisor")
    return await world.send("approve", messages.Approve(**on, approved=False, reason=beside.get("reason", "Unclear.")))


@verb
async def ask_extension(world: World, step: str, beside: dict[str, Any]) -> object:
    """More time is asked: ``until`` so long after the date as it stands (or after now, where there is none)."""
    row = await world.step(step)
    until = (row.due_at or world.now()) + length(beside["until"])
    by = await _owner_side(world, step, "worker", "partner")
    act = messages.AskExtension(**await _on(world, step, beside, by), until=until, reason="The registry is closed.")
    return await world.send("ask_extension", act)


@verb
async def agree_extension(world: World, step: str, beside: dict[str, Any]) -> object:
    """More time is agreed."""
    act = messages.AnswerExtension(**await _on(world, step, beside, "supervisor"), agreed=True)
    return await world.send("answer_extension", act)


@verb
async def refuse_extension(world: World, step: str, beside: dict[str, Any]) -> object:
    """More time is refused."""
    act = messages.AnswerExtension(**await _on(world, step, beside, "supervisor"), agreed=False, reason="No.")
    return await world.send("answer_extension", act)


@verb
async def assign(world: World, step: str, beside: dict[str, Any]) -> object:
    """The step gets another owner."""
    act = messages.Assign(**await _on(world, step, beside, "supervisor"), owner=beside["to"], reason="Leave.")
    return await world.send("assign", act)


@verb
async def reopen(world: World, step: str, beside: dict[str, Any]) -> object:
    """A finished step is opened again, ``alone`` or with those that rely on it."""
    by = await _owner_side(world, step, "supervisor", "origin_supervisor")
    on = await _on(world, step, beside, by)
    act = messages.Reopen(**on, reason=beside.get("reason", "New facts."), alone=beside.get("alone", False))
    return await world.send("reopen", act)


@verb
async def accept(world: World, what: str, beside: dict[str, Any]) -> object:
    """The request to receive the child is accepted."""
    return await world.finish("acceptance", beside.get("by"), fresh=beside.get("now", False), **beside.get("with", {}))


@verb
async def refuse(world: World, what: str, beside: dict[str, Any]) -> object:
    """The request, or the handover, is refused by the receiving side."""
    by = beside.get("by", "partner")
    if what == "handover":
        report = await world.told("handover_refusal", 1, True, {"side": "receiver"} | beside.get("with", {}))
        act = messages.RefuseHandover(actor=world.actor(by), report=report)
        return await world.send("refuse_handover", act)
    no = {"answer": "refused", "refusal_reason": "No place in care.", "care_in_writing": False}
    return await world.finish("acceptance", by, **no | beside.get("with", {}))


@verb
async def withdraw(world: World, what: str, beside: dict[str, Any]) -> object:
    """The request is taken back."""
    act = messages.WithdrawReferral(actor=world.actor(beside.get("by", "worker")), reason="Another relative came.")
    return await world.send("withdraw_referral", act)


@verb
async def release(world: World, what: str, beside: dict[str, Any]) -> object:
    """The first half of the handover record is signed."""
    report = await _half(world, "handover_release", beside)
    return await world.send("release", messages.Release(actor=world.actor(beside.get("by", "worker")), report=report))


@verb
async def receive(world: World, what: str, beside: dict[str, Any]) -> object:
    """The second half is signed."""
    report = await _half(world, "handover_receipt", beside)
    act = messages.Receive(actor=world.actor(beside.get("by", "partner")), report=report)
    receipt = await world.send("receive", act)
    await world.taken_over()
    return receipt


async def _half(world: World, name: str, beside: dict[str, Any]) -> dict[str, Any]:
    report = changed(world.report(name), beside.get("with", {}), world.now())
    if beside.get("now"):
        report = await world.told(name, 1, True, beside.get("with", {}))
    await world.until(report["done_at"])
    return report


@verb
async def event(world: World, kind: str, beside: dict[str, Any]) -> object:
    """Something happened, a minute ago."""
    report = await world.told(kind if kind in REPORTS else "court_stay", 1, True, beside.get("with", {}))
    act = messages.ReportEvent(actor=world.actor(beside.get("by", "worker")), kind=kind, report=report)
    return await world.send("report_event", act)


@verb
async def acknowledge(world: World, step: str, beside: dict[str, Any]) -> object:
    """Somebody has seen the newest alert of a step."""
    newest = (await world.alerts(step, standing=False))[-1]
    by = await _owner_side(world, step, "worker", "partner")
    act = messages.Acknowledge(actor=world.actor(beside.get("by", by)), alert=newest.id)
    return await world.send("acknowledge", act)


@verb
async def override(world: World, safeguard: str, beside: dict[str, Any]) -> object:
    """A safeguard is asked to be set aside at a gate."""
    actor = world.actor(beside.get("by", "supervisor"))
    act = messages.AskOverride(actor=actor, safeguard=safeguard, gate=beside["gate"], reason="The bridge is closed.")
    return await world.send("ask_override", act)


@verb
async def confirm_override(world: World, safeguard: str, beside: dict[str, Any]) -> object:
    """A second person confirms it."""
    actor = world.actor(beside.get("by", "origin_supervisor"))
    act = messages.ConfirmOverride(actor=actor, safeguard=safeguard, gate=beside["gate"], confirmed=True)
    return await world.send("confirm_override", act)


@verb
async def refuse_override(world: World, safeguard: str, beside: dict[str, Any]) -> object:
    """A second person refuses it."""
    actor = world.actor(beside.get("by", "origin_supervisor"))
    act = messages.ConfirmOverride(actor=actor, safeguard=safeguard, gate=beside["gate"], confirmed=False)
    return await world.send("confirm_override", act)


@verb
async def wait(world: World, time: str, beside: dict[str, Any]) -> None:
    """So much time passes."""
    await world.wait(seconds=length(time).total_seconds())


@verb
async def wait_until(world: World, moment: str, beside: dict[str, Any]) -> None:
    """``due of guardian``, ``1 minute before due of guardian``, ``2 days after opening of child_preparation``."""
    offset, _, what = moment.rpartition(" before ") if " before " in moment else moment.rpartition(" after ")
    kind, _, step = what.partition(" of ")
    await world.still()
    row = await world.step(step)
    at = {"due": row.due_at, "opening": row.view["opens_at"] and datetime.fromisoformat(row.view["opens_at"])}[kind]
    if at is None:
        raise ValueError(f"{step} has no {kind}")
    by = length(offset) if offset else length("0 seconds")
    await world.until(((at - by) if " before " in moment else (at + by)).isoformat())


@verb
async def leave(world: World, who: str, beside: dict[str, Any]) -> None:
    """Somebody is not active any more."""
    await world.present(who, active=False)


@verb
async def go_on(world: World, stretch: str, beside: dict[str, Any]) -> None:
    """A stretch of the path is gone through (a second time, mostly)."""
    await go_through(world, stretch)


@verb
async def hold_region(world: World, country: str, beside: dict[str, Any]) -> None:
    """A supervisor holds every journey at a border; whoever it concerns has heard when this returns."""
    changes = {"directions": ["into", "through", "out_of"]} | beside.get("with", {})
    hold = await border.held(world, world.actor(beside.get("by", "supervisor")), country, **changes)
    world.region_holds[country] = hold
    await border.heard(world, hold)


@verb
async def lift_hold(world: World, country: str, beside: dict[str, Any]) -> None:
    """The hold is lifted; whoever it concerned has heard when this returns."""
    await border.lifted(world, world.region_holds[country], world.actor(beside.get("by", "supervisor")))
    await border.heard(world, world.region_holds[country])


@verb
async def look_again(world: World, country: str, beside: dict[str, Any]) -> None:
    """So much time passes for a hold that it looks again whom it concerns."""
    await world.still()
    hold = world.region_holds[country]
    await world.environment.fast_forward(border.workflow_of(world, hold), SWEEP + timedelta(seconds=1))
    await border.heard(world, hold)


@verb
async def adopt_edition(world: World, days: dict[str, int], beside: dict[str, Any]) -> object:
    """Another edition is in force, in which steps have so many working days, and a supervisor adopts it."""
    with in_force(proposal(*(term(step, amount) for step, amount in days.items()))):
        new = resolve_at(library(), world.host, world.origin, world.now())
        by = "origin_supervisor" if world.in_origin else "supervisor"
        actor = world.actor(beside.get("by", by))
        return await world.send("adopt_edition", messages.AdoptEdition(actor=actor, edition=new.edition))
