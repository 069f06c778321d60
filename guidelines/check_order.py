"""Steps come after steps that exist, never in a circle, never after a later stage; clocks start from real moments."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guidelines.country import InsertAfter, Replace
from guidelines.deadline import Deadline
from guidelines.refusal import Problem
from guidelines.step import Step
from guidelines.walk import walk

if TYPE_CHECKING:
    from guidelines.library import Library

ALWAYS = ("opened", "detected", "case_opened")
"""Moments that every case gives."""


def problems(library: "Library") -> Iterator[Problem]:
    """Unknown or circular `after`, a step after a later stage, and moments that nobody gives."""
    stage_of = {step.id: number for number, stage in enumerate(library.stages) for step in stage.steps}
    for number, stage in enumerate(library.stages):
        for step in stage.steps:
            yield from _after(library.file_of(stage.stage), step, number, stage_of)
    for code, overlay in library.overlays.items():
        for change in overlay.changes:
            if isinstance(change, InsertAfter) and change.step in stage_of:
                file = f"countries/{code}/overlay.yaml"
                yield from _after(file, change.new, stage_of[change.step], stage_of)
    yield from _circles(library)
    yield from _moments(library)


def _after(file: str, step: Step, stage: int, stage_of: dict[str, int]) -> Iterator[Problem]:
    where = f"step {step.id}, after"
    for earlier in step.after:
        if earlier not in stage_of:
            yield Problem(file, where, f"There is no step `{earlier}`.", f"Write one of: {', '.join(stage_of)}.")
        elif stage_of[earlier] > stage:
            mend = "A step comes after steps of its own or an earlier stage: take it out."
            yield Problem(file, where, f"`{earlier}` belongs to a later stage.", mend)


def _circles(library: "Library") -> Iterator[Problem]:
    for stage in library.stages:
        waiting = {step.id: set(step.after) for step in stage.steps}
        free = True
        while free:
            free = {step_id for step_id, after in waiting.items() if not after & waiting.keys()} != set()
            waiting = {step_id: after for step_id, after in waiting.items() if after & waiting.keys()}
        if waiting:
            what = f"These steps wait for each other: {', '.join(sorted(waiting))}."
            yield Problem(library.file_of(stage.stage), "after", what, "Take one of them out of the other's `after`.")


def _moments(library: "Library") -> Iterator[Problem]:
    steps = [step for stage in library.stages for step in stage.steps]
    given = [*ALWAYS, *(name for step in steps for name in step.moments), *(f"{step.id}.finished" for step in steps)]
    files: list[tuple[str, Step | Replace]] = [
        *((library.file_of(stage.stage), step) for stage in library.stages for step in stage.steps),
        *(("region/duties.yaml", duty) for duty in library.duties),
        *((library.file_of_interruption(each.id), each.hold.duty) for each in library.interruptions if each.hold),
    ]
    for code, overlay in library.overlays.items():
        for change in overlay.changes:
            files.append((f"countries/{code}/overlay.yaml", change.new if isinstance(change, InsertAfter) else change))
    for file, rule in files:
        where = f"step {rule.id}" if isinstance(rule, Step) else f"change of {rule.step}"
        for _, deadline in walk(Deadline, rule):
            if deadline.starts not in given:
                yield Problem(
                    file, where, f"Nobody gives the moment `{deadline.starts}`.", f"Write one of: {', '.join(given)}."
                )
