"""What one file cannot know about another: names that must exist, order, citations, holders."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from guidelines import check_citations, check_countries, check_order, check_proposals
from guidelines.conditions import CONDITIONS
from guidelines.country import InsertAfter
from guidelines.deadline import Deadline
from guidelines.refusal import Problem
from guidelines.safeguards import SAFEGUARDS
from guidelines.step import Step
from guidelines.walk import walk

if TYPE_CHECKING:
    from guidelines.library import Library


def problems_of(library: "Library") -> tuple[Problem, ...]:
    """Everything that is wrong, in the order a reader would mend it. Empty when the library is sound."""
    return of_region(library) or tuple(check_proposals.problems(library, of_region))


def of_region(library: "Library") -> tuple[Problem, ...]:
    """What is wrong with the rules that stand. Proposals are held against a sound region."""
    return (
        *_functions(library),
        *_names_in_steps(library),
        *_names_elsewhere(library),
        *check_order.problems(library),
        *check_citations.problems(library),
        *check_countries.problems(library),
    )


def every_step(library: "Library") -> Iterator[tuple[str, Step]]:
    """Each step with its file: the stages', the duties', and those that countries insert."""
    for stage in library.stages:
        for step in stage.steps:
            yield library.file_of(stage.stage), step
    for duty in library.duties:
        yield "region/duties.yaml", duty
    for interruption in library.interruptions:
        if interruption.hold:
            yield library.file_of_interruption(interruption.id), interruption.hold.duty
    for code, overlay in library.overlays.items():
        for change in overlay.changes:
            if isinstance(change, InsertAfter):
                yield f"countries/{code}/overlay.yaml", change.new


def _functions(library: "Library") -> Iterator[Problem]:
    pairs: tuple[tuple[str, Iterable[str], Iterable[str]], ...] = (
        ("conditions", CONDITIONS, (each.id for each in library.conditions)),
        ("safeguards", SAFEGUARDS, (each.id for each in library.safeguards)),
    )
    for name, functions, ids in pairs:
        file, code = f"region/{name}.yaml", f"{name}.py"
        written, declared = set(functions), list(ids)
        for missing in sorted(written - set(declared)):
            yield Problem(
                file, "", f"`{missing}` has a function and no sentence.", f"Add it, or delete it from {code}."
            )
        for extra in sorted(set(declared) - written):
            yield Problem(file, extra, "There is no function of that name.", f"Correct the id, or write it in {code}.")
        yield from _twice(file, declared)
    numbers = [each.number for each in library.safeguards]
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        yield Problem("region/safeguards.yaml", "", f"The numbers are {numbers}.", "Number them 1, 2, 3, each once.")


def _twice(file: str, ids: list[str]) -> Iterator[Problem]:
    for each in sorted({each for each in ids if ids.count(each) > 1}):
        yield Problem(file, each, "The id is used twice.", "Give one of the two another id.")


def unknown(file: str, where: str, kind: str, used: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    """A problem for each used name that is not known, with the names that are."""
    known = list(known)
    for name in used:
        if name not in known:
            yield Problem(file, where, f"There is no {kind} `{name}`.", f"Write one of: {', '.join(known) or 'none'}.")


def _names_in_steps(library: "Library") -> Iterator[Problem]:
    roles = [role.id for role in library.vocabulary.roles]
    evidence = [kind.id for kind in library.vocabulary.evidence]
    conditions = [each.id for each in library.conditions]
    for file, step in every_step(library):
        where = f"step {step.id}"
        yield from unknown(file, where, "role", [step.responsible], roles)
        yield from unknown(file, where, "condition", (*step.only_if, *step.needs, *step.turns), conditions)
        yield from unknown(file, where, "evidence", step.evidence, evidence)
    yield from _twice("region/", [step.id for _, step in every_step(library)])
    yield from _twice("region/interruptions/", [each.id for each in library.interruptions])


def _names_elsewhere(library: "Library") -> Iterator[Problem]:
    roles = [role.id for role in library.vocabulary.roles]
    evidence = [kind.id for kind in library.vocabulary.evidence]
    ladders = [ladder.id for ladder in library.ladders]
    stages = [stage.stage for stage in library.stages]
    steps = [step.id for stage in library.stages for step in stage.steps]
    kinds = [each.id for each in library.interruptions]
    for place, deadline in walk(Deadline, library):
        yield from unknown("guidelines", place, "ladder", [deadline.ladder], ladders)
    for ladder in library.ladders:
        told = [rung.tell for rung in ladder.rungs]
        yield from unknown("region/ladders.yaml", f"ladder {ladder.id}", "role", told, roles)
    for each in library.interruptions:
        file, where = library.file_of_interruption(each.id), f"interruption {each.id}"
        paused = each.hold.pauses if each.hold else ()
        yield from unknown(file, where, "stage", (*each.possible_in, *each.void, *paused), stages)
        shut = each.hold.shuts if each.hold else ()
        again = [step for found in each.redo_if.values() for step in found]
        climbed = [each.after_ladder_of] if each.after_ladder_of else []
        yield from unknown(file, where, "step", (*each.redo, *again, *shut, *climbed), steps)
        on_road = [each.hold.on_road] if each.hold and each.hold.on_road else []
        yield from unknown(file, where, "duty", (*on_road, *each.opens), [duty.id for duty in library.duties])
        yield from unknown(file, where, "role", (*each.tells, *each.tells_unless_shut), roles)
        yield from unknown(file, where, "interruption", [each.lifts] if each.lifts else [], kinds)
    for code, overlay in library.overlays.items():
        for change in overlay.changes:
            file, where = f"countries/{code}/overlay.yaml", f"change of {change.step}"
            yield from unknown(file, where, "regional step", [change.step], steps)
            if not isinstance(change, InsertAfter):
                yield from unknown(file, where, "role", [change.responsible] if change.responsible else [], roles)
                yield from unknown(file, where, "evidence", change.evidence or (), evidence)
