"""Who had the child from when to when, minute by minute: read from the chain of custody records, and checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Link(Protocol):
    """A custody record: somebody gave the child into somebody's care, at an instant."""

    sequence: int
    giver: str
    taker: str
    at: datetime
    step_key: str


@dataclass(frozen=True)
class Stretch:
    """One stretch of care. ``by``: the record with which it began (None: the child was found); ``until`` None: now."""

    holder: str
    since: datetime
    until: datetime | None
    by: Link | None


@dataclass(frozen=True)
class Fault:
    """The chain does not hold at an instant: ``gap`` (who gave did not have the child) or ``overlap`` (too early)."""

    kind: str
    at: datetime


def stretches(found_at: datetime, links: Iterable[Link]) -> list[Stretch]:
    """From the moment the child was found, in the care of the host country, until now."""
    chain = sorted(links, key=lambda link: link.sequence)
    starts: list[tuple[str, datetime, Link | None]] = [("host", found_at, None)]
    starts += [(link.taker, link.at, link) for link in chain]
    ends = [start for _, start, _ in starts[1:]]
    return [
        Stretch(holder, since, ends[place] if place < len(ends) else None, by)
        for place, (holder, since, by) in enumerate(starts)
    ]


def faults(found_at: datetime, links: Iterable[Link], custodian: str) -> list[Fault]:
    """Where the chain does not hold. Empty: somebody had the child at every minute, and nobody twice."""
    chain = sorted(links, key=lambda link: link.sequence)
    found, holder, since = [], "host", found_at
    for link in chain:
        if link.giver != holder:
            found.append(Fault("gap", link.at))
        if link.at < since:
            found.append(Fault("overlap", link.at))
        holder, since = link.taker, max(since, link.at)
    if holder != custodian:
        found.append(Fault("gap", since))
    return found
