"""Who is shown a case stands on record before they are shown it; who looks at unusually many is told to an auditor."""

import re
from datetime import datetime

import structlog
from fastapi import Request
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.notices import put_notice
from api.csrf import SAFE
from cases.access import CaseSide
from cases.actor import Actor
from cases.repository.exports import cases_exported
from cases.repository.looks import Shown, What, cases_without_part, note_look, told_since, unusual
from cases.repository.people import auditors_of
from guidelines.library import library
from guidelines.oversight import Unusual
from runtime.room import NoRoom
from runtime.settings import settings

PLAIN = re.compile(r"^[\w/-]{0,100}$", re.ASCII)
"""What is kept of an address: names of ours, and nothing else that somebody typed."""

log = structlog.get_logger(__name__)


def shown_by(request: Request) -> Shown | None:
    """The part of a case that this address shows. None: it is of no case, or a program's act, which shows nothing."""
    before, _, tail = request.url.path.partition("/cases/")
    if not tail or (before and request.method not in SAFE):
        return None
    rest = tail.partition("/")[2]
    what, _, which = rest.partition("/")
    return Shown(what or "case", which) if PLAIN.match(rest) else Shown("case")


async def keep_look(
    session: AsyncSession, actor: Actor, case: str, side: CaseSide, shown: Shown, now: datetime
) -> bool:
    """Keep it, and commit. False: there is no room where the record is kept.

    It then stands in the log: who protects a child must read on (decision 21).
    """
    try:
        await note_look(session, actor, case, side, shown, now)
        await _watch(session, actor, now)
        await session.commit()
    except NoRoom:
        await session.rollback()
        log.warning("look_not_recorded", case=case, user=actor.user)
        return False
    return True


async def watch_exports(session: AsyncSession, actor: Actor, now: datetime) -> None:
    """Tell an auditor, once in so many hours, of who takes unusually many cases away. The caller commits."""
    rule = library().oversight.unusual_exporting
    taken = await cases_exported(session, actor.user, now - rule.within)
    await _tell(session, actor, now, rule, ("exported", len(taken)))


async def _watch(session: AsyncSession, actor: Actor, now: datetime) -> None:
    rule = library().oversight.unusual_reading
    if actor.role in rule.more_cases_than:
        looked_at = await cases_without_part(session, actor.user, now - rule.within)
        await _tell(session, actor, now, rule, ("looked", len(looked_at)))


async def _tell(session: AsyncSession, actor: Actor, now: datetime, rule: Unusual, did: tuple[What, int]) -> None:
    most, (what, cases) = rule.more_cases_than.get(actor.role), did
    if most is None or cases <= most or await told_since(session, actor.user, now - rule.within, what):
        return
    found = unusual(actor, cases, rule.within, now, what)
    session.add(found)
    await session.flush()
    for auditor in await auditors_of(session, actor.agency):
        await put_notice(
            session, f"{found.id}:{auditor.id}", None, "unusual_reading", auditor, now, settings().public_address
        )
