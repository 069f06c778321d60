"""What is told to whom of a case, report by report and answer by answer; what is not named is not told."""

from typing import Literal

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


class NeedToKnow(Model):
    """``need_to_know.yaml``."""

    cite: Citation
    consulate: dict[str, Answers]
    receiving: Receiving
