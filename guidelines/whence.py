"""Where a rule is written: the files of this folder that somebody opens to read or change it."""

from guidelines import enacted
from guidelines.change import InsertStep
from guidelines.country import InsertAfter, in_force
from guidelines.library import Library, file_of_proposal
from guidelines.procedure import Procedure

SAFEGUARDS = "region/safeguards.yaml"
INTERRUPTIONS = "region/interruptions/"
DUTIES = "region/duties.yaml"
LADDERS = "region/ladders.yaml"


def files_of(library: Library, procedure: Procedure, step_id: str) -> tuple[str, ...]:
    """The region's file of a step, the adopted proposals and the overlays that change it on the procedure's day.

    Paths are relative to ``guidelines/``. A step that a country inserted stands in its overlay alone.
    """
    overlays = (
        f"countries/{code}/overlay.yaml"
        for side, code in (("host", procedure.host), ("origin", procedure.origin))
        if any(
            change.as_ == side
            and in_force(change, procedure.on)
            and step_id == (change.new.id if isinstance(change, InsertAfter) else change.step)
            for change in library.overlays[code].changes
        )
    )
    adopted = (
        file_of_proposal(proposal.id)
        for proposal in enacted.in_force(library, procedure.on)
        if any(
            step_id == (change.new.id if isinstance(change, InsertStep) else change.step) for change in proposal.changes
        )
    )
    return (*_regional(library, step_id), *adopted, *overlays)


def _regional(library: Library, step_id: str) -> tuple[str, ...]:
    for stage in library.stages:
        if any(step.id == step_id for step in stage.steps):
            return (library.file_of(stage.stage),)
    for each in library.interruptions:
        if each.hold and each.hold.duty.id == step_id:
            return (library.file_of_interruption(each.id),)
    return (DUTIES,) if any(duty.id == step_id for duty in library.duties) else ()
