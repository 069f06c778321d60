"""A case as a file, ``resguardo.case-export``: another shape is another version (docs/case-export.schema.json)."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from api.schemas.case import ParticipantShown
from api.schemas.consents import ConsentsListed
from api.schemas.disclosures import DisclosuresListed
from api.schemas.journey import CareChain
from cases.access import CaseSide


class TakenBy(BaseModel):
    """Who took it, for whom, when (UTC), for what, and to whom it is meant to go."""

    name: str
    agency: str
    country: str
    role: str
    side: CaseSide
    at: datetime
    purpose: str
    purpose_words: str
    words: str
    recipient: str
    addresses: bool
    """Whether the answers that say where the child sleeps and is are in it, as far as the taker reads them."""


class ExportedHead(BaseModel):
    """Where the case stands."""

    number: str
    host: str
    origin: str
    stage: str
    stage_words: str
    status: str
    decided: str | None
    decided_words: str
    closing: str | None
    closing_words: str
    custodian: str
    custodian_words: str
    opened_at: datetime
    detected_at: datetime
    closed_at: datetime | None
    edition: str


class ExportedAnswer(BaseModel):
    """One answer in words; a part has ``items`` instead."""

    label: str
    said: str = ""
    items: list["ExportedAnswer"] = Field(default_factory=list)


class ExportedReport(BaseModel):
    """A report as it was filed: ``data`` by its codes, ``answers`` in words; ``left_out``: what is not here."""

    report: str
    round: int
    version: int
    stands: bool
    filed_at: datetime
    author: str
    reason: str
    data: dict[str, Any]
    answers: list[ExportedAnswer]
    left_out: list[str]


class ExportedPaper(BaseModel):
    """A document that is attached to a step, or a letter: named here by its hash, not contained."""

    title: str
    kind: str
    sha256: str
    at: datetime
    withdrawn: bool = False


class ExportedStep(BaseModel):
    """A step that has opened, with what was filed on it."""

    key: str
    title: str
    side: str
    responsible: str
    holder: str | None
    owner: str | None
    status: str
    status_words: str
    round: int
    opened_at: datetime | None
    finished_at: datetime | None
    due_at: datetime | None
    because: str | None
    outcome: str | None
    reports: list[ExportedReport]
    documents: list[ExportedPaper]


class ExportedLine(BaseModel):
    """A line of the ledger."""

    sequence: int
    at: datetime
    act: str
    step: str | None
    sentence: str
    said: list[str]
    who: str
    rule: str | None
    source: str | None


class ExportedHold(BaseModel):
    """An interruption that stands."""

    title: str
    since: datetime
    by: str


class ExportedChild(BaseModel):
    """Who the child is, in words, as the report that opened the case tells: as claimed, not as proved. ``age``: in
    years; seen, where no birth date is known. By their codes the same stand in the answers of `detection`."""

    name: str
    age: int | None
    birth_date: date | None
    gender: str
    nationalities: str
    languages: str
    needs_interpreter: bool


class CaseExported(BaseModel):
    """The file. ``language`` and ``time_zone`` are those of its words; times of its fields are UTC.

    ``resguardo_seal``: a SHA-256 over the whole file with sixty-four zeros in its place; the record keeps it.
    """

    schema_: Literal["resguardo.case-export"] = Field("resguardo.case-export", serialization_alias="schema")
    version: Literal[2] = 2
    resguardo_export: str
    confidential: str
    warnings: list[str]
    language: str
    time_zone: str
    taken: TakenBy
    case: ExportedHead
    child: ExportedChild | None
    """Null where the report that opened the case is not read by who took the file."""
    holds: list[ExportedHold]
    steps: list[ExportedStep]
    story: list[ExportedLine]
    care: CareChain
    participants: list[ParticipantShown]
    consents: ConsentsListed
    disclosures: DisclosuresListed | None
    """For the host's readers alone."""
    letters: list[ExportedPaper]
    resguardo_seal: str
