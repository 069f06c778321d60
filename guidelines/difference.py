"""What differs between two editions of the rules of one pair of countries: each difference by its kind, never a text.

Pure. Two procedures with different editions always differ in something here: what has no kind of its own is
``other``, with the names of the fields.
"""

from collections.abc import Iterator
from typing import Any

from guidelines.deadline import Ladder
from guidelines.difference_kinds import Difference, Kind, Of
from guidelines.difference_of_clocks import clocks
from guidelines.model import Model, Words
from guidelines.procedure import Procedure
from guidelines.rule import Interruption, Safeguard
from guidelines.step import Step
from guidelines.weakening import told_later

__all__ = ["Difference", "difference"]

_OF_STEPS: dict[str, Kind] = {"responsible": "responsible", "side": "side", "gate": "gate", "approvals": "approvals"}


def difference(old: Procedure, new: Procedure) -> tuple[Difference, ...]:
    """Everything that is otherwise in ``new``, in the order of the path."""
    found = (*_stages(old, new), *_steps(old, new), *_safeguards(old, new), *_interruptions(old, new))
    found += (*_ladders(old, new), *_held(old, new))
    if not found and old.edition != new.edition:
        return (Difference(of="procedure", id="sequence", kind="other", becomes=("sequence",)),)
    return found


def _stages(old: Procedure, new: Procedure) -> Iterator[Difference]:
    before = {stage.stage: stage for stage in old.stages}
    for stage in new.stages:
        was = before.get(stage.stage)
        if was is not None and (others := _others(was, stage, {"steps"})):
            yield Difference(of="stage", id=stage.stage, kind="other", title=stage.title, becomes=others)


def _steps(old: Procedure, new: Procedure) -> Iterator[Difference]:
    before, after = _own(old), _own(new)
    for step_id, (step, stage) in after.items():
        if step_id not in before:
            yield Difference(
                of="step", id=step_id, kind="added", title=step.title, becomes=(stage or "",), becomes_cite=step.cite
            )
            continue
        was, was_stage = before[step_id]
        if was_stage != stage:
            yield Difference(
                of="step", id=step_id, kind="stage", title=step.title, was=(was_stage or "",), becomes=(stage or "",)
            )
        yield from _step(old, new, was, step)
    for step_id, (step, stage) in before.items():
        if step_id not in after:
            yield Difference(
                of="step", id=step_id, kind="removed", title=step.title, was=(stage or "",), protects_less=True
            )


def _own(procedure: Procedure) -> dict[str, tuple[Step, str | None]]:
    """The steps of the stages, then the duties outside them. A hold's duty is told with its interruption."""
    found: dict[str, tuple[Step, str | None]] = {
        step.id: (step, stage.stage) for stage in procedure.stages for step in stage.steps
    }
    return found | {duty.id: (duty, None) for duty in procedure.duties}


def _step(old: Procedure, new: Procedure, was: Step, step: Step) -> Iterator[Difference]:
    def differs(kind: Kind, **more: Any) -> Difference:
        return Difference(of="step", id=step.id, kind=kind, title=step.title, **more)

    told = {"deadline", "series", "extra"}
    for clock in clocks(old, new, was, step):
        yield differs(**clock.model_dump())
    for field, kind in _OF_STEPS.items():
        told.add(field)
        one, other = _names(getattr(was, field)), _names(getattr(step, field))
        if one != other:
            yield differs(kind, was=one, becomes=other, protects_less=not set(one) <= set(other) and field != "side")
    told |= {"evidence", "after", "only_if", "needs"}
    if gone := tuple(kind for kind in was.evidence if kind not in step.evidence):
        yield differs("evidence_removed", was=gone, protects_less=True)
    if come := tuple(kind for kind in step.evidence if kind not in was.evidence):
        yield differs("evidence_added", becomes=come)
    if set(was.after) != set(step.after):
        yield differs("order", was=was.after, becomes=step.after)
    if (was.only_if, was.needs) != (step.only_if, step.needs):
        yield differs("conditions", was=(*was.only_if, *was.needs), becomes=(*step.only_if, *step.needs))
    if others := _others(was, step, told):
        yield differs("other", becomes=others, was_cite=was.cite, becomes_cite=step.cite)


def _names(value: object) -> tuple[str, ...]:
    """A name, several, or none, as one kind of thing."""
    if value is None:
        return ()
    return tuple(str(each) for each in value) if isinstance(value, tuple) else (str(value),)


def _others(old: Model, new: Model, told: set[str]) -> tuple[str, ...]:
    """The fields that differ and of which nothing was told. Reading a source again is no difference."""
    one, other = _content(old), _content(new)
    return tuple(name for name in one if name not in told and one[name] != other[name])


