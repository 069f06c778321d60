"""Where a page of a list ended: an opaque word that the next page begins from."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

T = TypeVar("T")

PAGE = 50
"""Rows a page: what a slow line loads in one go (our choice)."""


class CursorUnreadable(ValueError):
    """The cursor was not made by this list."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows, and the cursor of the next page (None: this was the last)."""

    rows: list[T]
    next: str | None = None


def page_of(rows: Sequence[T], limit: int, place: Callable[[T], tuple[Any, ...]]) -> Page[T]:
    """The page of ``rows``, read with one row more than ``limit`` to see whether there is another page."""
    shown = list(rows[:limit])
    return Page(shown, encode(*place(shown[-1])) if len(rows) > limit else None)


def encode(*values: datetime | str | None) -> str:
    """The place of a row in its order, as one word that is safe in an address. It holds dates and ids only."""
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(cursor: str, ids_wanted: int) -> tuple[datetime | None, list[str]]:
    """An instant (or None) and the ids that follow it. Raises CursorUnreadable."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        first, *ids = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        at = None if first is None else datetime.fromisoformat(first)
    except (binascii.Error, ValueError, TypeError) as unreadable:
        raise CursorUnreadable("this cursor is not one of ours") from unreadable
    if len(ids) != ids_wanted or not all(isinstance(each, str) for each in ids) or (at and at.tzinfo is None):
        raise CursorUnreadable("this cursor is not one of this list")
    return at, ids
