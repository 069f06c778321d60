"""Acts on a border: a supervisor holds every journey at it, and lets them go on. Whoever works on cases reads of it."""

import secrets
from zoneinfo import ZoneInfo

from activities.borders import HoldSet
from api.acts.acting import Acting
from api.engine import Ended
from api.errors import NotForYourRole
from api.reports import said
from cases.access import SUPERVISORS, WORKERS, may_hold, may_read_holds
from cases.errors import HoldLifted, NotFound, NotYourBorder, ReportInvalid
from cases.reports.region_hold import HoldAsked, HoldOver
from cases.repository.borders import Border, border
from cases.repository.opening import KeyReused
from cases.words import N_
from workflows.border_messages import HeldRegion, LiftRegionHold
from workflows.messages import Receipt
from workflows.names import region_hold_id

DIGITS = 16
"""Hexadecimal digits of a hold's id: no two keys give the same one."""

PAST = N_("This day is over. Give today or a later day, or leave it empty.")


def demand_reader(acting: Acting) -> None:
    """Refuse who works on no cases. Raises NotForYourRole."""
    if not may_read_holds(acting.actor):
        raise NotForYourRole(roles=sorted(WORKERS))


def demand_holder(acting: Acting) -> None:
    """Refuse who may hold no border at all. Raises NotForYourRole."""
    if not may_hold(acting.actor, acting.actor.country):
        raise NotForYourRole(roles=sorted(SUPERVISORS))


async def hold_of(acting: Acting, hold_id: str) -> Border:
    """The hold of that id, standing or lifted. Raises NotForYourRole, NotFound."""
    demand_reader(acting)
    found = await border(acting.session, hold_id)
    if found is None:
        raise NotFound()
    return found


async def hold_region(acting: Acting, asked: HoldAsked) -> str:
    """Hold every journey that it covers; the id of the hold. The same key again gives the same hold.

    Raises NotYourBorder, ReportInvalid, KeyReused (for another hold), NotConfirmedYet.
    """
    actor = acting.actor
    if not may_hold(actor, asked.country, asked.other):
        raise NotYourBorder()
    data = said(asked)
    if asked.review_on and asked.review_on < acting.now.astimezone(ZoneInfo(acting.who.user.time_zone)).date():
        raise ReportInvalid(faults=[{"loc": ["review_on"], "type": "report", "message": PAST}])
    hold = (acting.once("hold_region") or secrets.token_hex(DIGITS))[:DIGITS]
    wanted = HoldSet.model_validate({**data, "id": hold, "actor": actor})
    if not await _is_set(acting, wanted):
        await acting.engine.hold_region(HeldRegion(actor=actor, hold=hold, asked=wanted))
        await _is_set(acting, wanted)  # of two forms with one key the later one is told, not passed over
    return hold


async def lift_hold(acting: Acting, hold_id: str, asked: HoldOver) -> Receipt:
    """Let journeys go on. Whoever sends the same again is not told that somebody else was first.

    Raises NotForYourRole, NotFound, NotYourBorder, ReportInvalid, HoldLifted, NotConfirmedYet.
    """
    hold = await hold_of(acting, hold_id)
    if not may_hold(acting.actor, hold.set_for):
        raise NotYourBorder()
    reason: str = said(asked)["reason"]
    if hold.lifted_at is not None:
        return _lifted(acting, hold, reason)
    act = LiftRegionHold(actor=acting.actor, reason=reason)
    try:
        return await acting.engine.send(region_hold_id(hold.id), "lift", act, acting.once("lift_hold"))
    except Ended:
        acting.session.expire_all()
        return _lifted(acting, await hold_of(acting, hold_id), reason)


async def _is_set(acting: Acting, wanted: HoldSet) -> bool:
    """Whether this very hold is on the record. Raises KeyReused where the key set another."""
    kept = await border(acting.session, wanted.id)
    if kept is None:
        return False
    same = (kept.cause, kept.country, kept.other, list(kept.directions), kept.reason, kept.review_on)
    if same != (wanted.cause, wanted.country, wanted.other, wanted.directions, wanted.reason, wanted.review_on):
        raise KeyReused()
    return True


def _lifted(acting: Acting, hold: Border, reason: str) -> Receipt:
    if (hold.lifted_by, hold.why_lifted) != (acting.actor.user, reason):
        raise HoldLifted(lifted_at=hold.lifted_at)
    return Receipt(sequence=1)
