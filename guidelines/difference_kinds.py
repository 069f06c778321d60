"""One difference between two editions, by its kind: never a text."""

from typing import Literal

from guidelines.citation import Citation
from guidelines.deadline import Term
from guidelines.difference_of_clocks import ClockKind
from guidelines.model import Model, Words

Kind = (
    ClockKind
    | Literal[
        "added",
        "removed",
        "stage",
        "responsible",
        "side",
        "gate",
        "gates",
        "evidence_added",
        "evidence_removed",
        "order",
        "conditions",
        "approvals",
        "overridable",
        "hold_gates",
        "hold_pauses",
        "duty",
        "rungs",
        "holder",
        "other",
    ]
)
Of = Literal["step", "stage", "safeguard", "interruption", "ladder", "holder", "procedure"]


class Difference(Model):
    """One thing that is otherwise. ``was`` and ``becomes`` hold ids: of roles, papers, steps, gates, stages, fields.

    ``protects_less``: the newer edition is later, laxer or slower here, as far as it can be told without a calendar.
    """

    of: Of
    id: str
    kind: Kind
    title: Words | None = None
    visit: Words | None = None
    was: tuple[str, ...] = ()
    becomes: tuple[str, ...] = ()
    was_term: Term | None = None
    becomes_term: Term | None = None
    was_cite: Citation | None = None
    becomes_cite: Citation | None = None
    protects_less: bool = False
