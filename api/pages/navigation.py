"""Where each role can go."""

from dataclasses import dataclass

from api.pages.language import gettext
from cases.actor import Role
from cases.words import N_

MY_WORK = ("/", N_("My work"))
WAITING = ("/waiting", N_("Waiting for you"))
BOARD = ("/board", N_("Board"))
CASES = ("/cases", N_("Cases"))
OPEN = ("/cases/new", N_("Open a case"))
BORDERS = ("/borders", N_("Borders"))
GUIDELINES = ("/guidelines", N_("Guidelines"))
OUTBOX = ("/outbox", N_("Outbox"))
AUDIT = ("/audit", N_("Audit"))
STATISTICS = ("/statistics", N_("Statistics"))

PLACES = {
    Role.CASEWORKER: (MY_WORK, WAITING, OPEN, CASES, BORDERS, GUIDELINES),
    Role.SUPERVISOR: (BOARD, MY_WORK, WAITING, OPEN, CASES, BORDERS, GUIDELINES, OUTBOX),
    Role.PARTNER: (WAITING, MY_WORK, CASES, BORDERS, GUIDELINES),
    Role.AUDITOR: (AUDIT, GUIDELINES, OUTBOX),
    Role.ANALYST: (STATISTICS,),
    Role.ADMINISTRATOR: (GUIDELINES, OUTBOX),
}
"""In the order of use; the first one is where signing in leads."""


@dataclass(frozen=True)
class Link:
    """A place in the menu."""

    address: str
    words: str
    current: bool


def home(role: Role) -> str:
    """Where signing in leads."""
    return PLACES[role][0][0]


def links_for(role: Role | None, path: str) -> list[Link]:
    """The menu of a role; the place that ``path`` is in is marked."""
    places = PLACES[role] if role else ()
    fitting = [address for address, _ in places if f"{path}/".startswith(f"{address}/")]
    here = max(fitting, key=len, default=None)
    return [Link(address, gettext(words), address == here) for address, words in places]
