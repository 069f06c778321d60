"""What every write to the record left behind: the case as it stood after it. Only ever added to (triggers refuse)."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from cases.tables.columns import document, instant


class StateKept(SQLModel, table=True):
    """The case as one write left it. ``at``: when that write happened; ``edition``: the rules it followed then."""

    __tablename__ = "state_kept"

    case_number: str = Field(foreign_key="child_case.number", primary_key=True)
    sequence: int = Field(primary_key=True)
    at: datetime = instant(index=True)
    edition: str
    view: dict[str, Any] = document()


class StepKept(SQLModel, table=True):
    """A step as the write that changed it left it: it stood so until the next row of the same key."""

    __tablename__ = "step_kept"

    case_number: str = Field(foreign_key="child_case.number", primary_key=True)
    key: str = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    view: dict[str, Any] = document()
