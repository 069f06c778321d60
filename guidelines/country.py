"""A country: its authorities with their dates, its languages and zone, and its own changes to the regional steps."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from guidelines.change import InsertStep, ReplacePart
from guidelines.model import Model, Words


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


class Replace(ReplacePart):
    """A country's own deadline, responsible role or evidence for a regional step, from a day on.

    After ``applies_until``, its last day, the regional rule stands again.
    """

    as_: Literal["host", "origin"] = Field(alias="as")
    applies_from: date
    applies_until: date | None = None


class InsertAfter(InsertStep):
    """A step that only this country has, placed after a regional one, until the last day of ``applies_until``."""

    as_: Literal["host", "origin"] = Field(alias="as")
    applies_from: date
    applies_until: date | None = None


def in_force(change: "Change", day: date) -> bool:
    """Whether a country's change applies on ``day``."""
    return change.applies_from <= day and (change.applies_until is None or day <= change.applies_until)


Change = Annotated[Replace | InsertAfter, Field(discriminator="op")]


class Overlay(Model):
    """A country's cited, dated changes. It may only protect more: the resolver refuses what weakens."""

    country: str = Field(pattern="^[A-Z]{2}$")
    changes: tuple[Change, ...]
