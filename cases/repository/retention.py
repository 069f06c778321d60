"""Which closed cases have been kept as long as they are to be kept, and what is thrown away without asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import col, delete, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.reports.detection import Detection
from cases.repository.erasing import CannotErase, standing_hold
from cases.repository.searches import forget_old_marks
from cases.tables import Case, Document, Draft, FiledReport, OpeningKey, RetentionAsked, SignInSession
from guidelines.deadline import Term
from guidelines.majority import AGE, majority_on
from guidelines.retention import Retention
from guidelines.terms import end_of, shifted_day

UTC_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True)
class Due:
    """A closed case whose term is over since ``at``; ``asked``: what people were asked of it, and said."""

    case: Case
    at: datetime
    asked: RetentionAsked | None


async def due_cases(session: AsyncSession, rules: Retention, now: datetime) -> list[Due]:
    """The cases whose term is over: closed, not erased, under no legal hold, and nobody said that they are needed."""
    shortest = min((rules.case, *rules.countries.values()), key=lambda each: each.years)
    found = await session.exec(
        select(Case, RetentionAsked)
        .join(RetentionAsked, col(RetentionAsked.case_number) == Case.number, isouter=True)
        .where(Case.status == "closed", col(Case.erased_at).is_(None))
        .where(col(Case.closed_at) <= end_of(shifted_day(now.date(), shortest.term, _any_day, "before"), UTC_ZONE))
        .where(or_(col(RetentionAsked.kept_until).is_(None), col(RetentionAsked.kept_until) <= now))
        .order_by(col(Case.closed_at), Case.number)
    )
    due = []
    for case, asked in found.all():
        at = await _over_at(session, rules, case)
        if at <= now and await standing_hold(session, case.number) is None:
            due.append(Due(case, at, asked))
    return due


async def _over_at(session: AsyncSession, rules: Retention, case: Case) -> datetime:
    closed = (case.closed_at or case.opened_at).date()
    since = max(closed, await _of_age_on(session, case))
    return end_of(shifted_day(since, rules.of(case.host).term, _any_day), UTC_ZONE)


async def _of_age_on(session: AsyncSession, case: Case) -> date:
    """The day on which the child comes of age, by the youngest age that a report gives it: a record is kept too long
    rather than not long enough."""
    found = await session.exec(
        select(FiledReport).where(FiledReport.case_number == case.number, FiledReport.name == Detection.name)
    )
    read = [each.data for each in found.all() if each.data]  # of one that is erased in this instant nothing is left
    days = [_comes_of_age(Detection.model_validate(each), case.detected_at.date()) for each in read]
    return max(days, default=_years_after(case.detected_at.date(), AGE))


def _comes_of_age(report: Detection, found_on: date) -> date:
    if report.birth_date:
        return majority_on(report.birth_date)
    return _years_after(found_on, max(0, AGE - (report.apparent_age or 0)))


def _years_after(day: date, years: int) -> date:
    return shifted_day(day, Term(amount=12 * years, unit="month"), _any_day)


def _any_day(_day: date) -> bool:
    return True


async def ask(session: AsyncSession, due: Due, now: datetime) -> bool:
    """Put on record that people are asked; whether they had not been asked before. The caller commits."""
    if due.asked is not None and due.asked.kept_until is None:
        return False
    row = due.asked or RetentionAsked(case_number=due.case.number, due_at=due.at, asked_at=now)
    row.due_at, row.asked_at, row.kept_until = due.at, now, None
    session.add(row)
    return True


async def keep(session: AsyncSession, number: str, until: datetime, by: str, reason: str, now: datetime) -> None:
    """Somebody says that a closed case is needed until a day. Commits. Raises CannotErase for one that is not there."""
    case = await session.get(Case, number)
    if case is None or case.erased_at is not None or case.status != "closed":
        raise CannotErase(f"There is no closed case {number} that could be kept.")
    row = await session.get(RetentionAsked, number) or RetentionAsked(case_number=number, due_at=until, asked_at=now)
    row.kept_until, row.kept_by, row.reason = until, by, reason
    session.add(row)
    await session.commit()


async def throw_away(session: AsyncSession, rules: Retention, now: datetime) -> dict[str, int]:
    """Drafts of closed cases, documents there that no act attached, sessions that are over, old keys of openings, old
    marks of searches: how many of each. Commits."""
    closed = select(Case.number).where(col(Case.closed_at) <= now - rules.drafts.kept)
    thrown = {
        "drafts": delete(Draft).where(col(Draft.case_number).in_(closed)),
        "documents": delete(Document).where(col(Document.sequence).is_(None), col(Document.case_number).in_(closed)),
        "sessions": delete(SignInSession).where(col(SignInSession.expires_at) <= now - rules.sessions.kept),
        "opening_keys": delete(OpeningKey).where(col(OpeningKey.created_at) <= now - rules.opening_keys.kept),
    }
    counts = {name: (await session.exec(each)).rowcount for name, each in thrown.items()}
    counts["search_marks"] = await forget_old_marks(session, now - rules.search_marks.kept, now)
    await session.commit()
    return counts


async def asked_of(session: AsyncSession) -> Sequence[RetentionAsked]:
    """All that was asked, the oldest term first."""
    return (await session.exec(select(RetentionAsked).order_by(col(RetentionAsked.due_at)))).all()
