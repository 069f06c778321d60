"""A report checked against its model before it is sent on: faults come back at once, field by field."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from pydantic import BaseModel, ValidationError

from activities.judging import CLOCK_SKEW, faults
from api.schemas.data import countable, keepable
from cases.errors import NotInTime, ReportInvalid
from cases.reports import report_model
from cases.reports.base import Filing, Part


def checked(name: str, data: dict[str, Any], filing: Filing | None = None) -> dict[str, Any]:
    """The report as JSON, in its model's shape. Raises ReportInvalid with every fault, of ``filing`` it now too."""
    try:
        return said(report_model(name).model_validate(data, context=filing))
    except ValidationError as invalid:
        raise ReportInvalid(faults=faults(invalid)) from invalid


def said(report: Part) -> dict[str, Any]:
    """A document that its model accepted, as JSON. Raises ReportInvalid for what cannot be kept or counted with."""
    wrong = [{"loc": list(loc), "type": fault} for loc, value in _values(report, ()) if (fault := _fault(value))]
    if wrong:
        raise ReportInvalid(faults=wrong)
    return report.model_dump(mode="json")


def demand_past(field: str, moment: datetime, now: datetime) -> None:
    """Refuse a time that has not come yet. Raises NotInTime."""
    if moment > now + CLOCK_SKEW:
        raise NotInTime(field=field)


def _values(value: Any, loc: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _values(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple | list):
        for place, each in enumerate(value):
            yield from _values(each, (*loc, place))
    else:
        yield loc, value


def _fault(value: Any) -> str | None:
    try:
        if isinstance(value, str):
            keepable(value)
        elif isinstance(value, datetime):
            countable(value)
        elif isinstance(value, date):
            countable(datetime(value.year, value.month, value.day, tzinfo=UTC))
    except ValueError:
        return "cannot_be_kept" if isinstance(value, str) else "too_far_away"
    return None
