"""How a case can end."""

from cases.reports.closure import ClosureReason
from cases.reports.host_closure import HostClosureReason
from guidelines.library import Library

DUPLICATE = "duplicate"
"""A case that was opened twice: that another one goes on is no end of it."""


def endings(library: Library) -> tuple[str, ...]:
    """Every code of ``Case.closing`` but DUPLICATE: from the two closing reports, and from events that close a case."""
    by_report = (each.value for reasons in (ClosureReason, HostClosureReason) for each in reasons)
    by_event = (each.closes for each in library.interruptions if each.closes)
    return tuple(dict.fromkeys((*by_report, *by_event)))
