"""What made each step what it is: the acts that opened it, sent it back, stopped its clock or moved its date."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.tables import Case, LedgerEntry, StepKept

RUNS = ("open", "submitted")


@dataclass(frozen=True)
class Turn:
    """The acts behind one step. None: none yet, or it is older than what the record keeps day by day."""

    added: LedgerEntry | None = None
    """The step came with this act (a further visit)."""
    again: LedgerEntry | None = None
    """Its present round began with this act."""
    opened: LedgerEntry | None = None
    stopped: LedgerEntry | None = None
    """Its clock stands still since this act."""
    moved: tuple[LedgerEntry, ...] = ()
    """Its date was moved by these, since it opened."""
    over: LedgerEntry | None = None
    """It ceased to apply with this act."""


class _Row(NamedTuple):
    sequence: int
    status: str
    round: int
    paused_since: str | None
    due_at: str | None


@dataclass
class _Found:
    added: int | None = None
    again: int | None = None
    opened: int | None = None
    stopped: int | None = None
    over: int | None = None
    moved: list[int] = field(default_factory=list)


async def turns_of(session: AsyncSession, case: Case) -> dict[str, Turn]:
    """By step key; of a case as it was known, what had happened then."""
    rows = await session.exec(
        select(StepKept)
        .where(StepKept.case_number == case.number, col(StepKept.sequence) <= case.sequence)
        .order_by(col(StepKept.sequence))
    )
    by_key: dict[str, list[_Row]] = defaultdict(list)
    for row in rows.all():
        told: list[Any] = [row.view.get(name) for name in _Row._fields[1:]]
        by_key[row.key].append(_Row(row.sequence, *told))
    first = min((each[0].sequence for each in by_key.values()), default=0)
    found = {key: _walk(each, first) for key, each in by_key.items()}
    entries = await _entries(session, case.number, found)
    return {
        key: Turn(
            **{name: entries.get(getattr(each, name)) for name in ("added", "again", "opened", "stopped", "over")},
            moved=tuple(entries[sequence] for sequence in each.moved if sequence in entries),
        )
        for key, each in found.items()
    }


def _walk(rows: list[_Row], first: int) -> _Found:
    before, found = rows[0], _Found()
    if before.sequence > first:
        found.added = before.sequence
        found.opened = before.sequence if before.status in RUNS else None
    for row in rows[1:]:
        opens = row.status in RUNS and (before.status not in RUNS or row.round != before.round)
        if row.round != before.round:
            found.again, found.opened, found.stopped, found.over, found.moved = row.sequence, None, None, None, []
        if opens:
            found.opened, found.over, found.moved = row.sequence, None, []
        elif row.status in RUNS and row.due_at != before.due_at:
            found.moved.append(row.sequence)
        if bool(row.paused_since) != bool(before.paused_since):
            found.stopped = row.sequence if row.paused_since else None
        if row.status == "not_applicable" and before.status != "not_applicable":
            found.over = row.sequence
        before = row
    return found


async def _entries(session: AsyncSession, number: str, found: dict[str, _Found]) -> dict[int | None, LedgerEntry]:
    wanted = {
        sequence
        for each in found.values()
        for sequence in (each.added, each.again, each.opened, each.stopped, each.over, *each.moved)
        if sequence is not None
    }
    rows = await session.exec(
        select(LedgerEntry).where(LedgerEntry.case_number == number, col(LedgerEntry.sequence).in_(wanted))
    )
    return {row.sequence: row for row in rows.all()}
