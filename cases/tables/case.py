"""A case as it stands now: written by its workflow alone, read by lists, boards and pages."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from cases.tables.columns import document, instant


class Case(SQLModel, table=True):
    """One child's case. ``sequence`` is the last write applied; ``view`` is the CaseView it left."""

    __tablename__ = "child_case"

    number: str = Field(primary_key=True)
    host: str = Field(index=True, max_length=2)
    origin: str = Field(index=True, max_length=2)
    stage: str = Field(index=True)
    status: str = Field(index=True)
    decided: str | None = None
    closing: str | None = None
    suppressed: bool = False
    custodian: str
    workflow: str
    edition: str
    sequence: int
    opened_at: datetime = instant(index=True)
    detected_at: datetime = instant()
    closed_at: datetime | None = instant(default=None, nullable=True)
    erased_at: datetime | None = instant(default=None, nullable=True)
    """Since then its confidential columns cannot be read any more: its key was destroyed."""
    protected: bool = False
    """Only the people named in ``case_person`` may know of it."""
    view: dict[str, Any] = document()


class NamedPerson(SQLModel, table=True):
    """Somebody who may know of a case that only named people may know of, from a moment on until another."""

    __tablename__ = "case_person"

    id: int | None = Field(default=None, primary_key=True)
    case_number: str = Field(foreign_key="child_case.number", index=True)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    since: datetime = instant()
    until: datetime | None = instant(default=None, nullable=True)


class Procedure(SQLModel, table=True):
    """A resolved procedure, kept once per edition: the rules a case follows."""

    edition: str = Field(primary_key=True)
    content: dict[str, Any] = document()


class Participation(SQLModel, table=True):
    """An agency takes part in a case, on one side, from a moment on (and until another, with a reason).

    ``sequence``: the line of the ledger by which it was let in, with who did so and why; None: by right.
    """

    id: int | None = Field(default=None, primary_key=True)
    case_number: str = Field(foreign_key="child_case.number", index=True)
    agency_id: str = Field(foreign_key="agency.id", index=True)
    side: str
    since: datetime = instant()
    until: datetime | None = instant(default=None, nullable=True)
    reason: str
    sequence: int | None = None


class Step(SQLModel, table=True):
    """A step of a case as it stands: the list, the board and the counts all read these rows."""

    __tablename__ = "case_step"

    case_number: str = Field(foreign_key="child_case.number", primary_key=True)
    key: str = Field(primary_key=True)
    step: str = Field(index=True)
    stage: str | None = None
    side: str
    responsible: str
    round: int
    status: str = Field(index=True)
    owner: str | None = Field(default=None, index=True)
    opened_at: datetime | None = instant(default=None, nullable=True)
    due_at: datetime | None = instant(default=None, nullable=True, index=True)
    paused: bool = False
    extension_asked: bool = False
    finished_at: datetime | None = instant(default=None, nullable=True)
    view: dict[str, Any] = document()


class Alert(SQLModel, table=True):
    """A lapsed clock, told to one rung of the ladder. It stays until its cause is gone."""

    id: str = Field(primary_key=True)
    case_number: str = Field(foreign_key="child_case.number", index=True)
    step_key: str
    round: int
    rung: int
    role: str
    side: str
    raised_at: datetime = instant()
    acknowledged_at: datetime | None = instant(default=None, nullable=True)
    acknowledged_by: str | None = None
    cleared_at: datetime | None = instant(default=None, nullable=True, index=True)


class Custody(SQLModel, table=True):
    """A link of the custody chain: who gave the child into whose care, when, signed by both."""

    case_number: str = Field(foreign_key="child_case.number", primary_key=True)
    sequence: int = Field(primary_key=True)
    giver: str
    taker: str
    at: datetime = instant()
    released_by: str
    received_by: str
    step_key: str
