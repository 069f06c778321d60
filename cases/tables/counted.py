"""What analysts were told of how many cases there are."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from cases.tables.columns import document, instant


class CountsTold(SQLModel, table=True):
    """The tables of a country as they are told in one month: rounded, no true number. Only added to."""

    __tablename__ = "counts_told"

    country: str = Field(primary_key=True, max_length=2)
    month: str = Field(primary_key=True, max_length=7)
    at: datetime = instant()
    told: dict[str, Any] = document()
