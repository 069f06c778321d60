"""Dates reckoned by hand: day after day with the holidays' package, apart from the engine's own arithmetic."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import holidays

from cases.tables import Step
from guidelines.library import library
from tests.scenarios.world import World


def works(day: date, country: str) -> bool:
    """Whether a country works on a day: no weekend, no public holiday."""
    return day.weekday() < 5 and day not in holidays.country_holidays(country, years=day.year)


def zone_of(country: str) -> ZoneInfo:
    """A country's clock."""
    return ZoneInfo(library().countries[country].time_zone)


def last_second(day: date, zone: ZoneInfo) -> datetime:
    """The end of a local day."""
    return datetime.combine(day, time(23, 59, 59), zone).astimezone(UTC)


def working_days_after(day: date, amount: int, countries: list[str], sign: int = 1) -> date:
    """So many days on which all the countries work; ``sign`` -1: before."""
    while amount:
        day += sign * timedelta(days=1)
        amount -= all(works(day, country) for country in countries)
    return day


def months_after(day: date, amount: int) -> date:
    """The same day so many months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


async def due_by_hand(world: World, row: Step, rule: dict[str, Any]) -> datetime:
    """``{from: <step>|opened|now|departure, hours|days|working_days|months: n, before: true, of: host|both}``."""
    start = await _moment(world, row, rule["from"])
    sign = -1 if rule.get("before") else 1
    if "hours" in rule:
        return start + sign * timedelta(hours=rule["hours"])
    of = rule.get("of", "host")
    zone = zone_of(world.origin if of == "origin" else world.host)
    day = start.astimezone(zone).date()
    if "days" in rule:
        return last_second(day + sign * timedelta(days=rule["days"]), zone)
    if "months" in rule:
        return last_second(months_after(day, rule["months"]), zone)
    countries = {"host": [world.host], "origin": [world.origin], "both": [world.host, world.origin]}[of]
    due = last_second(working_days_after(day, rule["working_days"], countries, sign), zone)
    return due + timedelta(days=rule.get("and_days", 0))


async def _moment(world: World, row: Step, name: str) -> datetime:
    if name == "opened":
        if row.opened_at is None:
            raise ValueError(f"{row.key} is not open")
        return row.opened_at
    if name == "now":
        return world.now()
    moments = (await world.case()).view["moments"]
    return datetime.fromisoformat(moments.get(name) or moments[f"{name}.finished"])
