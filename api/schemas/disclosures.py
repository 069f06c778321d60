"""What left the host country about a case."""

from datetime import datetime

from pydantic import BaseModel

from cases.repository.disclosures import Disclosure


class DisclosureShown(Disclosure):
    """Something told, shown or sent. ``words``: it in words; ``before``: it was before the newest claim or failure."""

    words: str
    before: bool | None = None


class MarkShown(BaseModel):
    """A claim or a failure: how much had been disclosed before it."""

    kind: str
    title: str
    at: datetime
    disclosed_before: int


class DisclosuresListed(BaseModel):
    """Everything, oldest first, and the events that ask for it."""

    disclosures: list[DisclosureShown]
    marks: list[MarkShown]
