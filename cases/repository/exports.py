"""What left as a file: kept before it is given, read on the case, and found again by the file."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.access import CaseSide
from cases.actor import Actor
from cases.exporting import ExportAsked
from cases.repository.reading import relation
from cases.repository.scope import audited
from cases.seal_of_a_file import Read, Sealed
from cases.tables import Agency, CaseExport, ListExport, User

NEWEST = 200
"""Of what people of an agency took, for its auditor."""

Kept = TypeVar("Kept", CaseExport, ListExport)


@dataclass(frozen=True)
class Taken(Generic[Kept]):
    """A file, with the names of who took it and for which agency."""

    kept: Kept
    name: str
    agency: str


def new_id() -> str:
    """How a file is called on the record and inside itself."""
    return secrets.token_hex(8)


Place = tuple[str, CaseSide, str]
"""The case of a file, on which side it is read, and the file's id."""


async def keep_export(
    session: AsyncSession,
    actor: Actor,
    place: Place,
    asked: ExportAsked,
    file: Sealed,
    now: datetime,
) -> None:
    """Keep that it is taken. The caller commits, before it is given."""
    number, side, export = place
    row = CaseExport(
        id=export,
        case_number=number,
        user_id=actor.user,
        agency_id=actor.agency,
        side=side,
        purpose=asked.purpose.value,
        words=asked.words,
        recipient=asked.recipient,
        addresses=asked.addresses,
        form=asked.form.value,
        seal=file.seal,
        sha256=file.sha256,
        at=now,
    )
    session.add(row)
    await session.flush()


async def exports_of(session: AsyncSession, number: str, side: CaseSide) -> list[Taken[CaseExport]]:
    """Of one case, the newest first: all for the host, for the origin those of its own side."""
    found = select(CaseExport, User.name, Agency.name).where(CaseExport.case_number == number)
    if side != "host":
        found = found.where(CaseExport.side == side)
    rows = await session.exec(
        found.join(User, col(User.id) == CaseExport.user_id)
        .join(Agency, col(Agency.id) == CaseExport.agency_id)
        .order_by(col(CaseExport.at).desc(), CaseExport.id)
    )
    return [Taken(row, name, agency) for row, name, agency in rows.all()]


async def exports_by(session: AsyncSession, auditor: Actor, now: datetime) -> list[tuple[Taken[CaseExport], bool]]:
    """The cases that people of the auditor's agency took, the newest first; and whether the auditor knows of each."""
    rows = await session.exec(
        select(CaseExport, User.name, Agency.name, audited(auditor, col(CaseExport.case_number), now))
        .join(User, col(User.id) == CaseExport.user_id)
        .join(Agency, col(Agency.id) == CaseExport.agency_id)
        .where(CaseExport.agency_id == auditor.agency)
        .order_by(col(CaseExport.at).desc(), CaseExport.id)
        .limit(NEWEST)
    )
    return [(Taken(row, name, of), known) for row, name, of, known in rows.all()]


async def cases_exported(session: AsyncSession, user: str, since: datetime) -> list[str]:
    """The cases that somebody took away since then."""
    found = await session.exec(
        select(CaseExport.case_number).where(CaseExport.user_id == user, col(CaseExport.at) > since).distinct()
    )
    return list(found.all())


async def export_known(session: AsyncSession, file: Read) -> Taken[CaseExport] | None:
    """The record's line of a file: by its hash, or by what it says of itself, which may have been changed."""
    for known in (CaseExport.sha256 == file.sha256, CaseExport.seal == file.seal, CaseExport.id == file.export):
        rows = await session.exec(
            select(CaseExport, User.name, Agency.name)
            .join(User, col(User.id) == CaseExport.user_id)
            .join(Agency, col(Agency.id) == CaseExport.agency_id)
            .where(known)
            .limit(1)
        )
        if (found := rows.first()) is not None:
            return Taken(*found)
    return None


async def export_concerning(
    session: AsyncSession, auditor: Actor, file: Read, now: datetime
) -> tuple[Taken[CaseExport], bool] | None:
    """The same for an auditor, and whether they read of it on the case: the host's auditors of every export, those of
    the country of origin of their own side's. Of what their own people took they are told at any rate, and not of which
    case. None: of any other export they learn nothing."""
    found = await export_known(session, file)
    if found is None:
        return None
    side = await relation(session, auditor, found.kept.case_number, now)
    known = side in ("host", found.kept.side)
    return (found, known) if known or found.kept.agency_id == auditor.agency else None


async def keep_list(session: AsyncSession, actor: Actor, rows: int, now: datetime) -> None:
    """That a list of so many rows is taken. Commits, before it is given."""
    session.add(ListExport(user_id=actor.user, agency_id=actor.agency, rows=rows, at=now))
    await session.commit()


async def lists_of(session: AsyncSession, agency: str) -> Sequence[Taken[ListExport]]:
    """The lists that people of an agency took, the newest first."""
    rows = await session.exec(
        select(ListExport, User.name, Agency.name)
        .join(User, col(User.id) == ListExport.user_id)
        .join(Agency, col(Agency.id) == ListExport.agency_id)
        .where(ListExport.agency_id == agency)
        .order_by(col(ListExport.at).desc(), col(ListExport.id).desc())
        .limit(NEWEST)
    )
    return [Taken(row, name, of) for row, name, of in rows.all()]
