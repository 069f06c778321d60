"""Each country's folder agrees with itself, has a calendar and a zone, and names a holder for every role."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from holidays import list_supported_countries

from guidelines.country import Country
from guidelines.refusal import Problem

if TYPE_CHECKING:
    from guidelines.library import Library


def problems(library: "Library") -> Iterator[Problem]:
    """Codes that disagree, unknown zones, countries without a calendar, roles that nobody holds."""
    roles = {role.id: role.every_country for role in library.vocabulary.roles}
    first = first_day(library)
    calendars = list_supported_countries()
    for code, country in library.countries.items():
        file = f"countries/{code}/country.yaml"
        for name, found in (("country.yaml", country.code), ("overlay.yaml", library.overlays[code].country)):
            if found != code:
                yield Problem(f"countries/{code}/{name}", "", f'It says "{found}".', f'Write "{code}", as the folder.')
        if country.time_zone not in available_timezones():
            what = f"`{country.time_zone}` is not a time zone."
            yield Problem(file, "time_zone", what, "Write an IANA name, e.g. America/Panama.")
        if country.code not in calendars:
            yield Problem(file, "code", "There is no holiday calendar of it.", "Correct the code.")
        for authority in country.authorities:
            for role in authority.roles:
                if role not in roles:
                    mend = f"Write one of: {', '.join(roles)}."
                    yield Problem(file, f"authority {authority.name.en}", f"There is no role `{role}`.", mend)
        for role in (role for role, everywhere in roles.items() if everywhere):
            for day in _edges(country, first):
                if country.holder(role, day) is None:
                    mend = "Add an authority with that role, or correct `holds_from` and `holds_until`."
                    yield Problem(file, "authorities", f"Nobody holds `{role}` on {day}.", mend)
                    break


def first_day(library: "Library") -> date:
    """The first day any regional value stands."""
    deadlines = [step.deadline for stage in library.stages for step in stage.steps if step.deadline]
    return min((value.applies_from for deadline in deadlines for value in deadline.values), default=date.max)


def _edges(country: Country, first: date) -> list[date]:
    """The first day, and each day on which some authority begins or has just ended."""
    begun = [authority.holds_from for authority in country.authorities]
    ended = [authority.holds_until + timedelta(days=1) for authority in country.authorities if authority.holds_until]
    return sorted({first, *(day for day in (*begun, *ended) if day >= first)})
