"""What nobody has checked against its source for a year."""

from datetime import date

from guidelines.citation import Citation
from guidelines.deadline import Term
from guidelines.library import Library
from guidelines.model import Model
from guidelines.terms import shifted_day
from guidelines.walk import walk

FRESH_FOR = Term(amount=12, unit="month")
"""Our default: a citation is read again once a year."""


class Stale(Model):
    """A citation to read again: where it stands, what it cites, and when it was last checked."""

    place: str
    cites: str
    last_checked_on: date


def stale(library: Library, on: date) -> list[Stale]:
    """Every citation whose last check is older than twelve months on ``on``, the oldest first."""
    limit = shifted_day(on, FRESH_FOR, lambda day: True, "before")
    old = [
        Stale(
            place=place,
            cites=f"{cite.instrument}, {cite.provision}" if cite.instrument else "our default",
            last_checked_on=cite.last_checked_on,
        )
        for place, cite in walk(Citation, library)
        if cite.last_checked_on < limit
    ]
    return sorted(old, key=lambda each: each.last_checked_on)
