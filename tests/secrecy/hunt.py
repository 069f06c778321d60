"""The hunt: which marks can be read where, and in which form."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.secrecy.forms import FORMS
from tests.secrecy.marks import Marks
from tests.secrecy.needles import Needle, Needles
from tests.secrecy.places import Place

SHOWN = 60
"""Lines of a failure's message: one leak is found in many places."""


@dataclass
class Hunted:
    """What was searched, and what was found: needles by place."""

    marks: Marks
    bytes: int = 0
    places: list[str] = field(default_factory=list)
    found: dict[str, set[Needle]] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """The numbers that the run's summary tells (tests.told)."""
        return {
            "marks": len(self.marks.fields),
            "forms": len(FORMS) + 1,
            "places": len(self.places),
            "megabytes": self.bytes // 10**6,
            "found": len(self.found),
        }

    @property
    def told(self) -> str:
        """Each mark that was found: its field, the place, the form."""
        lines = [
            f"{needle.text} ({self.marks.where(needle.text)}) lies in {place}, {needle.form}"
            for place, needles in self.found.items()
            for needle in sorted(needles)
        ]
        more = [f"and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
        return "\n".join([f"found in {len(self.found)} places: {', '.join(self.found)}", *lines[:SHOWN], *more])


def hunt(marks: Marks, places: Iterable[Place]) -> Hunted:
    """Search every byte."""
    hunted, needles = Hunted(marks), Needles(marks.fields)
    for place in places:
        hunted.places.append(place.name)
        hunted.bytes += len(place.data)
        if found := needles.found_in(place.data):
            hunted.found[place.name] = found
    return hunted
