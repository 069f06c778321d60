"""Safeguards, conditions and interruptions, as the data declares them."""

from typing import Literal

from pydantic import Field

from guidelines.citation import Citation
from guidelines.model import Model, Words
from guidelines.step import Gate, Side, Step


class Condition(Model):
    """A named condition: the sentence the page shows. Its body is the function of the same name in conditions.py."""

    id: str
    sentence: Words


class Safeguard(Model):
    """What must be true at a gate. Its body is the function of the same name in safeguards.py.

    ``overridable``: two authorised people may set it aside with a reason; many may never be.
    """

    id: str
    number: int
    sentence: Words
    cite: Citation
    gates: tuple[Gate, ...] = Field(min_length=1)
    overridable: bool


class Hold(Model):
    """What an interruption stops until it is lifted.

    ``gates``: gates that stay shut. ``pauses``: stages whose design-default clocks stand still
    (a clock of an instrument or a national law never does). ``duty``: the step that owns the next move.
    """

    gates: tuple[Gate, ...]
    pauses: tuple[str, ...]
    duty: Step


class Interruption(Model):
    """An event that interrupts a case: what stops at once, who owns the next move, and by when.

    ``possible_in``: stages. ``redo``: finished steps that get a new round. ``void``: stages begun again
    from nothing. ``lifts``: the interruption whose hold it ends.
    ``suppresses_consulate``: every consular message stops until a screening clears it.
    """

    id: str
    title: Words
    explanation: Words
    cite: Citation
    possible_in: tuple[str, ...] = Field(min_length=1)
    reported_by: tuple[Side, ...] = Field(min_length=1)
    report: str
    suppresses_consulate: bool = False
    hold: Hold | None = None
    lifts: str | None = None
    redo: tuple[str, ...] = ()
    void: tuple[str, ...] = ()
    returns_to_care: Literal["never", "if_travelling"] = "never"
