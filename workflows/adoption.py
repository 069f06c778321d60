"""Another edition of the guidelines, adopted by a running case: an act of its own, recorded, never by itself.

What it changes is found by the function that rehearsed it; here it is only put in place, in one write.
"""

from temporalio import workflow

from cases.access import demand
from cases.effects import NoticeWanted
from cases.errors import EditionFollowed, EditionNotInForce, EventNotPossible
from cases.record import StepView
from cases.sharing import RECEIVING
from workflows.duties import beside
from workflows.file import CaseFile
from workflows.holding import ended
from workflows.messages import AdoptEdition, Receipt
from workflows.options import RULES

with workflow.unsafe.imports_passed_through():
    from activities.adopting import Adopting, AskEdition


def check_adopt(file: CaseFile, act: AdoptEdition) -> None:
    """A supervisor's of the side in charge, and another edition than the one the case follows.

    In a case in which nothing goes on any more but its closing (the child has died) nothing new begins.
    """
    file.must_be_open()
    in_charge = file.procedure.stage(file.stages[0]).side
    demand(act.actor, "adopt_edition", file.relation(act.actor), in_charge)
    if act.edition == file.procedure.edition:
        raise EditionFollowed(edition=act.edition)
    if ended(file):
        raise EventNotPossible(kind="adopt_edition", stage=file.case.stage)


async def adopt_edition(file: CaseFile, act: AdoptEdition) -> Receipt:
    """Follow the edition in force, if it is the one that was shown; whoever has a date that moves is told."""
    check_adopt(file, act)
    ask = AskEdition(case=file.case, steps=file.steps, followed=file.procedure.edition, now=workflow.now())
    found = await workflow.execute_local_activity_method(Adopting.effect_of_edition, ask, **RULES)
    if found.procedure is None or found.effect is None or found.effect.new != act.edition:
        raise EditionNotInForce(edition=act.edition, problems=found.problems)
    changed = put_in_place(file, found.effect.steps)
    file.follow(found.procedure)
    for key in found.effect.beside:
        beside(file, key)
    file.turn()
    await file.write(
        "edition_adopted",
        actor=act.actor,
        steps=changed,
        procedure=found.procedure,
        details={"from": found.effect.old, "to": found.effect.new, **found.effect.counts},
        notices=_told(file, [each.key for each in found.effect.moved]),
    )
    return file.receipt


def put_in_place(file: CaseFile, steps: list[StepView]) -> list[StepView]:
    """The steps as the effect has them. A view is changed where it is: its clock holds on to it."""
    for after in steps:
        view = file.steps.setdefault(after.key, after)
        for name in type(view).model_fields:
            setattr(view, name, getattr(after, name))
        if view.status == "open" and view.side != "host" and RECEIVING not in file.case.withheld_from:
            file.case.origin_takes_part = True
    return [file.steps[each.key] for each in steps]


def _told(file: CaseFile, moved: list[str]) -> list[NoticeWanted]:
    """Whoever owns a step whose date moves, or all who work on it where nobody owns it."""
    owners = {(view.side, view.owner) for view in (file.steps[key] for key in moved)}
    return [
        NoticeWanted(kind="due_date_moved", side=side, role="worker", user=owner)
        for side, owner in sorted(owners, key=str)
    ]
