"""A closed border or a disaster: no journey into, through or out of a country, for every case at once."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, SQLModel

from cases.tables.columns import document, instant


class RegionHold(SQLModel, table=True):
    """Set by a supervisor, lifted by another act; never deleted. It names no case and no child.

    ``other`` given: only journeys between the two countries. ``directions``: "into", "through", "out_of" ``country``.
    """

    __tablename__ = "region_hold"

    id: str = Field(primary_key=True)
    cause: str
    country: str = Field(index=True, max_length=2)
    other: str | None = Field(default=None, max_length=2)
    directions: list[Any] = document()
    reason: str
    review_on: date | None = None
    set_at: datetime = instant()
    set_by: str = Field(foreign_key="user_account.id")
    agency_id: str = Field(foreign_key="agency.id")
    lifted_at: datetime | None = instant(default=None, nullable=True, index=True)
    lifted_by: str | None = Field(default=None, foreign_key="user_account.id")
    why_lifted: str | None = None
