"""Erasing a case: its key is destroyed, and with it all that it enciphered, wherever a copy of that lies.

What stays is what lists, clocks and counts need: codes, dates, who did what; no name and no report.
"""

import secrets
from datetime import datetime, timedelta

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.searches import forget_marks_of
from cases.tables import Case, Child, Draft, Erasure, LegalHold
from cases.tables.ciphering import keys_of

SETTLED = timedelta(minutes=2)
"""After its last act the engine still has to end a case's workflow, which it cannot without the key."""

SKEW = timedelta(minutes=1)
"""By how much the clock of a worker may be ahead of ours."""


class CannotErase(Exception):
    """This case may not be erased now. The message says why, for who asked on the machine itself."""


async def erase(session: AsyncSession, number: str, by: str, reason: str, now: datetime) -> Erasure:
    """Destroy the key of a closed case. Asked again, it finishes what was begun. Commits. Raises CannotErase.

    First it is put on record, then the key is destroyed: an interruption leaves a case that is said to be erased and
    is not yet, never one that is gone and nobody knows why.
    """
    keys = keys_of(session)
    case = await _alone(session, number)
    done = await session.get(Erasure, number)
    if done is None:
        await _demand_erasable(session, case, now)
        done = Erasure(case_number=number, at=now, by=by, reason=reason)
        case.erased_at = now
        session.add_all([done, case])
        await forget_marks_of(session, number)
        for table in (Child, Draft):
            await session.exec(delete(table).where(col(table.case_number) == number))
        await session.commit()
    keys.destroy(number, done.at)
    return done


async def _alone(session: AsyncSession, number: str) -> Case:
    """The case as it is now. Until the end of this transaction nobody else erases it or forbids that: of an order to
    erase and a legal hold of the same instant one is told of the other. Raises CannotErase where there is none."""
    same = update(Case).where(col(Case.number) == number).values(erased_at=Case.erased_at)
    await session.exec(same.execution_options(synchronize_session=False))
    case = await session.get(Case, number, populate_existing=True)
    if case is None:
        raise CannotErase(f"There is no case {number}.")
    return case


async def _demand_erasable(session: AsyncSession, case: Case, now: datetime) -> None:
    if case.status != "closed":
        raise CannotErase(f"Case {case.number} is open: only a closed case can be erased.")
    if case.closed_at is not None and -SKEW < now - case.closed_at < SETTLED:
        raise CannotErase(
            f"Case {case.number} was closed a moment ago, and its last act is being finished. Ask again "
            f"in {SETTLED.total_seconds() / 60:.0f} minutes."
        )
    if (held := await standing_hold(session, case.number)) is not None:
        raise CannotErase(f"Case {case.number} is under legal hold since {held.set_at:%Y-%m-%d}: {held.reason}")


async def standing_hold(session: AsyncSession, number: str) -> LegalHold | None:
    """The legal hold that stands on a case, the oldest if there are several."""
    found = await session.exec(
        select(LegalHold)
        .where(LegalHold.case_number == number, col(LegalHold.lifted_at).is_(None))
        .order_by(col(LegalHold.set_at))
        .limit(1)
    )
    return found.first()


async def hold(session: AsyncSession, number: str, by: str, reason: str, now: datetime) -> LegalHold:
    """Forbid the erasure of a case until this hold is lifted. Commits. Raises CannotErase for one that is erased."""
    case = await _alone(session, number)
    if case.erased_at is not None:
        raise CannotErase(f"Case {number} was erased on {case.erased_at:%Y-%m-%d}: there is nothing left to hold.")
    made = LegalHold(id=secrets.token_hex(8), case_number=number, reason=reason, set_by=by, set_at=now)
    session.add(made)
    await session.commit()
    return made


async def release(session: AsyncSession, number: str, by: str, now: datetime) -> int:
    """Lift every legal hold on a case: how many there were. Commits."""
    standing = await session.exec(
        select(LegalHold).where(LegalHold.case_number == number, col(LegalHold.lifted_at).is_(None))
    )
    lifted = 0
    for each in standing.all():
        each.lifted_at, each.lifted_by = now, by
        session.add(each)
        lifted += 1
    await session.commit()
    return lifted
