"""Sealing each line of the ledger as it is written, and looking for what was changed since."""

from collections.abc import AsyncIterator

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.seals import Break, first_break, seal_of
from cases.tables import Case, LedgerEntry, LedgerSeal


async def seal(session: AsyncSession, entry: LedgerEntry) -> None:
    """Seal a line that was just added: over it and all before it. The caller commits."""
    newest = await session.exec(
        select(LedgerSeal)
        .where(LedgerSeal.case_number == entry.case_number)
        .order_by(col(LedgerSeal.sequence).desc())
        .limit(1)
    )
    last = newest.first()
    before = last.seal if last else ""
    for each in await _lines(session, entry.case_number, last.sequence if last else 0):
        before = seal_of(before, each)
    session.add(LedgerSeal(case_number=entry.case_number, sequence=entry.sequence, seal=before))


async def breaks(session: AsyncSession, number: str | None = None) -> AsyncIterator[Break]:
    """Of every case (or one), the first line that was changed, removed, put in or moved; nothing where all is whole.

    Cases whose lines are all gone are found by what the case says of itself, and by the seals that are left.
    """
    known: dict[str, int] = dict((await session.exec(select(Case.number, Case.sequence))).all())
    for table in (LedgerEntry, LedgerSeal):
        newest = select(col(table.case_number), func.max(col(table.sequence))).group_by(col(table.case_number))
        for case, last in (await session.exec(newest)).all():
            known[case] = max(known.get(case, 0), last)
    for case in sorted(known) if number is None else [number]:
        seals = await session.exec(select(LedgerSeal).where(LedgerSeal.case_number == case))
        by_line = {each.sequence: each.seal for each in seals.all()}
        found = first_break(case, await _lines(session, case), by_line, known.get(case, 0))
        if found:
            yield found


async def heads(session: AsyncSession) -> dict[str, tuple[int, str]]:
    """The newest seal of every case, by its number: what an anchor keeps elsewhere."""
    rows = await session.exec(select(LedgerSeal).order_by(col(LedgerSeal.case_number), col(LedgerSeal.sequence)))
    return {each.case_number: (each.sequence, each.seal) for each in rows.all()}


async def seal_of_line(session: AsyncSession, number: str, sequence: int) -> str | None:
    """The seal of one line: over it and all before it."""
    kept = await session.get(LedgerSeal, (number, sequence))
    return kept.seal if kept else None


async def missing_from(session: AsyncSession, anchored: dict[str, tuple[int, str]]) -> list[Break]:
    """The anchored lines that are no longer as they were: somebody wrote the seals anew, or took them away."""
    found = []
    for case, (sequence, told) in sorted(anchored.items()):
        kept = await session.get(LedgerSeal, (case, sequence))
        if kept is None or kept.seal != told:
            found.append(Break(case, sequence, "not_known"))
    return found


async def _lines(session: AsyncSession, number: str, after: int | None = None) -> list[LedgerEntry]:
    later = [col(LedgerEntry.sequence) > after] if after is not None else []
    found = await session.exec(
        select(LedgerEntry)
        .where(LedgerEntry.case_number == number, *later)
        .order_by(col(LedgerEntry.sequence))
        .execution_options(populate_existing=True)
    )
    return list(found.all())
