"""What analysts are told is counted once a month, and kept: who looks each day sees no single case come or go."""

from datetime import UTC, datetime

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass
from sqlalchemy.exc import IntegrityError
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.access import may_read_statistics
from cases.actor import Actor
from cases.errors import NotAllowed
from cases.repository.statistics import Counted, counted_until, statistics
from cases.tables import CountsTold
from guidelines.library import Library


@dataclass(frozen=True)
class Told:
    """The tables of a month: when they were counted, until when cases "opened" are in them, and by which numbers."""

    at: datetime
    opened_before: datetime
    least: int
    nearest: int
    tables: list[Counted]


AS_KEPT = TypeAdapter(Told)


async def tell(session: AsyncSession, actor: Actor, now: datetime, library: Library) -> Told:
    """This month's tables of the analyst's country: counted for whoever asks first. Commits. Raises NotAllowed."""
    if not may_read_statistics(actor):
        raise NotAllowed(act="statistics", whose="analyst")
    of = (actor.country, f"{now.astimezone(UTC):%Y-%m}")
    kept = await session.get(CountsTold, of)
    if kept is None:
        rule, tables = library.statistics, await statistics(session, actor, now, library)
        made = Told(now, counted_until(now), rule.least, rule.nearest, tables)
        kept = await _kept(session, of, made)
    return AS_KEPT.validate_python(kept.told)


async def _kept(session: AsyncSession, of: tuple[str, str], made: Told) -> CountsTold:
    """What now stands for the month: ``made``, or what somebody who asked in the same instant was told."""
    country, month = of
    row = CountsTold(country=country, month=month, at=made.at, told=AS_KEPT.dump_python(made, mode="json"))
    session.add(row)
    try:
        await session.commit()
    except IntegrityError:
        await session.rollback()
        return await session.get_one(CountsTold, of)
    return row
