"""Who looked for children by name before opening a case; for whom is told to nobody."""

from datetime import datetime

from pydantic import BaseModel

from api.schemas.law import Cited


class SearchShown(BaseModel):
    """One search. ``own``: cases found that they may read; ``others``: cases of others, of which they were told only
    that there are any. ``child``: the same number, the same child; null: nobody can tell any more."""

    at: datetime
    own: int
    others: int
    child: int | None


class SearcherShown(BaseModel):
    """One person of your agency who searched: how often, and the newest searches; `children`: for how many of these."""

    user: str
    name: str
    times: int
    children: int
    searches: list[SearchShown]


class UnusualSearchingShown(BaseModel):
    """Somebody searched unusually often. ``why``: `often`, or `without_a_case` (over and above those they opened)."""

    id: str
    user: str
    name: str
    why: str
    searches: int
    hours: float
    at: datetime
    reviewed_at: datetime | None
    reviewed_by_name: str | None
    found: str


class SearchingShown(BaseModel):
    """What an auditor has to look at; ``cited``: where the numbers that are unusual come from."""

    unusual: list[UnusualSearchingShown]
    days: int
    searchers: list[SearcherShown]
    more_in_an_hour_than: int
    more_in_a_day_than: int
    more_without_a_case_than: int
    cited: Cited
