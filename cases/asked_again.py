"""What an event of the case makes a later report answer: the plan names the supports, the doctor's word still holds."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from cases.reports.base import Problem, Report
from cases.reports.disability_events import DisabilitySupported
from cases.reports.escort import Escort
from cases.reports.identity_events import IdentityFailed, IdentitySettled
from cases.reports.pregnancy_events import PregnancyOrChildPlanned
from cases.reports.repatriation_plan import RepatriationPlan
from cases.words import N_


def unanswered(report: Report, reports: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The faults of ``report`` in the light of what was reported before (``reports``: by name, what stands)."""
    return [
        {"loc": field.split("."), "type": "report", "message": sentence}
        for field, sentence in _problems(report, reports)
    ]


def _problems(report: Report, reports: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    if isinstance(report, RepatriationPlan) and DisabilitySupported.name in reports and not report.supports:
        yield "supports", N_("The child needs supports: name them for the journey and over there.")
    failed = reports.get(IdentityFailed.name)
    if isinstance(report, IdentitySettled) and failed and report.done_at < datetime.fromisoformat(failed["done_at"]):
        yield "done_at", N_("The identity was settled after it had failed, not before.")
    planned = reports.get(PregnancyOrChildPlanned.name)
    if isinstance(report, Escort) and planned is not None:
        until = planned.get("fit_to_travel_until")
        if until is None or date.fromisoformat(until) < report.done_at.date():
            yield (
                "done_at",
                N_("No doctor's word that the child may travel holds that day: have it renewed."),
            )
