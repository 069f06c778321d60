"""A clock of a step: its term, what starts it, whose calendar counts, and who hears of its lapse."""

from datetime import date, timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from guidelines.citation import Citation
from guidelines.model import Model, Words

Unit = Literal["hour", "calendar_day", "working_day", "month"]
CalendarOf = Literal["host", "origin", "both"]


class Term(Model):
    """A length of time, e.g. 10 working days. ``amount`` 0 means at once."""

    amount: int = Field(ge=0)
    unit: Unit


class DatedTerm(Model):
    """A term as it stands from a day on. ``term: null`` ends it: from then on there is no value."""

    applies_from: date
    term: Term | None
    cite: Citation


class Saying(Model):
    """What a cited text says about time without giving a number ("without delay")."""

    words: Words
    cite: Citation


class Deadline(Model):
    """A clock. A lapse escalates and never decides: ``on_lapse`` has no other value.

    ``starts`` is a moment: ``opened`` (this step opened), ``detected``, ``case_opened``,
    ``<step>.finished``, or a moment that a report gave (``departure``, ``review``).
    ``direction: before`` counts back from that moment. ``calendar`` is whose working days count;
    with ``both`` a day counts only where both countries work.
    """

    starts: str
    direction: Literal["after", "before"] = "after"
    calendar: CalendarOf
    on_lapse: Literal["escalate"]
    ladder: str
    remind_before: tuple[Term, ...] = ()
    says: tuple[Saying, ...] = ()
    values: tuple[DatedTerm, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [value.applies_from for value in self.values]
        if days != sorted(set(days)):
            raise ValueError("`values` must be in order of `applies_from`, each day once: sort them, oldest first")
        return self

    def on(self, day: date) -> DatedTerm | None:
        """The value that stands on ``day``; None where none does (an error to whoever needs one)."""
        standing = [value for value in self.values if value.applies_from <= day]
        return standing[-1] if standing and standing[-1].term is not None else None


class Rung(Model):
    """One rung of a ladder: who is told, and how many hours after the rung before it was told."""

    tell: str
    wait_hours: float = Field(ge=0)

    @property
    def wait(self) -> timedelta:
        """How long after the rung before."""
        return timedelta(hours=self.wait_hours)


class Ladder(Model):
    """Who is told when a clock lapses, one after the other, until somebody acts.

    ``acknowledged_wait_hours``: how long an acknowledgement pauses the climb. The alert stays.
    """

    id: str
    rungs: tuple[Rung, ...] = Field(min_length=1)
    acknowledged_wait_hours: float = Field(gt=0)
    cite: Citation

    @property
    def acknowledged_wait(self) -> timedelta:
        """How long an acknowledgement pauses the climb."""
        return timedelta(hours=self.acknowledged_wait_hours)
