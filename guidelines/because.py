"""Why a clock ends when it ends: data that is kept with the date, and said in words when somebody asks.

Light on purpose, without the calendars: workflows carry these values in their history.
"""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

from guidelines.citation import Basis
from guidelines.deadline import CalendarOf, Term, Unit
from guidelines.model import Model, Words
from guidelines.zones import place

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_UNITS: dict[str, dict[Unit, tuple[str, str]]] = {
    "en": {
        "hour": ("hour", "hours"),
        "calendar_day": ("day", "days"),
        "working_day": ("working day", "working days"),
        "month": ("month", "months"),
    },
    "es": {
        "hour": ("hora", "horas"),
        "calendar_day": ("día", "días"),
        "working_day": ("día hábil", "días hábiles"),
        "month": ("mes", "meses"),
    },
}


class Holiday(Model):
    """A day that a country does not work, with the reason."""

    day: date
    country: str
    name: Words


class Because(Model):
    """The reason of a due date. ``countries``: those whose working days counted. ``zone``: whose day it is."""

    term: Term
    direction: Literal["after", "before"]
    starts: str
    started_at: datetime
    calendar: CalendarOf
    countries: tuple[str, ...]
    zone: str
    holidays: tuple[Holiday, ...] = ()
    basis: Basis
    holidays_version: str

    def sentence(self, language: str) -> str:
        """E.g. "10 working days from 24 April 2026 (MX and GT); 1 May is a holiday in MX (Labor Day)"."""
        spoken = "es" if language.startswith("es") else "en"
        local = self.started_at.astimezone(ZoneInfo(self.zone))
        moment = said(local.date(), spoken)
        if self.term.unit == "hour":
            moment += f"{',' if spoken == 'en' else ' a las'} {local:%H:%M} ({place(self.zone, spoken)})"
        link = {"en": {"after": "from", "before": "before"}, "es": {"after": "desde el", "before": "antes del"}}
        words = f"{in_words(self.term, spoken)} {link[spoken][self.direction]} {moment}"
        if self.term.unit == "working_day":
            words += f" ({_listed(self.countries, spoken)})"
        return "; ".join([words, *self._holidays(spoken)])

    def _holidays(self, spoken: str) -> list[str]:
        phrase = {"en": "{} is a holiday in {} ({})", "es": "el {} es feriado en {} ({})"}[spoken]
        found = sorted((each.day, each.name.in_(spoken), each.country) for each in self.holidays)
        return [
            phrase.format(said(day, spoken, year=False), _listed([country for *_, country in same], spoken), name)
            for (day, name), same in groupby(found, key=lambda each: each[:2])
        ]


class Due(Model):
    """The instant (UTC) at which a clock ends, and why."""

    at: datetime
    because: Because


def _listed(countries: Iterable[str], spoken: str) -> str:
    return {"en": " and ", "es": " y "}[spoken].join(countries)


def in_words(term: Term, language: str) -> str:
    """ "3 hours", "1 día hábil"; no time at all is "at once", "de inmediato"."""
    spoken = "es" if language.startswith("es") else "en"
    if term.amount == 0:
        return {"en": "at once", "es": "de inmediato"}[spoken]
    one, many = _UNITS[spoken][term.unit]
    return f"{term.amount} {one if term.amount == 1 else many}"


def said(day: date, language: str, year: bool = True) -> str:
    """ "3 March 2026", "3 de marzo de 2026"."""
    spoken = "es" if language.startswith("es") else "en"
    of = " de " if spoken == "es" else " "
    words = f"{day.day}{of}{_MONTHS[spoken].split()[day.month - 1]}"
    return f"{words}{of}{day.year}" if year else words
