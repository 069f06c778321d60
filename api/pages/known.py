"""What a form can be filled with before anybody types: the draft, what was sent back, what the case already knows."""

from typing import Any

from api.explain import Telling
from api.schemas.steps import StepOpened
from cases.reports import report_model
from cases.reports.detection import Detection
from cases.reports.undoing import CancelBookings

FROM_DETECTION = {
    "child_name": "child_name",
    "child_birth_date": "birth_date",
    "child_gender": "gender",
}
"""Fields of later reports that repeat what the first one says of the child. Whoever signs checks them."""


def known(told: Telling, step: StepOpened, report: str) -> dict[str, Any]:
    """The start of the form of ``report``: nothing in it counts before somebody sends it."""
    if step.draft is not None and report == step.report:
        return step.draft.data
    earlier = [filed.data for filed in step.filed if filed.report == report]
    if earlier and report == step.report:
        return earlier[-1]
    rule = told.procedure.step(step.step)
    if report == CancelBookings.name:
        owed = [each for each in told.view.promises if each.state == "owed" and each.duty == step.key]
        return {"bookings": [{"booking": each.what} for each in owed]}
    papers = [{"kind": kind} for kind in rule.evidence] if report == step.report else []
    return {"evidence": papers, **of_the_child(told, report)}


def of_the_child(told: Telling, report: str) -> dict[str, Any]:
    """What the first report says of the child, for the fields of ``report`` that ask it."""
    said = told.reports.get(Detection.name, {})
    wanted = report_model(report).model_fields
    found = {field: said.get(source) for field, source in FROM_DETECTION.items() if field in wanted}
    if "child_nationality" in wanted and said.get("nationalities"):
        found["child_nationality"] = said["nationalities"][0]
    return {field: value for field, value in found.items() if value}
