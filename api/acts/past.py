"""A past day asked for: read as a day or an instant, and only by whom the case was then too."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Query

from api.acts.acting import Acting, Asked
from api.errors import NoSuchDay
from cases.errors import NotTakingPartThen
from cases.repository.past import Known, as_known
from cases.repository.reading import relation

DAY = len("2026-03-03")

AsKnown = Annotated[
    str | None,
    Query(
        max_length=40,
        description="The case as it was known then: a day (its end, on your own clock) or an instant.",
        examples=["2026-03-03T12:00Z", "2026-03-03"],
    ),
]


async def known_then(acting: Acting, asked: Asked, wanted: str | None) -> Known | None:
    """The case as known then; None where no day was asked for.

    Who may read the case today may read its past, for the days on which their agency took part in it.
    Raises NoSuchDay, NotOpenThen, NotKeptThen, NotTakingPartThen.
    """
    if not wanted:
        return None
    at = instant_of(wanted, ZoneInfo(acting.who.user.time_zone), acting.now)
    known = await as_known(acting.session, asked.case, at)
    if await relation(acting.session, acting.actor, asked.case.number, at, acting.now) is None:
        raise NotTakingPartThen()
    return known


def instant_of(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """The instant that was asked for; of a day its end (of today, now). Raises NoSuchDay, also for what is to come."""
    plain = text.strip()
    try:
        at = _end_of(date.fromisoformat(plain), zone) if len(plain) <= DAY else _instant(plain, zone)
        begins = datetime.combine(at.astimezone(zone).date(), time(), zone) if len(plain) <= DAY else at
    except (ValueError, OverflowError):
        raise NoSuchDay() from None
    if begins > now:
        raise NoSuchDay()
    return min(at, now)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone) - timedelta(microseconds=1)


def _instant(text: str, zone: ZoneInfo) -> datetime:
    # In an address an unescaped plus sign is read as a blank: it is the sign of an offset.
    at = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
    return at if at.tzinfo is not None else at.replace(tzinfo=zone)
