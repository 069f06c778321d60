"""Instants on the reader's own clock, and how far away they are, in words."""

from contextvars import ContextVar
from datetime import UTC, date, datetime
from math import ceil
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from markupsafe import Markup

from api.pages.language import gettext, locale, ngettext, spoken
from guidelines.zones import place

_zone: ContextVar[str] = ContextVar("zone", default="UTC")

PATTERN = "d MMM y, HH:mm"
DAYS = {"es": "d 'de' MMMM 'de' y", "en": "d MMMM y"}

HOUR = 3600
DAY = 24 * HOUR
HOURS_SAID_UNTIL = 2 * DAY
"""Up to two days away the hours are said; after that, the days."""


def live_in(zone: str) -> None:
    """From here on, in this request, clocks show the time of ``zone`` (an IANA name)."""
    _zone.set(zone)


def zone() -> ZoneInfo:
    """The reader's zone."""
    return ZoneInfo(_zone.get())


def zone_name(name: str | None = None) -> str:
    """The zone in words: "Guatemala", "Ciudad de México"."""
    return place(name or zone().key, spoken())


def as_instant(moment: datetime | str) -> datetime:
    """An instant out of a JSON document, or as it is. Raises ValueError for a time without a zone."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    if at.tzinfo is None:
        raise ValueError("a time without a zone is ambiguous")
    return at


def said(moment: datetime | str, where: ZoneInfo | None = None) -> str:
    """``1 Dec 2026, 09:40`` on the reader's clock, or on that of ``where``."""
    return format_datetime(as_instant(moment).astimezone(where or zone()), PATTERN, locale=locale())


def clock(moment: datetime | str | None) -> Markup:
    """The same as a <time>; the page names the zone once."""
    if moment is None:
        return Markup("")
    at, words = as_instant(moment), said(moment)
    machine = at.astimezone(UTC).isoformat(timespec="seconds")
    return Markup('<time datetime="{}">{}</time>').format(machine, words)


def zoned(moment: datetime | str | None) -> Markup:
    """The same with the zone beside it, where an instant stands alone."""
    return Markup("{} ({})").format(clock(moment), zone_name()) if moment is not None else Markup("")


def day(value: date | str) -> str:
    """``1 December 2026``."""
    value = date.fromisoformat(value) if isinstance(value, str) else value
    return format_date(value, DAYS[spoken()], locale=locale())


def span(seconds: float) -> str:
    """A length of time in the largest unit that says enough: minutes, hours, days."""
    seconds = abs(seconds)
    if seconds < HOUR:
        count = max(1, round(seconds / 60))
        return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}
    if seconds < HOURS_SAID_UNTIL:
        count = int(seconds // HOUR)
        return ngettext("%(count)s hour", "%(count)s hours", count) % {"count": count}
    count = int(seconds // DAY)
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def wait(seconds: float) -> str:
    """How long to wait, in whole minutes, never too short."""
    return span(60 * ceil(seconds / 60))


def until(due: datetime | str, now: datetime) -> str:
    """ "in 3 hours", "2 days overdue"."""
    left = (as_instant(due) - now).total_seconds()
    if left >= 0:
        return gettext("in %(span)s") % {"span": span(left)}
    return gettext("%(span)s overdue") % {"span": span(left)}


def ago(moment: datetime | str, now: datetime) -> str:
    """ "5 minutes ago"."""
    return gettext("%(span)s ago") % {"span": span((now - as_instant(moment)).total_seconds())}


def lasted(since: datetime | str, until_: datetime | str) -> str:
    """From one minute to another: ``2 h 55 min``, or days."""
    minutes = int((as_instant(until_) - as_instant(since)).total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    if minutes * 60 >= HOURS_SAID_UNTIL:
        return span(minutes * 60)
    return f"{hours} h {rest} min" if hours else f"{rest} min"
