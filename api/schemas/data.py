"""Bounds for what is typed freely: texts that both databases can keep, times that clocks can count with."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, Field

DEEPEST = 20
"""Levels of a report: the deepest of ours has six."""

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
"""Far enough for every birth and every plan; near enough that no clock overflows."""


def keepable(text: str) -> str:
    """``text``, if a database can keep it. Raises ValueError for NUL and for half of a surrogate pair."""
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("a character of this text cannot be kept")
    return text


def kept(data: dict[str, Any]) -> dict[str, Any]:
    """``data``, if every text in it can be kept and it is not nested without end. Raises ValueError."""
    for text in _texts(data, 0):
        keepable(text)
    return data


def countable(moment: datetime) -> datetime:
    """``moment``, if clocks can count with it. Raises ValueError."""
    if not EARLIEST <= moment <= LATEST:
        raise ValueError("this time is too far away")
    return moment


def _texts(value: Any, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        raise ValueError("this is nested too deep")
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _texts(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, depth + 1)


Data = Annotated[dict[str, Any], AfterValidator(kept)]
"""A report as JSON; its own model judges it next."""

Reason = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(keepable)]
OptionalReason = Annotated[str, Field(max_length=2000), AfterValidator(keepable)]
Instant = Annotated[AwareDatetime, AfterValidator(countable)]
"""A time with its zone."""
Round = Annotated[int, Field(ge=1, le=10_000)]
