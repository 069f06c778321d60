"""Every model of one kind inside another, with its place in words: for checks, counts and freshness."""

from collections.abc import Iterator
from typing import Any, TypeVar

from guidelines.model import Model

M = TypeVar("M", bound=Model)


def walk(kind: type[M], inside: Any, place: str = "") -> Iterator[tuple[str, M]]:
    """Each ``kind`` found inside, in order. The place names ids where there are ids, else fields and numbers."""
    if isinstance(inside, kind):
        yield place, inside
    if isinstance(inside, Model):
        for name in type(inside).model_fields:
            yield from walk(kind, getattr(inside, name), f"{place}, {name}" if place else name)
    elif isinstance(inside, dict):
        for key, value in inside.items():
            yield from walk(kind, value, f"{place}, {key}" if place else str(key))
    elif isinstance(inside, tuple):
        for number, value in enumerate(inside, start=1):
            named = getattr(value, "id", None) or getattr(value, "stage", None) or number
            yield from walk(kind, value, f"{place} {named}" if place else str(named))
