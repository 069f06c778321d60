"""A worked example becomes the report of another invented case: its own child, countries and days."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from cases.reports import report_model, story
from commands.practice.story import OFF_THE_STORY, Changes, Story

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")
DAY = re.compile(r"\d{4}-\d\d-\d\d")

HOST, ORIGIN = "MX", "GT"
"""Where the worked story is told."""

ALL_DAY = {"opens": "00:00:00", "closes": "23:59:00"}
"""The hours of the place of handover: practice begins at any moment of the day, and the journey with it."""


def report_of(told: Story, key: str, name: str, shift: timedelta, changes: Changes) -> Changes:
    """The report ``name`` of the step ``key``: the worked example with ``changes``, in this story's place and time."""
    data = report_model(name).example().model_dump(mode="json")
    done = told.days.get(key) or OFF_THE_STORY.get(key)
    if done is not None:
        shift += done - datetime.fromisoformat(data["done_at"])
    made: Changes = _moved(data | changes, told, shift)
    if name == "detection":
        made["aliases"] = []
    return made


def _moved(data: Any, told: Story, by: timedelta) -> Any:
    if isinstance(data, dict):
        given = {"birth_date": told.born, **ALL_DAY}
        return {key: given.get(key) or _moved(value, told, by) for key, value in data.items()}
    if isinstance(data, list):
        return [_moved(value, told, by) for value in data]
    return _text(data, told, by) if isinstance(data, str) else data


def _text(text: str, told: Story, by: timedelta) -> str:
    if MOMENT.match(text):
        return (datetime.fromisoformat(text) + by).isoformat()
    if DAY.fullmatch(text):
        return (date.fromisoformat(text) + by).isoformat()
    if text in (HOST, ORIGIN):
        return told.host if text == HOST else told.origin
    return text.replace(story.CHILD, f"{told.child} Ejemplo").replace("EJEMPLO-", f"EJEMPLO-{told.child.upper()}-")
