"""The region as adopted proposals have changed it by a day: one after the other, in the order in which they apply."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from guidelines.change import InsertStep, inserted, placed, replaced
from guidelines.citation import Citation
from guidelines.deadline import DatedTerm, Deadline, Term
from guidelines.proposal import Proposal, RegionalChange, ReplaceTerm
from guidelines.step import Stage, Step

if TYPE_CHECKING:
    from guidelines.library import Library


def enacted(library: "Library", on: date) -> "Library":
    """The library in which every proposal adopted and in force on ``on`` stands in the region's own steps."""
    for proposal in in_force(library, on):
        for change in proposal.changes:
            library = _changed(library, change, proposal.applies_from)
    return library


def in_force(library: "Library", on: date) -> tuple[Proposal, ...]:
    """The adopted proposals that apply on ``on``, in the order in which they came to apply."""
    standing = [each for each in library.proposals if each.status == "adopted" and each.applies_from <= on]
    return tuple(sorted(standing, key=lambda each: (each.applies_from, each.id)))


def yielding(library: "Library", on: date) -> frozenset[tuple[str, str, str]]:
    """The countries' terms that have given way to the region's by ``on``: country, side, step."""
    return frozenset((each.country, each.as_, each.step) for law in in_force(library, on) for each in law.yields)


def as_adopted(library: "Library", proposal: Proposal) -> "Library":
    """The library in which ``proposal`` is adopted, for whoever wants to know what that would change."""
    adopted = proposal.model_copy(
        update={"status": "adopted", "decided_on": proposal.applies_from, "decided_by": proposal.author}
    )
    others = tuple(each for each in library.proposals if each.id != proposal.id)
    return library.model_copy(update={"proposals": (*others, adopted)})


def before(library: "Library", proposal: Proposal) -> "Library":
    """The library without ``proposal``: as it was, or would be, if nobody had made it."""
    others = tuple(each for each in library.proposals if each.id != proposal.id)
    return library.model_copy(update={"proposals": others})


def _changed(library: "Library", change: RegionalChange, from_: date) -> "Library":
    if isinstance(change, InsertStep):
        at, new = change.step, inserted(change)
        return _in_stages(
            library, lambda steps: placed(steps, at, new) if any(each.id == at for each in steps) else steps
        )

    def step(old: Step) -> Step:
        if old.id != change.step:
            return old
        if isinstance(change, ReplaceTerm):
            return old.model_copy(update={"deadline": _with_term(old.deadline, change.term, change.cite, from_)})
        return replaced(old, change)

    changed = _in_stages(library, lambda steps: tuple(step(each) for each in steps))
    return changed.model_copy(update={"duties": tuple(step(duty) for duty in library.duties)})


def _in_stages(library: "Library", change: Callable[[tuple[Step, ...]], tuple[Step, ...]]) -> "Library":
    def stage(each: Stage) -> Stage:
        return each.model_copy(update={"steps": change(each.steps)})

    return library.model_copy(update={"stages": tuple(stage(each) for each in library.stages)})


def _with_term(deadline: Deadline | None, term: Term, cite: Citation, from_: date) -> Deadline:
    """The clock with another term from a day on. A value dated later stands from its own day, as before."""
    if deadline is None:
        raise ValueError("the step has no clock whose term could change")
    value = DatedTerm(applies_from=from_, term=term, cite=cite)
    others = [each for each in deadline.values if each.applies_from != from_]
    values = tuple(sorted([*others, value], key=lambda each: each.applies_from))
    return deadline.model_copy(update={"values": values})
