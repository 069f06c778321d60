"""Whose cases a person may know of: the one condition that every reading carries."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, false, or_, true
from sqlmodel import col, select

from cases.actor import Actor, Role
from cases.tables import Participation


def stands(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a participation holds at ``now``."""
    until = col(Participation.until)
    return (col(Participation.since) <= now, or_(until.is_(None), until > now))


def within(actor: Actor, case_number: Any, now: datetime, side: Any = None) -> ColumnElement[bool]:
    """Whether the case of the column ``case_number`` is one in which the actor's agency takes part at ``now``.

    ``side``: a column with "host", "origin" or "both"; then only what is on the agency's own side.
    An administrator takes part in nothing.
    """
    if actor.role is Role.ADMINISTRATOR:
        return false()
    ours = true() if side is None else or_(side == "both", side == col(Participation.side))
    held = select(Participation.id).where(
        col(Participation.case_number) == case_number,
        col(Participation.agency_id) == actor.agency,
        *stands(now),
        ours,
    )
    return held.exists()
