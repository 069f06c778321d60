"""A worked example moved to another time."""

import re
from datetime import date, datetime, timedelta
from typing import Any

MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT")
DAY = re.compile(r"^\d{4}-\d\d-\d\d$")


def moved(data: Any, by: timedelta) -> Any:
    """A report's example with every moment moved by the same time, and every day but those of birth."""
    if isinstance(data, dict):
        return {key: value if "birth" in key else moved(value, by) for key, value in data.items()}
    if isinstance(data, list):
        return [moved(value, by) for value in data]
    if isinstance(data, str) and MOMENT.match(data):
        return (datetime.fromisoformat(data) + by).isoformat()
    if isinstance(data, str) and DAY.match(data):
        return (date.fromisoformat(data) + by).isoformat()
    return data
