"""Who had the child from when to when, by which record, signed by whom; and what others count on."""

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from api.explain.telling import Telling
from api.schemas.journey import (
    CareChain,
    CareFaultShown,
    CareShown,
    MissingShown,
    PromiseShown,
    SignatureShown,
)
from cases.care import Stretch, faults, stretches
from cases.repository.parts import custody_of, reports_named
from workflows.onward import ANOTHER_ESCORT, LEG_FAILED, WAIT_ENDED

MISSING, FOUND = "child_missing", "child_found"


async def care_shown(session: AsyncSession, telling: Telling) -> CareChain:
    """The chain of custody minute by minute. Whatever would be wrong with it is said aloud."""
    case = telling.case
    links = await custody_of(session, case)
    told = await reports_named(session, case, (MISSING, FOUND))
    records = {(each.sequence, each.step_key): each.data for each in await reports_named(session, case)}
    wrong = faults(case.detected_at, links, case.custodian)
    return CareChain(
        stretches=[_stretch(telling, each, records) for each in stretches(case.detected_at, links)],
        missing=_missing([(each.name, each.data) for each in told]),
        faults=[CareFaultShown(kind=each.kind, at=each.at) for each in wrong],
    )


def _stretch(telling: Telling, stretch: Stretch, records: dict[tuple[int, str], dict[str, Any]]) -> CareShown:
    link = stretch.by
    record = records.get((link.sequence, link.step_key)) if link else None
    if link is None or record is None:
        return CareShown(holder=stretch.holder, since=stretch.since, until=stretch.until)
    gave = _signature(telling, link.giver, record["deliverer"])
    took = _signature(telling, link.taker, record["receiver"])
    return CareShown(
        holder=stretch.holder,
        name=took.name,
        agency=took.agency,
        since=stretch.since,
        until=stretch.until,
        record=record["record_number"],
        step=link.step_key,
        gave=gave,
        took=took,
    )


def _signature(telling: Telling, side: str, party: dict[str, Any]) -> SignatureShown:
    """The name and the house of who keeps a child stay in that country: they would say where the child is."""
    withheld = (side == "host" and telling.relation == "origin") or (side == "carer" and telling.relation == "host")
    return SignatureShown(
        name=None if withheld else party["name"],
        agency=None if withheld else party["agency"],
        at=datetime.fromisoformat(party["signed_at"]),
    )


def _missing(told: list[tuple[str, dict[str, Any]]]) -> list[MissingShown]:
    found: list[MissingShown] = []
    for name, data in told:
        if name == MISSING:
            found.append(MissingShown(since=data["last_seen_at"]))
        elif found:
            found[-1] = found[-1].model_copy(update={"until": datetime.fromisoformat(data["found_at"])})
    return found


def promises_shown(telling: Telling) -> list[PromiseShown]:
    """What others count on, and what became of it, in the order in which it was promised."""
    return [PromiseShown(**each.model_dump(include=set(PromiseShown.model_fields))) for each in telling.view.promises]


def can_happen(telling: Telling, kind: str) -> bool:
    """Whether an event of the journey can be reported now (as workflows/onward.py); of other events it says nothing."""
    departed = telling.view.custodian == "escort" and telling.settled("escort")
    planned = telling.view.custodian == "host" and telling.settled("repatriation_plan")
    transit = telling.steps.get("transit")
    possible = {
        ANOTHER_ESCORT: departed or planned,
        LEG_FAILED: departed and transit is not None and transit.status == "open",
        WAIT_ENDED: departed,
    }
    return possible.get(kind, True)
