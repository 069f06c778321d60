"""An example report with a few values changed, as JSON."""

from typing import Any

from cases.reports import report_model


def example(name: str, changes: dict[str, Any] | None = None) -> dict[str, Any]:
    """The example of the report ``name``; ``changes`` by dotted path (``views.heard``, ``legs.1.number``)."""
    report: dict[str, Any] = report_model(name).example().model_dump(mode="json")
    for path, value in (changes or {}).items():
        *way, last = path.split(".")
        place: Any = report
        for step in way:
            place = place[int(step)] if isinstance(place, list) else place[step]
        place[last] = value
    return report
