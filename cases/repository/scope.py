"""Whose cases a person may know of: the one condition that every reading carries."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from cases.access import CaseSide, answers_for_the_child, may_audit, may_read_statistics, works_on_cases
from cases.actor import Actor
from cases.tables import Agency, Case, EmergencyAccess, NamedPerson, Participation


def stands(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a participation holds at ``now``."""
    until = col(Participation.until)
    return (col(Participation.since) <= now, or_(until.is_(None), until > now))


def within(actor: Actor, case_number: Any, now: datetime, side: Any = None) -> ColumnElement[bool]:
    """Whether the case of the column ``case_number`` is one in which the actor's agency takes part at ``now``.

    ``side``: a column with "host", "origin" or "both"; then only what is on the agency's own side.
    An administrator, an auditor and an analyst take part in nothing, and in a protected case nobody who is not named.
    """
    return _takes_part(actor, case_number, now, side) if works_on_cases(actor) else false()


def lasting(actor: Actor, case_number: Any, now: datetime) -> ColumnElement[bool]:
    """Whether the part that the actor's agency takes in the case has no end."""
    part = select(Participation.id).where(
        col(Participation.case_number) == case_number,
        col(Participation.agency_id) == actor.agency,
        *stands(now),
        col(Participation.until).is_(None),
    )
    return part.exists()


def audited(actor: Actor, case_number: Any, now: datetime) -> ColumnElement[bool]:
    """Whether the actor audits the case: an auditor of an agency that takes part in it at ``now``, and answers for the
    child there. Of a case of which an agency is told a part, its auditors read no ledger."""
    audits = may_audit(actor) and answers_for_the_child(actor)
    return _takes_part(actor, case_number, now) if audits else false()


def counted(actor: Actor, side: CaseSide, now: datetime) -> ColumnElement[bool]:
    """Whether the case is counted for the actor: an analyst, whose country is on that side of it.

    Of the country of origin only while its agencies take part: of a child who is kept from them no number tells either.
    """
    if not may_read_statistics(actor):
        return false()
    if side == "host":
        return col(Case.host) == actor.country
    told = (
        select(Participation.id)
        .join(Agency, col(Agency.id) == Participation.agency_id)
        .where(
            col(Participation.case_number) == Case.number,
            Participation.side == "origin",
            Agency.country == actor.country,
            *stands(now),
        )
    )
    return and_(col(Case.origin) == actor.country, told.exists())


def _takes_part(actor: Actor, case_number: Any, now: datetime, side: Any = None) -> ColumnElement[bool]:
    ours = true() if side is None else or_(side == "both", side == col(Participation.side))
    held = select(Participation.id).where(
        col(Participation.case_number) == case_number,
        col(Participation.agency_id) == actor.agency,
        *stands(now),
        ours,
    )
    return and_(held.exists(), or_(~_protected(case_number), named(actor, case_number, now)))


def _protected(case_number: Any) -> ColumnElement[bool]:
    case = aliased(Case)
    return select(case.number).where(case.number == case_number, case.protected).exists()


def in_emergency(actor: Actor, case_number: Any, now: datetime) -> ColumnElement[bool]:
    """Whether the actor reads the case in an emergency at ``now``."""
    mine = select(EmergencyAccess.id).where(
        col(EmergencyAccess.case_number) == case_number,
        EmergencyAccess.user_id == actor.user,
        col(EmergencyAccess.since) <= now,
        col(EmergencyAccess.until) > now,
    )
    return mine.exists() if works_on_cases(actor) else false()


def named(actor: Actor, case_number: Any, now: datetime) -> ColumnElement[bool]:
    """Whether the actor is one of the people who may know of the case at ``now``, where only named ones may."""
    until = col(NamedPerson.until)
    mine = select(NamedPerson.id).where(
        col(NamedPerson.case_number) == case_number,
        NamedPerson.user_id == actor.user,
        col(NamedPerson.since) <= now,
        or_(until.is_(None), until > now),
    )
    return mine.exists()
