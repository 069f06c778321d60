"""How many cases a country has, as an analyst reads it."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from api.schemas.law import Cited


class RowCounted(BaseModel):
    """How many of one kind: rounded; null where it is under the least number, zero included."""

    of: str
    words: str
    about: int | None


class SumCounted(BaseModel):
    """Between what the sum of the rows lies."""

    at_least: int
    at_most: int


class TableCounted(BaseModel):
    """Cases in which the country is on ``side``: opened in ``year`` by the other country, open by stage, or closed by
    how they ended (those that were opened twice are left out)."""

    kind: Literal["opened", "open", "closed"]
    side: Literal["host", "origin"]
    year: int | None
    rows: list[RowCounted]
    all: SumCounted


class StatisticsShown(BaseModel):
    """The tables of a country, counted once a month.

    ``least``: a smaller count is not told; ``nearest``: what the others are rounded to; ``opened_before``: cases opened
    since then are not yet among those opened in their year. ``cited``: whence these numbers come.
    """

    country: str
    least: int
    nearest: int
    counted_at: datetime
    opened_before: datetime
    tables: list[TableCounted]
    cited: Cited
