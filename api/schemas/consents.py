"""Who may have a child's data, for what, on which basis, until when; and what was taken back."""

from datetime import date, datetime

from pydantic import BaseModel

from cases.consents import ConsentState


class ConsentShown(BaseModel):
    """One consent: recipient, purpose, whose word, and the basis of it. Codes, each with its words.

    ``state``: whether it stands, and what ended it; ``ended_at``: since when it does not. ``child_said``,
    ``how_informed``, ``interpreter``, ``why_able``: left out (None) for the other country until the child is in its
    care.
    """

    recipient: str
    recipient_words: str
    recipient_name: str
    purpose: str
    purpose_words: str
    given_by: str
    given_by_words: str
    child_said: str | None
    how_informed: str | None
    language: str
    language_words: str
    interpreter: str | None
    why_able: str | None
    given_at: datetime
    until: date | None
    state: ConsentState
    state_words: str
    ended_at: datetime | None


class WithdrawalShown(BaseModel):
    """A consent taken back. ``purpose`` None: for every purpose. ``words``: left out for the other country (None)."""

    recipient: str
    recipient_words: str
    recipient_name: str
    purpose: str | None
    purpose_words: str
    given_by: str
    given_by_words: str
    withdrawn_at: datetime
    words: str | None
    left_otherwise: str | None
    may_have_for_others: bool


class ReviewShown(BaseModel):
    """What the review of a withdrawal ended in."""

    at: datetime
    result: str
    result_words: str
    reasons: str | None


class WithheldShown(BaseModel):
    """From whom everything is kept back now, and since when."""

    recipient: str
    recipient_words: str
    since: datetime


class ConsentsListed(BaseModel):
    """All that was said about sharing, oldest first; ``standing``: how many consents stand. ``nobody_else``: the
    reader's agency is told of some only, and is to tell nobody whom it was not told of."""

    consents: list[ConsentShown]
    withdrawn: list[WithdrawalShown]
    reviewed: list[ReviewShown]
    withheld: list[WithheldShown]
    standing: int
    nobody_else: bool = False
