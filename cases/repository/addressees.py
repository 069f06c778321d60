"""Whom a notice reaches: decided when it is written, from who holds the role in the case's agencies now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Role
from cases.effects import NoticeWanted
from cases.record import CaseView
from cases.repository.cancelling import not_withheld
from cases.repository.participation import BY_RIGHT
from cases.repository.scope import stands
from cases.tables import Agency, Participation, User

POSTS = frozenset({"head_of_agency", "foreign_ministry", "liaison_network"})
"""Roles of a ladder that are posts: of the agency, of the country, of the region."""


async def addressees(session: AsyncSession, case: CaseView, wanted: NoticeWanted, at: datetime) -> Sequence[User]:
    """The active people to tell. Empty where nobody holds the role: the ladder then climbs at once.

    Only people of agencies that take part then (``at``), of that side: a reminder must not tell another organisation.
    A shelter or an escort is told of what its own people own, and of being let in. The foreign ministry and the
    liaison network are told by their posts in the country of that side. Nobody is told from whom everything is kept
    back. Of a protected case only named people are told: where none of them holds the role, its named supervisors;
    where their accounts are closed, the host's supervisors, of whom one can then take the case over.
    """
    found = await _holders(session, case, wanted, at)
    if found or not case.named or wanted.agency is not None:
        return found
    anybody = NoticeWanted(kind=wanted.kind, side="both", role="supervisor")
    named = await _holders(session, case, anybody, at)
    return named or await _holders(session, case, anybody.model_copy(update={"side": "host"}), at, everybody=True)


async def _holders(
    session: AsyncSession, case: CaseView, wanted: NoticeWanted, at: datetime, everybody: bool = False
) -> Sequence[User]:
    query = select(User).join(Agency, col(User.agency_id) == Agency.id).where(col(User.active), *not_withheld(case))
    if case.named and not everybody:
        query = query.where(col(User.id).in_(case.named))
    if wanted.user is not None:
        part = select(Participation.id).where(
            Participation.case_number == case.number, Participation.agency_id == User.agency_id, *stands(at)
        )
        found = (await session.exec(query.where(User.id == wanted.user, part.exists()))).all()
        if found or wanted.role != "worker":
            return found
    query = query.where(col(Agency.active))
    if wanted.role in POSTS - {"head_of_agency"}:
        country = case.host if wanted.side in ("host", "both") else case.origin
        return (await session.exec(query.where(User.post == wanted.role, Agency.country == country))).all()
    query = query.join(Participation, col(Participation.agency_id) == Agency.id).where(
        Participation.case_number == case.number, *stands(at)
    )
    if wanted.agency is not None:
        return (await session.exec(query.where(Agency.id == wanted.agency, _holds(wanted.role)).distinct())).all()
    query = query.where(col(Agency.function).in_(BY_RIGHT))
    if everybody:  # whoever was let in for a while does not learn of a protected case in this way
        query = query.where(col(Participation.sequence).is_(None))
    if wanted.side != "both":
        query = query.where(Participation.side == wanted.side)
    return (await session.exec(query.where(_holds(wanted.role)).distinct())).all()


def _holds(role: str) -> ColumnElement[bool]:
    if role in POSTS:
        return col(User.post) == role
    if role == "supervisor":
        return col(User.role) == Role.SUPERVISOR
    return or_(col(User.role) == Role.CASEWORKER, col(User.role) == Role.PARTNER)
