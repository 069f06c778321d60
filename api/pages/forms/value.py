"""One answer, from what was typed to what a report holds, and back to what is shown in its box."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from api.pages.countries import country, country_code, language, language_code
from api.pages.forms.shape import Kind


class Unreadable(ValueError):
    """What was typed is not an answer of that kind. It stays in its box as it is."""


ANSWERS = {"yes": True, "no": False, "unknown": None}
LONGEST_NUMBER = 9
"""Digits: counts and years of age; what is longer is a slip."""


def typed(kind: Kind, text: str, zone: ZoneInfo) -> Any:
    """``text`` as a value of ``kind``. Instants are local times in ``zone`` and become UTC. Raises Unreadable."""
    plain = text.strip()
    try:
        match kind:
            case "instant":
                return _instant(plain, zone).astimezone(UTC).isoformat()
            case "day":
                return date.fromisoformat(plain).isoformat()
            case "hour":
                return time.fromisoformat(plain).isoformat()
            case "number":
                return _number(plain)
            case "yes_no":
                return ANSWERS[plain]
    except (ValueError, KeyError, OverflowError):
        raise Unreadable from None
    if kind in ("country", "language"):
        code = country_code(plain) if kind == "country" else language_code(plain)
        if code is None:
            raise Unreadable
        return code
    return text.replace("\r\n", "\n")


def shown(kind: Kind, value: Any, zone: ZoneInfo) -> str:
    """``value`` as its box shows it. What cannot be read is shown as it was typed."""
    if value is None:
        return ""
    match kind:
        case "yes_no":
            return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
        case "country":
            return country(str(value))
        case "language":
            return language(str(value))
        case "instant":
            return _local(str(value), zone)
        case "hour":
            return str(value).removesuffix(":00") if str(value).count(":") == 2 else str(value)
    return str(value)


def _instant(text: str, zone: ZoneInfo) -> datetime:
    """A local time, or one with its own offset. An hour that the clocks skipped does not exist."""
    if len(text) <= len("2026-12-01"):
        raise ValueError("a day alone is no instant")
    at = datetime.fromisoformat(text)
    if at.tzinfo is not None:
        return at
    local = at.replace(tzinfo=zone)
    if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != at:
        raise ValueError("the clocks skipped this hour")
    return local


def _local(text: str, zone: ZoneInfo) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    if at.tzinfo is None:
        return text
    local = at.astimezone(zone)
    if local.fold:  # the second of two equal hours: only its offset tells which
        return local.isoformat()
    return local.replace(tzinfo=None).isoformat(timespec="auto" if local.second else "minutes")


def _number(text: str) -> int:
    if not text.removeprefix("-").isdecimal() or len(text) > LONGEST_NUMBER:
        raise ValueError("not a whole number")
    return int(text)
