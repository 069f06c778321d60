"""Which days are worked, by the ``holidays`` package, and the names of those that are not.

The package knows national public holidays. Court recesses, local feasts and days decreed at short notice are not in
it: a calendar here is the best that is known, and each due date records the package's version.
"""

from datetime import date, timedelta
from functools import cache
from importlib.metadata import version

import holidays

from guidelines.because import Holiday
from guidelines.holiday_names import in_spanish
from guidelines.model import Words

HOLIDAYS_VERSION = version("holidays")

_SPANISH, _ENGLISH = ("es",), ("en_US", "en_CA")

_PUBLIC_BODIES: dict[str, tuple[str, ...]] = {"CA": ("public", "government")}
"""In Canada `public` has only the days common to all provinces; federal offices close on more."""


def is_working_day(country: str, day: date) -> bool:
    """Whether public bodies of ``country`` work that day. Raises ValueError for a year the package does not know."""
    return _calendar(country, _english(country)).is_working_day(_known(country, day))


def all_work(countries: tuple[str, ...], day: date) -> bool:
    """Whether every one of the countries works that day."""
    return all(is_working_day(country, day) for country in countries)


def holidays_between(countries: tuple[str, ...], first: date, last: date) -> tuple[Holiday, ...]:
    """The public holidays from ``first`` to ``last``, both included, that fall on days otherwise worked."""
    found = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        for country in countries:
            english = _calendar(country, _english(country))
            if _known(country, day) in english and not english.is_weekend(day):
                found.append(Holiday(day=day, country=country, name=_name(country, day)))
    return tuple(found)


def _name(country: str, day: date) -> Words:
    english = _calendar(country, _english(country)).get(day) or ""
    language = _pick(country, _SPANISH)
    spanish = _calendar(country, language).get(day) if language else in_spanish(english)
    return Words(en=english, es=spanish or english)


def _english(country: str) -> str | None:
    return _pick(country, _ENGLISH)


def _pick(country: str, wanted: tuple[str, ...]) -> str | None:
    supported = _calendar(country, None).supported_languages
    return next((language for language in wanted if language in supported), None)


@cache
def _calendar(country: str, language: str | None) -> holidays.HolidayBase:
    return holidays.country_holidays(
        country, language=language, categories=_PUBLIC_BODIES.get(country, ("public",)), expand=True
    )


def _known(country: str, day: date) -> date:
    calendar = _calendar(country, None)
    if not calendar.start_year <= day.year <= calendar.end_year:
        raise ValueError(
            f"the calendar of {country} reaches from {calendar.start_year} to {calendar.end_year}, not to {day}: "
            "a year it does not know is not a year without holidays"
        )
    return day
