"""What is told to whom of a case, report by report and answer by answer; what is not named is not told."""

from datetime import timedelta
from typing import Literal

from pydantic import PositiveInt

from guidelines.citation import Citation
from guidelines.model import Model

Level = Literal["asked", "referred", "accepted", "arrived"]
LEVELS: tuple[Level, ...] = ("asked", "referred", "accepted", "arrived")

Answers = Literal["all"] | tuple[str, ...]


class Receiving(Model):
    """What the receiving agency reads, from when on."""

    asked: dict[str, Answers]
    referred: dict[str, Answers]
    accepted: dict[str, Answers]
    arrived: dict[str, Answers]

    def until(self, level: Level) -> dict[str, Answers]:
        """All that is told at ``level``: each level adds to those before it."""
        told: dict[str, Answers] = {}
        for each in LEVELS[: LEVELS.index(level) + 1]:
            told |= getattr(self, each)
        return told

    def since(self, report: str) -> Level | None:
        """The first level at which anything of a report is told; None: never."""
        return next((each for each in LEVELS if report in getattr(self, each)), None)


class ByLevel(Model):
    """Codes of which the receiving agency is told, from when on."""

    asked: tuple[str, ...]
    referred: tuple[str, ...]
    accepted: tuple[str, ...]
    arrived: tuple[str, ...]

    def until(self, level: Level) -> frozenset[str]:
        """All of them at ``level``: each level adds to those before it."""
        return frozenset(code for each in LEVELS[: LEVELS.index(level) + 1] for code in getattr(self, each))


class Consents(Model):
    """Of which consents to share the receiving agency is told: with whom, and for what. Both must be named."""

    recipients: ByLevel
    purposes: ByLevel


class LetIn(Model):
    """How long an agency takes part that another one of its country let in, in days."""

    longest_days: PositiveInt
    after_arrival_days: PositiveInt

    @property
    def longest(self) -> timedelta:
        """From when it is let in."""
        return timedelta(days=self.longest_days)

    @property
    def after_arrival(self) -> timedelta:
        """From when the child is in the other country's care."""
        return timedelta(days=self.after_arrival_days)


class Reports(Model):
    """Kinds of events that an agency may report which does not answer for the child."""

    shelter: tuple[str, ...]
    escort: tuple[str, ...]


class NeedToKnow(Model):
    """``need_to_know.yaml``."""

    cite: Citation
    consulate: dict[str, Answers]
    shelter: dict[str, Answers]
    escort: dict[str, Answers]
    reports: Reports
    let_in: LetIn
    receiving: Receiving
    consents: Consents

    def of_function(self, function: str) -> dict[str, Answers]:
        """What an agency of that function reads, at any time: consulate, shelter or escort."""
        told: dict[str, Answers] = getattr(self, function)
        return told

    def may_report(self, function: str, kind: str) -> bool:
        """Whether an agency of that function may report such an event: protection agencies report all."""
        return function == "protection" or kind in getattr(self.reports, function, ())
