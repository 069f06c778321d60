"""Who looked at a case, and who looked at unusually many."""

from datetime import datetime

from pydantic import BaseModel

from api.schemas.law import Cited
from api.schemas.participants import EmergencyShown
from api.schemas.searches import SearchingShown


class PartLookedAt(BaseModel):
    """A part of the case, how often, and when last. ``what`` and ``which``: codes; ``words``: what it is."""

    what: str
    which: str
    words: str
    times: int
    last: datetime


class ReaderShown(BaseModel):
    """One person who looked, for which agency, on which side."""

    user: str
    name: str
    agency_name: str
    side: str
    times: int
    first: datetime
    last: datetime
    parts: list[PartLookedAt]


class ReadersListed(BaseModel):
    """Who looked at the case, the last one first. The country of origin reads of its own side only."""

    readers: list[ReaderShown]


class UnusualShown(BaseModel):
    """Somebody looked at more cases than is usual in which no step is theirs; and what an auditor found."""

    id: str
    user: str
    name: str
    cases: int
    hours: float
    at: datetime
    numbers: list[str]
    reviewed_at: datetime | None
    reviewed_by_name: str | None
    found: str


class CaseAudited(BaseModel):
    """A case whose ledger and readers an auditor may read."""

    number: str
    host: str
    origin: str
    opened_at: datetime
    status: str


class AuditShown(BaseModel):
    """What an auditor has to look at; ``cited``: where the number of cases that is unusual comes from."""

    unusual: list[UnusualShown]
    emergencies: list[EmergencyShown]
    searching: SearchingShown
    cases: list[CaseAudited]
    within_hours: float
    more_cases_than: dict[str, int]
    cited: Cited
