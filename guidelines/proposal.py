"""A proposal to change the region's rules: a file that can be read, commented on, rehearsed, and then adopted."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from guidelines.change import InsertStep, ReplacePart
from guidelines.citation import Citation
from guidelines.deadline import Term
from guidelines.model import Model, Words


class ReplaceTerm(Model):
    """Another term for the clock of a regional step, all else about the clock staying as it is."""

    op: Literal["term"]
    step: str
    term: Term
    cite: Citation


RegionalChange = Annotated[ReplaceTerm | ReplacePart | InsertStep, Field(discriminator="op")]


class Yield(Model):
    """A country's own term that the changed region overtakes: from that day the region's term stands in its rule.

    Only the term gives way. What the country's text says, whom a lapse is told and whose calendar counts stay.
    """

    country: str = Field(pattern="^[A-Z]{2}$")
    as_: Literal["host", "origin"] = Field(alias="as")
    step: str


class Proposal(Model):
    """What would change in the region, from which day, why, and what became of it.

    A region's change may also protect less than before; the difference then says so. What the countries add is still
    held against it: a country whose rule would be the weaker one must be named in ``yields``, or mend its overlay.
    """

    id: str = Field(pattern="^[a-z0-9_]+$")
    title: Words
    reason: Words
    author: str
    proposed_on: date
    applies_from: date
    status: Literal["proposed", "adopted", "rejected"]
    decided_on: date | None = None
    decided_by: str | None = None
    changes: tuple[RegionalChange, ...] = Field(min_length=1)
    yields: tuple[Yield, ...] = ()

    @model_validator(mode="after")
    def _decided(self) -> Self:
        decided = self.decided_on is not None and self.decided_by is not None
        if self.status == "proposed" and (self.decided_on or self.decided_by):
            raise ValueError("nobody has decided on what is `proposed`: delete `decided_on` and `decided_by`")
        if self.status != "proposed" and not decided:
            raise ValueError(f"what is `{self.status}` says when and by whom: add `decided_on` and `decided_by`")
        if self.decided_on and self.status == "adopted" and self.applies_from < self.decided_on:
            raise ValueError("it cannot apply before it was adopted: give a later `applies_from`")
        return self
