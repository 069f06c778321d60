"""What analysts are told is counted once a month, and kept: who looks each day sees no single case come or go."""

from datetime import UTC, datetime

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass
from sqlalchemy.dialects import postgresql, sqlite
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
        await keep(session, of, Told(now, counted_until(now), rule.least, rule.nearest, tables))
        kept = await session.get_one(CountsTold, of)
    return AS_KEPT.validate_python(kept.told)


async def keep(session: AsyncSession, of: tuple[str, str], made: Told) -> None:
    """Keep what is told of a country in a month. Where somebody was told in the same instant, that stands. Commits."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {"country": of[0], "month": of[1], "at": made.at, "told": AS_KEPT.dump_python(made, mode="json")}
    await session.exec(insert(CountsTold).values(**row).on_conflict_do_nothing(index_elements=["country", "month"]))
    await session.commit()
