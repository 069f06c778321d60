"""Editions of the guidelines: what differs, what a proposal says, what adopting it would change."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from api.schemas.data import Reason
from api.schemas.requests import Asked
from cases.adoption import Effect
from guidelines.difference import Difference
from guidelines.proposal import Proposal


class DifferenceShown(Difference):
    """A difference with its sentence."""

    sentence: str


class DifferencesShown(BaseModel):
    """What differs between two editions."""

    was: str
    becomes: str
    differences: list[DifferenceShown]


class CommentShown(BaseModel):
    """What somebody said of a proposal."""

    id: int
    author: str
    author_name: str
    at: datetime
    text: str


class ProposalNamed(BaseModel):
    """A proposal in a list."""

    id: str
    title: str
    status: Literal["proposed", "adopted", "rejected"]
    proposed_on: date
    applies_from: date


class ProposalsListed(BaseModel):
    """Every proposal, the newest first."""

    proposals: list[ProposalNamed]


class ProposalShown(ProposalNamed):
    """A proposal, what it would change in the region's own rules, and what people said of it."""

    reason: str
    author: str
    decided_on: date | None = None
    decided_by: str | None = None
    content: Proposal
    differences: list[DifferenceShown]
    comments: list[CommentShown]


class Comment(Asked):
    """What to say of a proposal. It names no case and no child."""

    text: Reason


class CommentsListed(BaseModel):
    """What people said of a proposal, oldest first."""

    comments: list[CommentShown]


class EffectShown(BaseModel):
    """What changes in one case, as data and in sentences."""

    effect: Effect
    sentences: list[str]


class RehearsalShown(BaseModel):
    """What a proposal would change: the sums over all cases, and the cases that the reader's agency takes part in."""

    open_cases: int
    closed_cases: int
    changed: int
    totals: dict[str, int]
    summary: list[str]
    cases: list[EffectShown] = Field(default_factory=list)
    refused: list[str] = Field(default_factory=list)


class EditionOffered(BaseModel):
    """The edition a case follows, and the one in force now with what it would change. ``in_force`` None: the same."""

    follows: str
    in_force: str | None = None
    differences: list[DifferenceShown] = Field(default_factory=list)
    effect: EffectShown | None = None


class AdoptEdition(Asked):
    """The edition to adopt: the one that was shown."""

    edition: str = Field(pattern="^[0-9a-f]{16}$")
