"""What a report says, held against what the plan says: faults that neither of the two can know alone."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from cases.reports.base import Report
from cases.reports.escort_replaced import EscortReplaced
from cases.reports.medical_events import MedicalSuspension
from cases.reports.onward import OnwardReport
from cases.reports.repatriation_plan import RepatriationPlan
from cases.words import N_

QUIET_BEFORE_DEPARTURE = timedelta(hours=2)
"""So shortly before the departure the escort changes only in an emergency (domain section 7; our default)."""

NOT_A_LEG = N_("The plan has no such leg.")
LEGS_LEFT = N_("List every leg of the plan that is left, up to the last one.")
EVERY_LEG = N_("Before the departure name the escort of every leg of the plan.")
TOO_LATE = N_("Within two hours before the departure only in an emergency. Or put the departure off.")
BY_RECORD = N_("On the road the child passes from one escort to the other by a record that both sign.")
CONSULATES = N_("The child is on the road: tell both consulates, and write when each was told.")
NO_RECORD = N_("Before the departure the child is in the shelter: there is no record between escorts.")


def between(
    report: Report, standing: Mapping[str, Mapping[str, Any]], *, travelling: bool, contact_shut: bool = False
) -> list[dict[str, Any]]:
    """What is wrong with ``report`` beside the plan that stands, and where the child is now, in the form of a report's
    own faults. ``contact_shut``: no consulate may be told anything."""
    if isinstance(report, MedicalSuspension):
        untold = travelling and not contact_shut and not report.consulates_told
        return [_fault("consulates_told", CONSULATES)] if untold else []
    if not isinstance(report, EscortReplaced | OnwardReport) or RepatriationPlan.name not in standing:
        return []
    plan = RepatriationPlan.model_validate(standing[RepatriationPlan.name])
    if isinstance(report, OnwardReport):
        return [] if report.leg <= len(plan.legs) else [_fault("leg", NOT_A_LEG)]
    return _of_escort(report, plan, travelling=travelling)


def _of_escort(report: EscortReplaced, plan: RepatriationPlan, *, travelling: bool) -> list[dict[str, Any]]:
    faults = []
    if report.legs[-1].number != len(plan.legs):
        faults.append(_fault("legs", LEGS_LEFT))
    elif not travelling and report.legs[0].number != 1:
        faults.append(_fault("legs", EVERY_LEG))
    if travelling and report.passing() is None:
        faults.append(_fault("record_number", BY_RECORD))
    if not travelling and report.passing() is not None:
        faults.append(_fault("record_number", NO_RECORD))
    if not travelling and not report.emergency and plan.departure_at - report.done_at < QUIET_BEFORE_DEPARTURE:
        faults.append(_fault("emergency", TOO_LATE))
    return faults


def _fault(field: str, message: str) -> dict[str, Any]:
    return {"loc": [field], "type": "report", "message": message}
