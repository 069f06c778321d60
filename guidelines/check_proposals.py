"""A proposal is checked as if it were adopted: the region it would make must be as sound as the one that stands."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from guidelines.change import InsertStep, ReplacePart
from guidelines.enacted import as_adopted, enacted
from guidelines.proposal import Proposal, ReplaceTerm
from guidelines.refusal import GuidelineRefused, Problem
from guidelines.resolve import resolve

if TYPE_CHECKING:
    from guidelines.library import Library

OfRegion = Callable[["Library"], Iterable[Problem]]


def problems(library: "Library", of_region: OfRegion) -> Iterator[Problem]:
    """What is wrong with any proposal. One that was rejected is history: only its shape was checked."""
    for proposal in library.proposals:
        if proposal.status != "rejected":
            yield from problems_of(library, proposal, of_region)


def problems_of(library: "Library", proposal: Proposal, of_region: OfRegion) -> Iterator[Problem]:
    """What is wrong with one proposal to a sound region. ``of_region`` finds what is wrong with one."""
    file = f"proposals/{proposal.id}.yaml"
    named = [*_steps(library, file, proposal), *_yields(library, file, proposal)]
    yield from named
    if named:
        return
    adopted = as_adopted(library, proposal)
    found = tuple(of_region(enacted(adopted, proposal.applies_from)))
    for each in found:
        yield Problem(file, f"changes, {each.where}" if each.where else "changes", each.what, each.mend)
    if not found:
        yield from _between_countries(adopted, file, proposal)


def _steps(library: "Library", file: str, proposal: Proposal) -> Iterator[Problem]:
    clocks = {step.id: step.deadline for stage in library.stages for step in stage.steps}
    clocks |= {duty.id: duty.deadline for duty in library.duties}
    for change in proposal.changes:
        where = f"change of {change.step}"
        if change.step not in clocks:
            mend = f"Write one of: {', '.join(clocks)}."
            yield Problem(file, where, f"There is no regional step `{change.step}`.", mend)
        elif isinstance(change, ReplaceTerm) and clocks[change.step] is None:
            yield Problem(file, where, "This step has no clock.", "Give a whole `deadline` with `op: replace`.")
        elif isinstance(change, InsertStep):
            if change.new.id in clocks:
                yield Problem(file, where, f"There is a step `{change.new.id}` already.", "Give it another id.")
            clocks[change.new.id] = change.new.deadline
        elif isinstance(change, ReplacePart) and change.deadline and change.deadline.on(proposal.applies_from) is None:
            mend = "Give a value with an `applies_from` on or before that day."
            yield Problem(file, where, f"No value of its clock stands on {proposal.applies_from}.", mend)


def _yields(library: "Library", file: str, proposal: Proposal) -> Iterator[Problem]:
    for each in proposal.yields:
        overlay = library.overlays.get(each.country)
        rules = [] if overlay is None else [rule for rule in overlay.changes if isinstance(rule, ReplacePart)]
        if not any(rule.as_ == each.as_ and rule.step == each.step and rule.deadline for rule in rules):
            what = f"{each.country} has no term of its own for `{each.step}` as {each.as_}."
            yield Problem(file, f"yield of {each.country}", what, "Delete the line.")


def _between_countries(adopted: "Library", file: str, proposal: Proposal) -> Iterator[Problem]:
    """Each country once as host and once as origin: that is enough to hold each of its rules against the region's."""
    codes = sorted(adopted.countries)
    found: dict[str, Problem] = {}
    for host, origin in zip(codes, [*codes[1:], *codes[:1]], strict=True):
        try:
            resolve(adopted, host, origin, proposal.applies_from)
        except GuidelineRefused as refused:
            for each in refused.problems:
                what = f"{each.file}, {each.where}: {each.what}"
                mend = "Name that rule under `yields` (country, as, step), or mend the overlay first."
                found[what] = Problem(file, "changes", what, mend)
    yield from found.values()
