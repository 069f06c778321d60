"""Who looked at a case, and who looked at unusually many."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from api.schemas.law import Cited
from api.schemas.operating import OperatorActShown
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


class ExportShown(BaseModel):
    """The case was taken away as a file: by whom, for what, to whom it was meant to go.

    ``seal`` stands in the file, ``sha256`` is that of the file. ``addresses``: with where the child sleeps and is.
    """

    id: str
    user: str
    name: str
    agency_name: str
    side: str
    at: datetime
    purpose: str
    purpose_words: str
    words: str
    recipient: str
    addresses: bool
    form: str
    seal: str
    sha256: str


class ReadersListed(BaseModel):
    """Who looked at the case, the last one first, and who took it away as a file. The country of origin reads of its
    own side only."""

    readers: list[ReaderShown]
    exports: list[ExportShown] = Field(default_factory=list)


class UnusualShown(BaseModel):
    """Somebody looked at more cases than is usual in which no step is theirs, or took more away as files (``what``);
    and what an auditor found."""

    id: str
    what: Literal["looked", "exported"] = "looked"
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


class ListTaken(BaseModel):
    """Somebody took a list of work away as a file: how many rows. No child and no answer is in it."""

    user: str
    name: str
    rows: int
    at: datetime


class CaseTaken(BaseModel):
    """Somebody took a case away as a file. ``case``: null for one that this auditor may not know of."""

    user: str
    name: str
    case: str | None
    purpose_words: str
    addresses: bool
    at: datetime


class FileFound(BaseModel):
    """Whose a file is that turned up. ``export``: all that stands on the case; null for a case that this auditor may
    not know of, which then has no number either."""

    taken: CaseTaken
    export: ExportShown | None


class UsualNumber(BaseModel):
    """More cases than so many, by role, within so many hours, are told to the auditor."""

    within_hours: float
    more_cases_than: dict[str, int]
    cited: Cited


class AuditShown(BaseModel):
    """What an auditor has to look at; ``cited``: where the number of cases that is unusual comes from."""

    unusual: list[UnusualShown]
    emergencies: list[EmergencyShown]
    searching: SearchingShown
    cases: list[CaseAudited]
    within_hours: float
    more_cases_than: dict[str, int]
    cited: Cited
    exporting: UsualNumber
    """The same of cases that are taken away as files."""
    taken: list[CaseTaken]
    """The newest, of people of your agency."""
    lists: list[ListTaken]
    operated: list[OperatorActShown]
    """What whoever runs the installation did, the newest."""
