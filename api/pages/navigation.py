"""Where each role can go."""

from dataclasses import dataclass

from api.pages.language import gettext
from cases.access import works_on_cases
from cases.actor import Actor, Function, Role
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

ELSEWHERE = {
    Function.CONSULATE: (CASES, GUIDELINES),
    Function.SHELTER: (CASES, MY_WORK, GUIDELINES),
    Function.ESCORT: (CASES, MY_WORK, GUIDELINES),
}
"""Where those can go who work on cases for an agency that does not answer for the child."""


@dataclass(frozen=True)
class Link:
    """A place in the menu."""

    address: str
    words: str
    current: bool


def places_of(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Where somebody can go."""
    return ELSEWHERE.get(actor.function, PLACES[actor.role]) if works_on_cases(actor) else PLACES[actor.role]


def home(actor: Actor) -> str:
    """Where signing in leads."""
    return places_of(actor)[0][0]


def links_for(actor: Actor | None, path: str) -> list[Link]:
    """The menu of somebody; the place that ``path`` is in is marked."""
    places = places_of(actor) if actor else ()
    fitting = [address for address, _ in places if f"{path}/".startswith(f"{address}/")]
    here = max(fitting, key=len, default=None)
    return [Link(address, gettext(words), address == here) for address, words in places]
