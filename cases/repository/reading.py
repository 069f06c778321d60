"""One case, and the list of cases, as the people who take part in them may read them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.access import CaseSide, answers_for_the_child, may_audit, works_on_cases
from cases.actor import Actor
from cases.errors import CaseErased, NotFound
from cases.record import CaseView
from cases.repository.cursor import PAGE, CursorUnreadable, Page, decode, page_of
from cases.repository.scope import audited, in_emergency, named, stands, within
from cases.tables import Case, Erasure, Participation, Step
from cases.tables.ciphering import demand_whole


async def relation(
    session: AsyncSession, actor: Actor, number: str, now: datetime, named_at: datetime | None = None
) -> CaseSide | None:
    """On which side the actor's agency takes part in the case now; None: it does not, or the actor sees no case.

    Of a past day: whether it took part then; in a protected case the actor has to be named today (``named_at``).
    """
    if not (works_on_cases(actor) or may_audit(actor)):
        return None
    found = await session.exec(
        select(Participation.side)
        .join(Case, col(Case.number) == Participation.case_number)
        .where(Participation.case_number == number, Participation.agency_id == actor.agency, *stands(now))
        .where(or_(col(Case.protected).is_(False), named(actor, number, named_at or now)))
        .order_by(col(Participation.since), col(Participation.id))
        .limit(1)
    )
    side = found.first()
    return "host" if side == "host" else "origin" if side == "origin" else None


async def readable_case(session: AsyncSession, actor: Actor, number: str, now: datetime) -> Case:
    """The case. Raises NotFound where there is none, or none that this person may know of (an auditor knows of it:
    ask ``demand`` what they may read); CaseErased. From then on this session may raise Erased: it tells no part."""
    number_of = col(Case.number)
    known = or_(within(actor, number_of, now), audited(actor, number_of, now), in_emergency(actor, number_of, now))
    found = await session.exec(select(Case).where(Case.number == number, known))
    case = found.first()
    if case is None:
        raise NotFound()
    if case.erased_at is not None:
        raise await erased(session, number, case.erased_at)
    demand_whole(session, number)
    return case


async def erased(session: AsyncSession, number: str, at: datetime) -> CaseErased:
    """What is said of a case that was erased ``at`` that instant."""
    done = await session.get(Erasure, number)
    return CaseErased(at=at, by=done.by if done else "", reason=done.reason if done else "")


async def readable_numbers(session: AsyncSession, actor: Actor, now: datetime) -> list[str]:
    """The numbers of all cases that this person may read as a whole."""
    if not answers_for_the_child(actor):
        return []
    return list((await session.exec(select(Case.number).where(within(actor, col(Case.number), now)))).all())


def contact_shut(case: Case) -> bool:
    """Whether nothing may be told to the country of origin's agencies now, whatever the reason."""
    return CaseView.model_validate(case.view).contact_shut


@dataclass(frozen=True)
class CaseFilter:
    """Which cases to list. ``mine``: those in which the actor owns a step that is open."""

    host: str | None = None
    origin: str | None = None
    stage: str | None = None
    status: str | None = None
    mine: bool = False


async def cases_page(
    session: AsyncSession,
    actor: Actor,
    now: datetime,
    wanted: CaseFilter | None = None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[Case]:
    """The cases that the actor may read, newest first. Raises CursorUnreadable."""
    conditions = [within(actor, col(Case.number), now), *_conditions(actor, wanted or CaseFilter())]
    if cursor is not None:
        at, (number,) = decode(cursor, 1)
        if at is None:
            raise CursorUnreadable("this cursor is not one of this list")
        opened = col(Case.opened_at)
        conditions.append(or_(opened < at, and_(opened == at, col(Case.number) > number)))
    found = await session.exec(
        select(Case).where(*conditions).order_by(col(Case.opened_at).desc(), col(Case.number)).limit(limit + 1)
    )
    return page_of(found.all(), limit, lambda case: (case.opened_at, case.number))


def _conditions(actor: Actor, wanted: CaseFilter) -> list[ColumnElement[bool]]:
    named = {"host": wanted.host, "origin": wanted.origin, "stage": wanted.stage, "status": wanted.status}
    conditions = [col(getattr(Case, name)) == value for name, value in named.items() if value is not None]
    if wanted.mine:
        own = select(Step.key).where(
            col(Step.case_number) == Case.number,
            col(Step.owner) == actor.user,
            col(Step.status).in_(("open", "submitted")),
        )
        conditions.append(own.exists())
    return conditions
