"""What whoever runs the installation did on the machine itself: kept with the act, and read by auditors."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, true
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Actor
from cases.repository.scope import audited
from cases.tables import Agency, Case, OperatorAct, User

What = Literal[
    "account_made",
    "account_closed",
    "factors_reset",
    "password_given",
    "signed_out",
    "sign_on_ways",
    "agency_made",
    "agency_function",
    "case_erased",
    "case_held",
    "case_released",
    "case_kept",
]

NEWEST = 200
"""Of them, for one auditor or one list."""


@dataclass(frozen=True)
class Done:
    """An act, with the names of the account and of the agency that it was done to."""

    act: OperatorAct
    name: str | None
    agency: str | None


@dataclass(frozen=True)
class To:
    """To whom or what something is done. Nothing of it: to everybody."""

    user: User | None = None
    agency: Agency | None = None
    case: str | None = None


async def note_operator_act(
    session: AsyncSession, what: What, by: str, to: To, now: datetime, detail: str = ""
) -> None:
    """Keep it. The caller commits, together with the act."""
    theirs = to.user.agency_id if to.user else to.agency.id if to.agency else None
    session.add(
        OperatorAct(
            what=what,
            detail=detail,
            by=by,
            user_id=to.user.id if to.user else None,
            agency_id=theirs,
            case_number=to.case,
            at=now,
        )
    )
    await session.flush()


async def all_acts(session: AsyncSession) -> list[Done]:
    """The newest first, for who runs the installation."""
    return await _done(session, true())


async def acts_for(session: AsyncSession, auditor: Actor, now: datetime) -> list[Done]:
    """What concerns the auditor's agency: its accounts, itself, the cases of their country that they audit, and
    everybody.

    Of a case of another country only that it was erased: that a court needs what it holds is the host's matter."""
    of_all = col(OperatorAct.agency_id).is_(None) & col(OperatorAct.case_number).is_(None)
    here = select(Case.number).where(Case.host == auditor.country)
    of_a_case = (col(OperatorAct.what) == "case_erased") | col(OperatorAct.case_number).in_(here)
    audits = audited(auditor, col(OperatorAct.case_number), now) & of_a_case
    theirs = or_(OperatorAct.agency_id == auditor.agency, of_all, audits)
    return await _done(session, theirs)


async def _done(session: AsyncSession, which: ColumnElement[bool]) -> list[Done]:
    rows = await session.exec(
        select(OperatorAct, User.name, Agency.name)
        .outerjoin(User, col(User.id) == OperatorAct.user_id)
        .outerjoin(Agency, col(Agency.id) == OperatorAct.agency_id)
        .where(which)
        .order_by(col(OperatorAct.id).desc())
        .limit(NEWEST)
    )
    return [Done(*row) for row in rows.all()]
