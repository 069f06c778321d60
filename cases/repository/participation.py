"""Which agencies take part in a case, from when, until when, and why."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Function
from cases.effects import Access
from cases.record import Record
from cases.repository.scope import stands
from cases.tables import Agency, Participation
from guidelines.library import library

BY_RIGHT = (Function.PROTECTION, Function.CONSULATE)
"""What an agency does that takes part in the cases of its country's children without being let in."""
LET_IN = "let_in"


async def take_part(session: AsyncSession, write: Record) -> None:
    """Bring the participations in line with the case: the opener's agency from the opening, the origin's while it may.

    The origin country's agencies take part from the first step that is theirs; a need for international
    protection, or a consent withdrawn, ends that at once, and the end stays on the record. Others are let in, and
    the host country's shelters and escorts take part some days longer than the child is in its care.
    """
    if write.access is not None:
        await _let_in(session, write, write.access)
    if write.custody is not None and write.custody.taker == "origin":
        await _until_arrival(session, write)
    view, at = write.case, write.entry.at
    if write.sequence == 1 and write.entry.actor is not None:
        session.add(
            Participation(
                case_number=view.number, agency_id=write.entry.actor.agency, side="host", since=at, reason="opened"
            )
        )
    current = (
        await session.exec(
            select(Participation).where(
                Participation.case_number == view.number,
                Participation.side == "origin",
                *stands(at),
            )
        )
    ).all()
    if view.origin_takes_part and not current:
        by_right = (col(Agency.active), col(Agency.by_right), col(Agency.function).in_(BY_RIGHT))
        agencies = await session.exec(select(Agency).where(Agency.country == view.origin, *by_right))
        for agency in agencies.all():
            session.add(
                Participation(case_number=view.number, agency_id=agency.id, side="origin", since=at, reason="its_step")
            )
    if not view.origin_takes_part:
        for row in current:
            row.until, row.reason = at, "protection_need" if view.suppressed else "consent_withdrawn"
            session.add(row)


async def taking_part(session: AsyncSession, number: str, agency: str, now: datetime) -> Participation | None:
    """The part that an agency takes in a case now."""
    found = await _standing(session, number, now, Participation.agency_id == agency)
    return found[0] if found else None


async def _let_in(session: AsyncSession, write: Record, given: Access) -> None:
    """From now until the day that was said, in place of what was said before; or no longer."""
    number, at = write.case.number, write.entry.at
    for row in await _standing(session, number, at, Participation.agency_id == given.agency):
        row.until = at
        session.add(row)
    if given.let_in:
        part = Participation(
            case_number=number,
            agency_id=given.agency,
            side=given.side,
            since=at,
            until=given.until,
            reason=LET_IN,
            sequence=write.sequence,
        )
        session.add(part)


async def _until_arrival(session: AsyncSession, write: Record) -> None:
    last = write.entry.at + library().need_to_know.let_in.after_arrival
    elsewhere = (Participation.side == "host", col(Agency.function) != Function.PROTECTION)
    for row in await _standing(session, write.case.number, write.entry.at, *elsewhere):
        row.until = min(last, row.until or last)
        session.add(row)


async def _standing(session: AsyncSession, number: str, at: datetime, *which: Any) -> Sequence[Participation]:
    found = await session.exec(
        select(Participation)
        .join(Agency, col(Agency.id) == Participation.agency_id)
        .where(Participation.case_number == number, *stands(at), *which)
    )
    return found.all()
