"""Which journeys a region-wide hold covers. Pure: the rows come from cases.repository.borders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from cases.reports.repatriation_plan import RepatriationPlan

Direction = Literal["into", "through", "out_of"]
DIRECTIONS: tuple[Direction, ...] = ("into", "through", "out_of")

BORDER_CLOSED = "border_closed"
"""The interruption by which a case learns of it, and the kind of hold that shuts its gates."""

JOURNEY_STAGES = ("preparation", "transfer")
"""The stages in which a case has a journey that is planned, or under way."""

TRAVELLERS = ("host", "escort")
"""In whose care a child still has that journey before them: what a hold keeps waiting."""

GUARDED = ("departure", "release")
"""The gates it shuts."""


class Held(Protocol):
    """What of a hold says where nobody travels."""

    @property
    def country(self) -> str:
        """The country whose borders are held."""

    @property
    def other(self) -> str | None:
        """Only journeys that touch this country too; None: all of them."""

    @property
    def directions(self) -> Sequence[Any]:
        """Which of DIRECTIONS."""


@dataclass(frozen=True)
class Route:
    """A child's journey by its countries: from the host through others to the origin."""

    host: str
    origin: str
    transit: frozenset[str] = frozenset()


def route(host: str, origin: str, reports: Mapping[str, Mapping[str, Any]]) -> Route:
    """The route of the plan that stands (``reports`` by name, as JSON); without a plan, straight from host to origin.

    A country that a leg of the journey ends in is crossed, whether or not the plan lists it.
    """
    plan = reports.get(RepatriationPlan.name, {})
    crossed = {*plan.get("transit_states", ()), *(leg["country"] for leg in plan.get("legs", ()))}
    return Route(host, origin, frozenset(crossed - {host, origin}))


def covers(hold: Held, way: Route) -> bool:
    """Whether nobody may go this way. Between two countries only journeys that touch both are held."""
    if hold.other is None:
        return any(_goes(direction, hold.country, way) for direction in hold.directions)
    met = {way.host, way.origin, *way.transit}
    if not {hold.country, hold.other} <= met:
        return False
    return "through" in hold.directions or any(
        _goes(direction, hold.country, way) for direction in hold.directions if direction != "through"
    )


def _goes(direction: Direction, country: str, way: Route) -> bool:
    match direction:
        case "into":
            return way.origin == country
        case "out_of":
            return way.host == country
        case "through":
            return country in way.transit
