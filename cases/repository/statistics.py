"""How many cases a country has, as an analyst may read it. True numbers do not leave this module."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.access import CaseSide
from cases.actor import Actor
from cases.counting import Table, table
from cases.endings import endings
from cases.repository.scope import counted
from cases.tables import Case
from guidelines.library import Library

Kind = Literal["opened", "open", "closed"]
DAY = timedelta(days=1)
SIDES: tuple[CaseSide, ...] = ("host", "origin")


@dataclass(frozen=True)
class Counted:
    """A table of cases in which the country is on ``side``: opened in ``year`` by the other country, open by stage,
    or closed by how they ended."""

    kind: Kind
    side: CaseSide
    table: Table
    year: int | None = None


def counted_until(now: datetime) -> datetime:
    """Cases opened since then are not among those "opened": the beginning of last month.

    The tables count the same cases. Those opened since then, and those opened twice (no end), are in one and not in
    another: so nobody works a row of one out from the sum of another (decision 25). Were it this month, who asks on
    its first day would know that there are none.
    """
    begun = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (begun - DAY).replace(day=1)


async def statistics(session: AsyncSession, actor: Actor, now: datetime, library: Library) -> list[Counted]:
    """Every table that the actor may read; for who is no analyst, of nothing."""
    return [each for side in SIDES for each in await _on_side(session, actor, side, now, library)]


async def _on_side(
    session: AsyncSession, actor: Actor, side: CaseSide, now: datetime, library: Library
) -> list[Counted]:
    rule, ours, until = library.statistics, counted(actor, side, now), counted_until(now)
    others = [code for code in library.countries if code != actor.country]
    other, opened = col(Case.origin if side == "host" else Case.host), col(Case.opened_at)

    async def told(by: Any, rows: Iterable[str], *which: ColumnElement[bool]) -> Table:
        found = await session.exec(select(by, func.count()).where(ours, *which).group_by(by))
        numbers: dict[str, int] = dict(found.all())
        return table({row: numbers.get(row, 0) for row in rows}, rule)

    tables = []
    newest = (until - DAY).year
    for year in range(newest, newest - rule.years, -1):
        first, last = (datetime(each, 1, 1, tzinfo=UTC) for each in (year, year + 1))
        in_year = await told(other, others, opened >= first, opened < min(last, until))
        tables.append(Counted("opened", side, in_year, year))
    stages = [each.stage for each in library.stages]
    open_now = await told(col(Case.stage), stages, col(Case.status) == "open")
    closed = await told(col(Case.closing), endings(library), col(Case.status) == "closed")
    return [*tables, Counted("open", side, open_now), Counted("closed", side, closed)]
