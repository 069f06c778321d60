"""How much may be asked of this process, by one person and, before sign-in, from one address. Beyond it they wait.

Counted in memory: each reading would else be a write. Several processes each count what reaches them. What matters
beyond speed, searches for a child by name, is counted in the record for all of them together (api/acts/searching.py).
"""

import re
from collections import OrderedDict
from datetime import datetime, timedelta
from math import ceil

from fastapi import Request

from cases.asking_errors import TooMuchAsked
from cases.repository.attempts import network
from guidelines.oversight import Asking

MINUTE = timedelta(minutes=1)

MOST_KNOWN = 20_000
"""Askers remembered at a time: some 4 MB. Who was forgotten begins anew."""

NEVER_REFUSED = frozenset({("GET", "/leave"), ("POST", "/sign-out"), ("DELETE", "/api/v1/session")})
"""Whoever has to be gone is gone."""

COPY = re.compile(
    r"GET (?:/api/v1)?/cases/[^/]+/(?:steps/[^/]+/documents/[^/]+/file|extract|letters(?:/.*)?)"
    r"|GET /api/v1/cases/[^/]+/steps/[^/]+/documents/[^/]+"
    r"|GET /work/file"
    r"|POST (?:/api/v1)?/cases/[^/]+/export"
)
"""What leaves the program as a file or a paper. Pictures of a document bear the reader's name, and are no copies."""


class Pace:
    """So many a minute, all at once if need be (GCRA): of each asker only the moment is known at which they would be
    back to nothing asked."""

    def __init__(self, a_minute: int, most_known: int = MOST_KNOWN) -> None:
        self._each, self._most_known = MINUTE / a_minute, most_known
        self._until: OrderedDict[str, datetime] = OrderedDict()

    def wait(self, asker: str, now: datetime) -> int:
        """Count one; 0. Or how many seconds they have to wait, and then it is not counted."""
        until = max(self._until.get(asker, now), now)
        over = until + self._each - now - MINUTE
        if over > timedelta(0):
            return max(1, ceil(over.total_seconds()))
        self._until[asker] = until + self._each
        self._until.move_to_end(asker)
        if len(self._until) > self._most_known:
            self._until.popitem(last=False)
        return 0


class Limits:
    """The paces of this process, by ``guidelines/oversight.yaml``."""

    def __init__(self, rule: Asking) -> None:
        self.rule = rule
        self._requests = Pace(rule.requests_a_minute)
        self._copies = Pace(rule.copies_a_minute)
        self._strangers = Pace(rule.requests_a_minute_before_sign_in)

    def of_person(self, request: Request, user: str, now: datetime) -> None:
        """Raises TooMuchAsked."""
        self._demand(request, self._requests, user, "requests", now)
        if COPY.fullmatch(f"{request.method} {request.url.path}"):
            self._demand(request, self._copies, user, "copies", now)

    def of_stranger(self, request: Request, address: str, now: datetime) -> None:
        """By the address, as failed sign-ins are counted. Raises TooMuchAsked."""
        if address:
            self._demand(request, self._strangers, network(address), "requests", now)

    def _demand(self, request: Request, pace: Pace, asker: str, what: str, now: datetime) -> None:
        if (request.method, request.url.path) in NEVER_REFUSED:
            return
        if seconds := pace.wait(asker, now):
            raise TooMuchAsked(what=what, seconds=seconds)


def limits(request: Request) -> Limits | None:
    """This application's limits; None: nothing is limited."""
    found: Limits | None = request.app.state.limits
    return found


def most_searches(request: Request) -> int | None:
    """How many searches for a child by name an hour; None: as many as they like."""
    found = limits(request)
    return found.rule.searches_an_hour if found else None
