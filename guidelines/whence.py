"""Where a rule is written: the files of this folder that somebody opens to read or change it."""

from guidelines.country import InsertAfter, in_force
from guidelines.library import Library
from guidelines.procedure import Procedure

SAFEGUARDS = "region/safeguards.yaml"
INTERRUPTIONS = "region/interruptions/"
DUTIES = "region/duties.yaml"
LADDERS = "region/ladders.yaml"


def files_of(library: Library, procedure: Procedure, step_id: str) -> tuple[str, ...]:
    """The region's file of a step, then the overlays of the two countries that change it on the procedure's day.

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
    return (*_regional(library, step_id), *overlays)


def _regional(library: Library, step_id: str) -> tuple[str, ...]:
    for stage in library.stages:
        if any(step.id == step_id for step in stage.steps):
            return (library.file_of(stage.stage),)
    for each in library.interruptions:
        if each.hold and each.hold.duty.id == step_id:
            return (library.file_of_interruption(each.id),)
    return (DUTIES,) if any(duty.id == step_id for duty in library.duties) else ()
