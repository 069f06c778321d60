"""What the preparation promises to others: noted, kept when the child arrives, over when a journey fails.

Nothing is written here: the case carries its promises, and every write of it tells how they stand. Only an edition
that knows how a promise is undone makes any: a case opened before that goes on as it began, until it adopts one.
"""

from temporalio import workflow

from cases.promise import Promised, PromiseState, PromiseView
from cases.record import StepView
from guidelines.rule import Interruption
from workflows.file import CaseFile

with workflow.unsafe.imports_passed_through():
    from activities.contract import Judgement

PLACE, BOOKINGS, IN_PERSON = "confirm_placement", "cancel_bookings", "tell_in_person"
"""The duties that a promise undone leaves behind (guidelines/region/duties.yaml)."""

MADE_BY_PLAN, JOURNEY = "repatriation_plan", "transfer"

KEPT_BY = {
    "transit": ("booking", "transit_consent"),
    "handover": ("escort", "consulate", "reception"),
    "placement": ("placement",),
}
"""Which step keeps which promise."""


SAID_BY = {BOOKINGS: "cancelled", IN_PERSON: "told"}
"""What a duty done says of what was owed; the third one has an answer of its own."""


def known(file: CaseFile) -> bool:
    """Whether the edition of this case says how promises are undone."""
    return {PLACE, BOOKINGS, IN_PERSON} <= {duty.id for duty in file.procedure.duties}


def settled(file: CaseFile, view: StepView, found: Judgement) -> list[StepView]:
    """A step was settled: what it promises, keeps, or says of what was still owed. Returns duties that this ends."""
    if not known(file):
        return []
    for each in file.case.promises:
        if each.state == "owed" and each.duty == view.key:
            end(each, "undone", SAID_BY.get(view.key, view.outcome))
        if each.state == "standing" and each.kind in KEPT_BY.get(view.step, ()):
            end(each, "kept")
    promise(file, view, found.promises)
    if view.step == "decision" and view.outcome not in ("return", "deferred"):
        return answered(file, PLACE, "released")
    return answered(file, PLACE, "kept_open") if any(each.kind == "placement" for each in found.promises) else []


def end(each: PromiseView, state: PromiseState, how: str | None = None) -> None:
    """A promise is kept, undone, or somebody's to undo."""
    each.state, each.how, each.ended_at = state, how, workflow.now()


def promise(file: CaseFile, view: StepView, promised: list[Promised]) -> None:
    """Note what rests on this round of a step. What an amended report promises still is the same promise."""
    resting = [each for each in file.case.promises if _rests(each, view)]
    for each in resting:
        if each.identity not in {new.identity for new in promised}:
            each.off = "changed"
    same = {each.identity for each in resting}
    add(file, view, [new for new in promised if new.identity not in same])


def add(file: CaseFile, view: StepView, promised: list[Promised]) -> None:
    """Note more promises that rest on a step."""
    for new in promised:
        place = len(file.case.promises) + 1
        noted = PromiseView(
            **new.model_dump(), id=place, step=view.key, round=view.round, made_at=view.done_at or workflow.now()
        )
        file.case.promises.append(noted)


def _rests(each: PromiseView, view: StepView) -> bool:
    return each.state == "standing" and each.off is None and (each.step, each.round) == (view.key, view.round)


def carry_over(file: CaseFile, view: StepView) -> None:
    """A step is amended alone: what relies on it stands, and so does what it promised, until it is reported again."""
    for each in file.case.promises:
        if each.state == "standing" and each.step == view.key:
            each.round = view.round


def replace_escort(file: CaseFile, plan: StepView, engaged: list[Promised]) -> None:
    """Others travel along from now on: whoever has no leg left is stood down."""
    taken = {leg for new in engaged for leg in new.legs}
    for each in file.case.promises:
        if each.kind == "escort" and _rests(each, plan):
            left = [leg for leg in each.legs if leg not in taken]
            each.legs, each.off = (left, None) if left else (each.legs, "changed")
    add(file, plan, engaged)


def change_way(file: CaseFile, plan: StepView, lost: list[int], booked: list[Promised]) -> None:
    """Legs are not travelled as booked: those before them were, and for one of them something else may be booked."""
    for each in file.case.promises:
        if each.kind == "booking" and _rests(each, plan) and lost:
            if set(each.legs) & set(lost):
                each.off = "changed"
            elif max(each.legs) < min(lost):
                end(each, "kept")
    add(file, plan, booked)


def ends_journey(file: CaseFile, rule: Interruption) -> None:
    """Where an event stops the journey, before the departure or on the road, every promise of it is over."""
    if JOURNEY not in rule.void and not rule.ends_duties:
        return
    for each in file.case.promises:
        if each.state == "standing" and each.off is None:
            each.off = "called_off"


def over(file: CaseFile) -> list[PromiseView]:
    """The promises to undo now, the last made first. The escort who has the child stays until it is back in care."""
    travelling = file.case.custodian == "escort"
    return [
        each
        for each in reversed(file.case.promises)
        if each.state == "standing"
        and (each.off or file.steps[each.step].round != each.round)
        and not (travelling and each.kind == "escort" and each.off != "changed")
    ]


def answered(file: CaseFile, duty: str, how: str) -> list[StepView]:
    """What was still asked has its answer by another way (a new plan that both sides signed): the duty is over."""
    view = file.steps.get(duty)
    if view is None or view.status not in ("open", "submitted"):
        return []
    view.status, view.finished_at, view.outcome = "finished", workflow.now(), how
    view.submitted_by, view.extension, view.paused_since = None, None, None
    for each in file.case.promises:
        if each.state == "owed" and each.duty == duty:
            end(each, "undone", how)
    return [view]
