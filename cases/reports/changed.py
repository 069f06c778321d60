"""Which answers differ between two versions of a report."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from cases.reports.coded import Coded


def fields_changed(model: type[BaseModel], old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The answers that differ, by their names, in the order of the new version. Both must have been accepted once."""
    was, is_ = (_unordered(model.model_validate(data)) for data in (old, new))
    names = [*new, *(name for name in old if name not in new)]
    return [name for name in names if was.get(name) != is_.get(name)]


def _unordered(value: Any) -> Any:
    """The same, with codes as sets: boxes that are ticked have no order, and come back in that of the page."""
    if isinstance(value, BaseModel):
        return {name: _unordered(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, tuple | list):
        codes = all(isinstance(each, Coded) for each in value)
        return frozenset(value) if codes else [_unordered(each) for each in value]
    return value
