"""A cited change to one step: another clock, responsible role or evidence for it, or a new step after it."""

from typing import Literal, Self

from pydantic import model_validator

from guidelines.citation import Citation
from guidelines.deadline import Deadline
from guidelines.model import Model
from guidelines.step import Step


class ReplacePart(Model):
    """Another deadline, responsible role or evidence for a step. What is not given stays as it was."""

    op: Literal["replace"]
    step: str
    deadline: Deadline | None = None
    responsible: str | None = None
    evidence: tuple[str, ...] | None = None
    cite: Citation

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.deadline is None and self.responsible is None and self.evidence is None:
            raise ValueError("a `replace` must give a `deadline`, a `responsible` or an `evidence`")
        return self


class InsertStep(Model):
    """A new step, placed after another, in its stage."""

    op: Literal["insert_after"]
    step: str
    new: Step
    cite: Citation


def replaced(old: Step, change: ReplacePart) -> Step:
    """``old`` with what the change gives."""
    update = {name: getattr(change, name) for name in ("deadline", "responsible", "evidence")}
    return old.model_copy(update={name: value for name, value in update.items() if value is not None})


def inserted(change: InsertStep) -> Step:
    """The new step, which comes after the one it is placed behind."""
    after = change.new.after if change.step in change.new.after else (change.step, *change.new.after)
    return change.new.model_copy(update={"after": after})


def placed(steps: tuple[Step, ...], at: str, new: Step) -> tuple[Step, ...]:
    """``new`` in the place of the step of its id, else behind the step ``at``."""
    found: list[Step] = []
    for step in steps:
        found += [new] if step.id == new.id else [step, new] if step.id == at else [step]
    return tuple(found)
