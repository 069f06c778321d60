"""The child as the first report tells: as claimed or seen, not as proved."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from api.pages.countries import country, language
from api.pages.language import gettext
from cases.reports.detection import Detection


@dataclass(frozen=True)
class Child:
    """What a person who picks up the case must know first. ``age``: in years; seen, where no birth date is known."""

    name: str
    age: int | None
    birth_date: date | None
    gender: str
    nationalities: str
    languages: str
    needs_interpreter: bool
    in_danger: bool


def child_of(reports: dict[str, dict[str, Any]], now: datetime) -> Child | None:
    """Out of the standing reports."""
    data = reports.get(Detection.name)
    if data is None:
        return None
    report = Detection.model_validate(data)
    born, today = report.birth_date, now.date()
    age = report.apparent_age
    if born:
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return Child(
        name=report.child_name,
        age=age,
        birth_date=born,
        gender=gettext(report.gender.label),
        nationalities=", ".join(country(code) for code in report.nationalities),
        languages=", ".join(language(code) for code in report.languages),
        needs_interpreter=report.needs_interpreter,
        in_danger=report.immediate_danger,
    )
