"""The part of a case that is told to an agency which does not answer for the child: its steps, and little else."""

from collections.abc import Iterable
from typing import Any

from api.explain.telling import Telling
from api.schemas.case import CaseShown
from api.schemas.journey import CareChain
from api.schemas.steps import StepShown
from cases.words import N_

NOT_TOLD: dict[str, Any] = {
    "decided": None,
    "suppressed": False,
    "location_withheld": False,
    "closing": None,
    "gates": [],
    "wanted": [],
    "holds": [],
    "overrides": [],
    "custody": [],
    "care": CareChain(stretches=[], missing=[], faults=[]),
    "promises": [],
    "links": [],
}
"""What is decided, what protects, what stops the case, whom it belongs with."""

NEUTRAL: dict[str, tuple[str, str]] = {
    "detection": (N_("Who the child is"), N_("What the child, and what it carried, said of it when it was found.")),
    "travel_documents": (N_("Travel documents"), N_("Papers to travel with, and the permission to leave.")),
}
"""By report: title and duty, where the step's own would say of what the child is a victim."""

OF_A_STEP: dict[str, Any] = {"why": [], "why_closed": None, "shut_by": [], "does_not_apply": [], "correction": None}
"""What tells of other steps."""


def knows_of(telling: Telling, key: str) -> bool:
    """Whether the reader is told that there is this step."""
    view = telling.steps.get(key)
    return telling.reader.own or (view is not None and telling.reader.knows_of(view))


def steps_told(telling: Telling, steps: Iterable[StepShown]) -> list[StepShown]:
    """The steps that the reader is told of; of those that are not of its kind only how they stand."""
    if telling.reader.own:
        return list(steps)
    return [step_told(telling, each) for each in steps if knows_of(telling, each.key)]


def step_told(telling: Telling, step: StepShown) -> StepShown:
    """One of them."""
    if telling.reader.own:
        return step
    title, duty = NEUTRAL.get(step.report, ("", ""))
    words = {"title": telling.say(title), "duty": telling.say(duty), "if_blocked": None} if title else {}
    theirs = telling.steps[step.key].responsible == telling.reader.function
    return step.model_copy(update=words if theirs else OF_A_STEP | words)


def part_told(telling: Telling, whole: CaseShown) -> CaseShown:
    """The case as this reader is told of it; all of it to who answers for the child."""
    if telling.reader.own:
        return whole
    known = {step.key for step in whole.steps}
    return whole.model_copy(
        update=NOT_TOLD
        | {
            "alerts": [each for each in whole.alerts if each.step in known],
            "participants": [each for each in whole.participants if each.side == whole.relation],
        }
    )
