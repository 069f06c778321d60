"""What left the host country about a case, to whom and when: told to the consulate, asked, planned together, read.

Read from what the record keeps for good; so it also says what had been disclosed before a claim, whenever it is asked.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.reports.agreement import Agreement
from cases.reports.consular_notification import ConsularNotification
from cases.reports.referral import Referral
from cases.reports.repatriation_plan import RepatriationPlan
from cases.sharing import CONSULATE, RECEIVING, Left
from cases.tables import Agency, Case, FiledReport, LedgerEntry, Letter, Notice, Participation, User

DisclosureKind = Literal["consular_notification", "request", "joint_plan", "read_the_case", "notices"]

MARKS = ("protection_claim", "identity_failed", "guardian_impostor", "family_implicated", "sharing_withdrawn")
"""Events after which somebody must know what had been disclosed before."""


TOWARDS: dict[str, tuple[DisclosureKind, ...]] = {
    CONSULATE: ("consular_notification",),
    RECEIVING: ("request", "joint_plan", "read_the_case", "notices"),
}
"""By recipient: what this system gave it. What went another way, the report of a withdrawal says."""


class Disclosure(BaseModel):
    """Something told, shown or sent. ``what``: codes of the data, or of the notice; it never holds the data themselves.

    ``until``: for those who could read the case, the end of it. ``void``: the letter no longer holds since then.
    """

    kind: DisclosureKind
    at: datetime
    until: datetime | None = None
    to: str
    what: list[str] = Field(default_factory=list)
    trafficking_told: bool = False
    void: datetime | None = None


class Mark(BaseModel):
    """An event that asks what had been disclosed before it."""

    kind: str
    at: datetime


async def disclosures_of(session: AsyncSession, case: Case) -> list[Disclosure]:
    """Everything, oldest first. Whoever calls has asked that the reader is of the host country."""
    found = [
        *await _told(session, case),
        *await _read(session, case),
        *await _notices(session, case),
    ]
    return sorted(found, key=lambda each: (each.at, each.kind, each.to))


async def left_towards(session: AsyncSession, number: str, recipient: str) -> list[Left]:
    """What had left towards a recipient (cases.sharing), by kind: how often, and when the last time."""
    case = await session.get(Case, number)
    told = await disclosures_of(session, case) if case else []
    by_kind = {kind: [each.at for each in told if each.kind == kind] for kind in TOWARDS.get(recipient, ())}
    return [Left(kind=kind, times=len(at), last=max(at)) for kind, at in by_kind.items() if at]


async def marks_of(session: AsyncSession, case: Case) -> list[Mark]:
    """The claims and failures of this case, oldest first."""
    entries = await session.exec(
        select(LedgerEntry)
        .where(LedgerEntry.case_number == case.number, LedgerEntry.act == "event_reported")
        .order_by(col(LedgerEntry.sequence))
    )
    return [Mark(kind=each.details["kind"], at=each.at) for each in entries if each.details.get("kind") in MARKS]


async def _told(session: AsyncSession, case: Case) -> list[Disclosure]:
    letters = await session.exec(select(Letter).where(Letter.case_number == case.number))
    void = {(each.kind, each.round): each.voided_at for each in letters}
    names = (ConsularNotification.name, Referral.name, RepatriationPlan.name, Agreement.name)
    reports = await session.exec(
        select(FiledReport).where(FiledReport.case_number == case.number, col(FiledReport.name).in_(names))
    )
    return [_of_report(each, void.get((each.step_key, each.round))) for each in reports]


def _of_report(filed: FiledReport, void: datetime | None) -> Disclosure:
    said: dict[str, Any] = filed.data
    if filed.name == ConsularNotification.name:
        return Disclosure(
            kind="consular_notification",
            at=said["notified_at"],
            to=f"{said['recipient']}, {said['consulate']}",
            what=list(said["shared"]),
            trafficking_told=said["trafficking_told"],
            void=void,
        )
    if filed.name == Referral.name:
        to = ", ".join(each for each in (said["to_authority"], said.get("through", "")) if each)
        return Disclosure(kind="request", at=said["sent_at"], to=to, what=[filed.name])
    return Disclosure(kind="joint_plan", at=filed.filed_at, to="", what=[filed.name])


async def _read(session: AsyncSession, case: Case) -> list[Disclosure]:
    rows = await session.exec(
        select(Participation, Agency)
        .join(Agency, col(Agency.id) == Participation.agency_id)
        .where(Participation.case_number == case.number, Participation.side == "origin")
    )
    return [
        Disclosure(kind="read_the_case", at=part.since, until=part.until, to=agency.name) for part, agency in rows.all()
    ]


async def _notices(session: AsyncSession, case: Case) -> list[Disclosure]:
    """Notices hold no content of the case; that there is one, they tell. Those of one instant and kind are one."""
    rows: Sequence[tuple[Notice, Agency]] = (
        await session.exec(
            select(Notice, Agency)
            .join(User, col(User.id) == Notice.recipient)
            .join(Agency, col(Agency.id) == User.agency_id)
            .where(Notice.case_number == case.number, Agency.country == case.origin)
        )
    ).all()
    together: dict[tuple[datetime, str], set[str]] = {}
    for notice, agency in rows:
        together.setdefault((notice.created_at, notice.kind), set()).add(agency.name)
    return [
        Disclosure(kind="notices", at=at, to=", ".join(sorted(agencies)), what=[kind])
        for (at, kind), agencies in together.items()
    ]
