"""A country: its authorities with their dates, its languages and zone, and its own changes to the regional steps."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from guidelines.citation import Citation
from guidelines.deadline import Deadline
from guidelines.model import Model, Words
from guidelines.step import Step


class Authority(Model):
    """A body that holds roles in its country. ``verified``: as found in a source read, or still to verify."""

    name: Words
    roles: tuple[str, ...] = Field(min_length=1)
    holds_from: date
    holds_until: date | None = None
    verified: bool
    source: str


class Country(Model):
    """One of the eleven. ``time_zone`` is the capital's IANA name; working days follow ``holidays``."""

    code: str = Field(pattern="^[A-Z]{2}$")
    name: Words
    time_zone: str
    languages: tuple[str, ...] = Field(min_length=1)
    authorities: tuple[Authority, ...]

    def holder(self, role: str, day: date) -> Authority | None:
        """Who holds ``role`` on ``day``, if the file names one."""
        for authority in self.authorities:
            begun = authority.holds_from <= day
            if role in authority.roles and begun and (authority.holds_until is None or day <= authority.holds_until):
                return authority
        return None


class Replace(Model):
    """A country's own deadline, responsible role or evidence for a regional step, from a day on.

    After ``applies_until``, its last day, the regional rule stands again.
    """

    op: Literal["replace"]
    step: str
    as_: Literal["host", "origin"] = Field(alias="as")
    applies_from: date
    applies_until: date | None = None
    deadline: Deadline | None = None
    responsible: str | None = None
    evidence: tuple[str, ...] | None = None
    cite: Citation

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.deadline is None and self.responsible is None and self.evidence is None:
            raise ValueError("a `replace` must give a `deadline`, a `responsible` or an `evidence`")
        return self


class InsertAfter(Model):
    """A step that only this country has, placed after a regional one, until the last day of ``applies_until``."""

    op: Literal["insert_after"]
    step: str
    as_: Literal["host", "origin"] = Field(alias="as")
    applies_from: date
    applies_until: date | None = None
    new: Step
    cite: Citation


def in_force(change: "Change", day: date) -> bool:
    """Whether a country's change applies on ``day``."""
    return change.applies_from <= day and (change.applies_until is None or day <= change.applies_until)


Change = Annotated[Replace | InsertAfter, Field(discriminator="op")]


class Overlay(Model):
    """A country's cited, dated changes. It may only protect more: the resolver refuses what weakens."""

    country: str = Field(pattern="^[A-Z]{2}$")
    changes: tuple[Change, ...]
