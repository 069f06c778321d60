"""What another edition changes in one case; its ``steps`` as they are afterwards: the act only writes them."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from cases.record import StepView


class Moved(BaseModel):
    """A due date that moves, with the reason of the new one (none: the step has no clock any more).

    ``late``: the new date has passed already, so that the ladder begins at once.
    """

    key: str
    was: datetime | None
    becomes: datetime | None
    because: dict[str, Any] | None = None
    late: bool = False


class Stands(BaseModel):
    """A due date that would move and stays: the step has lapsed already, or more time was granted."""

    key: str
    at: datetime
    why: Literal["lapsed", "extended"]


class Asked(BaseModel):
    """A safeguard that is judged from now on where it was not, and does not hold as things are: a gate closes."""

    gate: str
    safeguard: str
    state: Literal["not_met", "unknown"]


class Past(BaseModel):
    """A step that was done: when it would have been due, and whether it would have been late."""

    key: str
    was: datetime
    would: datetime
    done_at: datetime
    late: bool


_DATED = ("moved", "stands", "past")
_NAMED = ("opens", "awaits", "ended", "goes_on", "too_late", "again", "beside")


class Effect(BaseModel):
    """Old and new edition, and everything that the new one changes. UTC."""

    number: str
    host: str
    origin: str
    old: str
    new: str
    moved: list[Moved] = Field(default_factory=list)
    stands: list[Stands] = Field(default_factory=list)
    opens: list[str] = Field(default_factory=list)
    """Steps that open now."""
    awaits: list[str] = Field(default_factory=list)
    """New steps whose turn will come."""
    ended: list[str] = Field(default_factory=list)
    """Steps that are not asked for any more, and had not begun."""
    goes_on: list[str] = Field(default_factory=list)
    """Steps that are not asked for any more and are somebody's open duty: they are carried to their end."""
    too_late: list[str] = Field(default_factory=list)
    """New steps whose place on the path has passed, and that do not apply to this case."""
    again: list[str] = Field(default_factory=list)
    """Submitted steps that are open again: the approvals asked for are others."""
    papers: dict[str, list[str]] = Field(default_factory=dict)
    """Papers that open steps ask for from now on."""
    closes: list[Asked] = Field(default_factory=list)
    past: list[Past] = Field(default_factory=list)
    """Of a closed case: what would have been."""
    steps: list[StepView] = Field(default_factory=list)
    beside: list[str] = Field(default_factory=list)
    """Steps whose clocks are kept beside the story from now on."""

    def without(self, hidden: frozenset[str]) -> "Effect":
        """The same for a reader who learns nothing of these steps; and without the steps themselves."""
        dated = {name: [each for each in getattr(self, name) if each.key not in hidden] for name in _DATED}
        named = {name: [key for key in getattr(self, name) if key not in hidden] for name in _NAMED}
        papers = {key: kinds for key, kinds in self.papers.items() if key not in hidden}
        return self.model_copy(update={**dated, **named, "papers": papers, "steps": []})

    @property
    def late(self) -> list[str]:
        """Steps of a closed case that would have been late."""
        return [each.key for each in self.past if each.late]

    @property
    def counts(self) -> dict[str, int]:
        """How much of each."""
        names = ("moved", "stands", "opens", "awaits", "ended", "goes_on", "too_late", "again", "papers", "closes")
        return {name: len(getattr(self, name)) for name in names}
