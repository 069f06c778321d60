"""Which guidelines a page shows: a host, an origin and a day, chosen by the reader; else what is nearest to them."""

from dataclasses import dataclass
from datetime import date

from fastapi import Request

from api.dependencies import now
from api.errors import NoSuchGuideline
from api.pages.countries import OURS, country
from api.pages.instants import zone
from api.routes.guideline import FIRST, LAST, resolved
from guidelines.procedure import Procedure


@dataclass(frozen=True)
class Chosen:
    """What was chosen; ``procedure`` None: no guidelines hold then, and ``problems`` say why."""

    host: str
    origin: str
    day: date
    procedure: Procedure | None
    problems: list[str]

    @property
    def query(self) -> str:
        """The choice as part of an address."""
        return f"host={self.host}&origin={self.origin}&on={self.day.isoformat()}"

    @property
    def countries(self) -> list[tuple[str, str]]:
        """The countries to choose from."""
        return sorted(((code, country(code)) for code in OURS), key=lambda each: each[1])


def chosen(request: Request, home: str) -> Chosen:
    """From the address. What is missing or cannot be is replaced: the reader's country, its neighbour, today."""
    asked = request.query_params
    host = asked.get("host") if asked.get("host") in OURS else home
    origin = asked.get("origin") if asked.get("origin") in OURS else None
    if origin is None or origin == host:
        origin = "GT" if host != "GT" else "HN"
    try:
        day = min(max(date.fromisoformat(asked.get("on", "")), FIRST), LAST)
    except ValueError:
        day = now(request).astimezone(zone()).date()
    try:
        return Chosen(str(host), origin, day, resolved(str(host), origin, day), [])
    except NoSuchGuideline as none:
        return Chosen(str(host), origin, day, None, list(none.details["problems"]))