def _content(model: Model) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(each) for key, each in value.items() if key != "last_checked_on"}
        return [plain(each) for each in value] if isinstance(value, list) else value

    found: dict[str, Any] = plain(model.model_dump(mode="json"))
    return found


def _safeguards(old: Procedure, new: Procedure) -> Iterator[Difference]:
    before: dict[str, Safeguard] = {each.id: each for each in old.safeguards}
    after: dict[str, Safeguard] = {each.id: each for each in new.safeguards}
    yield from _come_and_gone("safeguard", before, after)
    for name in (name for name in after if name in before):
        was, rule = before[name], after[name]
        title, lost = rule.sentence, bool(set(was.gates) - set(rule.gates))
        if set(was.gates) != set(rule.gates):
            yield Difference(
                of="safeguard", id=name, kind="gates", title=title,
                was=was.gates, becomes=rule.gates, protects_less=lost,
            )  # fmt: skip
        if was.overridable != rule.overridable:
            yield Difference(
                of="safeguard", id=name, kind="overridable", title=title, protects_less=rule.overridable
            )  # fmt: skip
        if others := _others(was, rule, {"gates", "overridable"}):
            yield Difference(of="safeguard", id=name, kind="other", title=title, becomes=others)


def _interruptions(old: Procedure, new: Procedure) -> Iterator[Difference]:
    before: dict[str, Interruption] = {each.id: each for each in old.interruptions}
    after: dict[str, Interruption] = {each.id: each for each in new.interruptions}
    yield from _come_and_gone("interruption", before, after)
    for name in (name for name in after if name in before):
        was, rule = before[name], after[name]
        told: set[str] = set()
        if was.hold and rule.hold:
            told = {"hold"}
            yield from _hold(old, new, was, rule)
        if others := _others(was, rule, told):
            yield Difference(of="interruption", id=name, kind="other", title=rule.title, becomes=others)


def _hold(old: Procedure, new: Procedure, was: Interruption, rule: Interruption) -> Iterator[Difference]:
    def differs(kind: Kind, one: tuple[str, ...], other: tuple[str, ...]) -> Difference:
        less = kind == "hold_gates" and bool(set(one) - set(other))
        return Difference(
            of="interruption", id=rule.id, kind=kind, title=rule.title, was=one, becomes=other, protects_less=less
        )

    if was.hold is None or rule.hold is None:
        return
    if set(was.hold.gates) != set(rule.hold.gates):
        yield differs("hold_gates", was.hold.gates, rule.hold.gates)
    if set(was.hold.pauses) != set(rule.hold.pauses):
        yield differs("hold_pauses", was.hold.pauses, rule.hold.pauses)
    if was.hold.duty.id != rule.hold.duty.id:
        yield differs("duty", (was.hold.duty.id,), (rule.hold.duty.id,))
    else:
        yield from _step(old, new, was.hold.duty, rule.hold.duty)
    if others := _others(was.hold, rule.hold, {"gates", "pauses", "duty"}):
        yield differs("other", (), others)


def _ladders(old: Procedure, new: Procedure) -> Iterator[Difference]:
    before: dict[str, Ladder] = {each.id: each for each in old.ladders}
    after: dict[str, Ladder] = {each.id: each for each in new.ladders}
    yield from _come_and_gone("ladder", before, after)
    for name in (name for name in after if name in before):
        was, rule = before[name], after[name]
        if was.rungs != rule.rungs:
            one, other = (tuple(f"{rung.tell} {rung.wait_hours:g}" for rung in each.rungs) for each in (was, rule))
            slower = any(told_later(was, rule))
            yield Difference(of="ladder", id=name, kind="rungs", was=one, becomes=other, protects_less=slower)
        if others := _others(was, rule, {"rungs"}):
            yield Difference(of="ladder", id=name, kind="other", becomes=others)


def _come_and_gone(of: Of, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    def named(each: Any) -> Words | None:
        return each.sentence if of == "safeguard" else getattr(each, "title", None)

    for name, each in after.items():
        if name not in before:
            yield Difference(of=of, id=name, kind="added", title=named(each), becomes_cite=each.cite)
    for name, each in before.items():
        if name not in after:
            yield Difference(of=of, id=name, kind="removed", title=named(each), protects_less=of != "ladder")


def _held(old: Procedure, new: Procedure) -> Iterator[Difference]:
    for place in dict.fromkeys((*old.holders, *new.holders)):
        was, becomes = old.holders.get(place), new.holders.get(place)
        if was != becomes:
            yield Difference(
                of="holder", id=place, kind="holder", title=becomes or was,
                was=(was.en,) if was else (), becomes=(becomes.en,) if becomes else (),
            )  # fmt: skip
    if (old.host, old.origin, old.zones) != (new.host, new.origin, new.zones):
        yield Difference(of="holder", id="countries", kind="other", becomes=(new.host, new.origin))
